// SPDX-License-Identifier: Apache-2.0
// Which of a project's files is meant, and what its file of sums says of it.
#include "source/plain_releases.h"
#include "source/tag_version.h"

#include <QHash>
#include <QRegularExpression>

namespace upkeep {

namespace {

const QString anySystem = QStringLiteral("(?:unknown-linux-(?:gnu|musl)|linux-(?:gnu|musl)|linux)");

QString machineNames(const QString& platform) {
    return platform.endsWith(QLatin1String("-arm64")) ? QStringLiteral("(?:aarch64|arm64)")
                                                      : QStringLiteral("(?:x86[_-]64|amd64|x64)");
}

QString platformNames(const QString& platform) {
    const QString machine = machineNames(platform);
    return QStringLiteral("(?:%1[_.-]?%2|%2[_.-]?%1)").arg(anySystem, machine);
}

// 1.2.3 of v1.2.3, 2024.05 of release-2024.05
QString versionIn(const QString& tag) {
    const auto read = tagVersion(tag);
    return read ? read->text : tag;
}

Result<QString> expressionOf(const AssetWish& wish) {
    static const QRegularExpression part(QStringLiteral("\\*|\\{([a-z]*)\\}"));
    const QHash<QString, QString> names = {
        {QStringLiteral("version"), QRegularExpression::escape(versionIn(wish.tag))},
        {QStringLiteral("tag"), QRegularExpression::escape(wish.tag)},
        {QStringLiteral("os"), anySystem},
        {QStringLiteral("arch"), machineNames(wish.platform)},
        {QStringLiteral("platform"), platformNames(wish.platform)}};
    QString expression;
    qsizetype at = 0;
    for (auto parts = part.globalMatch(wish.pattern); parts.hasNext();) {
        const auto match = parts.next();
        expression += QRegularExpression::escape(wish.pattern.mid(at, match.capturedStart() - at));
        at = match.capturedEnd();
        const QString name = match.captured(1);
        if (match.captured() == QLatin1String("*"))
            expression += QStringLiteral("[^/]*");
        else if (names.contains(name))
            expression += names.value(name);
        else
            return Error{ErrorCode::SourceInvalid, wish.pattern, QStringLiteral("{%1}").arg(name)};
    }
    return expression + QRegularExpression::escape(wish.pattern.mid(at));
}

} // namespace

Result<bool> isWishedAsset(const QString& name, const AssetWish& wish) {
    if (wish.pattern.isEmpty()) {
        static const QRegularExpression archive(
            QStringLiteral("\\.(?:tar\\.(?:gz|xz|zst)|tgz|txz|zip)\\z"));
        const QRegularExpression here(platformNames(wish.platform),
                                      QRegularExpression::CaseInsensitiveOption);
        return archive.match(name).hasMatch() && here.match(name).hasMatch();
    }
    UPKEEP_TRY_AS(const QString expression, expressionOf(wish));
    const QRegularExpression whole(QRegularExpression::anchoredPattern(expression),
                                   QRegularExpression::CaseInsensitiveOption);
    return whole.match(name).hasMatch();
}

std::optional<Digest> sumFor(QByteArrayView sums, const QString& asset) {
    static const QRegularExpression coreutils(
        QStringLiteral("\\A([0-9a-fA-F]{64})[ \\t]+[*]?(?:\\./)?(.+)\\z"));
    static const QRegularExpression bsd(
        QStringLiteral("\\ASHA256 \\((.+)\\) = ([0-9a-fA-F]{64})\\z"));
    static const QRegularExpression bare(QStringLiteral("\\A([0-9a-fA-F]{64})\\z"));
    const QStringList lines =
        QString::fromUtf8(sums.toByteArray()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    std::optional<Digest> found;
    for (const QString& line : lines) {
        const QString text = line.trimmed();
        const auto one = coreutils.match(text);
        const auto two = bsd.match(text);
        const auto three = bare.match(text);
        QString hex;
        if (one.hasMatch() && one.captured(2) == asset)
            hex = one.captured(1);
        else if (two.hasMatch() && two.captured(1) == asset)
            hex = two.captured(2);
        else if (three.hasMatch() && lines.size() == 1) // tool.tar.gz.sha256
            hex = three.captured(1);
        if (hex.isEmpty())
            continue;
        const auto digest = Digest::fromHex(hex.toLower().toLatin1());
        if (!digest || (found && *found != *digest))
            return std::nullopt; // two lines that do not agree say nothing
        found = *digest;
    }
    return found;
}

// 26 bits for the first part (a date is one, too), 13 and 12 for the others, the last for "no
// prerelease": 52 in all.
qint64 counterOf(const Version& version) {
    const bool fits =
        version.major() < 1U << 26 && version.minor() < 1U << 13 && version.patch() < 1U << 12;
    if (!fits)
        return 0;
    const quint64 parts = (version.major() << 25) | (version.minor() << 12) | version.patch();
    return qint64(parts << 1) + (version.isPrerelease() ? 1 : 2);
}

} // namespace upkeep
