// SPDX-License-Identifier: Apache-2.0
#include "source/site.h"

#include "base/names.h"

namespace upkeep {

QUrl below(const QUrl& base, const QByteArray& path) {
    QByteArrayList parts;
    for (const QByteArray& part : path.split('/'))
        parts.append(QUrl::toPercentEncoding(QString::fromUtf8(part)));
    return belowEncoded(base, parts.join('/'));
}

QUrl belowEncoded(const QUrl& base, const QByteArray& encodedName) {
    QByteArray address = base.toEncoded(QUrl::StripTrailingSlash);
    while (address.endsWith('/'))
        address.chop(1);
    return QUrl::fromEncoded(address + '/' + encodedName);
}

QUrl siteOfMetadata(const QUrl& metadata) {
    QString address = metadata.toString(QUrl::StripTrailingSlash);
    if (address.endsWith(QLatin1String("/metadata")))
        address.chop(9);
    return QUrl(address);
}

Result<QUrl> payloadAddress(const QUrl& releases, const QString& url, bool allowLoopbackHttp) {
    const QUrl absolute(url, QUrl::StrictMode);
    const bool isLoopback =
        absolute.host() == QLatin1String("127.0.0.1") || absolute.host() == QLatin1String("::1");
    if (absolute.scheme() == QLatin1String("https") ||
        (absolute.scheme() == QLatin1String("http") && isLoopback && allowLoopbackHttp))
        return absolute;
    const auto relative = RelativePath::parse(url.toUtf8());
    if (!relative.has_value() || !absolute.scheme().isEmpty() || relative->parent().isEmpty())
        return Error{ErrorCode::SourceInvalid,
                     url,
                     QStringLiteral("is neither <tag>/<asset> nor an https address")};
    return below(releases, relative->bytes());
}

} // namespace upkeep
