// SPDX-License-Identifier: Apache-2.0
#include "start_request.h"

#include "main_window.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace upkeep {
namespace {

constexpr qsizetype longestToken = 512;

bool isProductId(const QString& id) {
    static const QRegularExpression pattern(
        QRegularExpression::anchoredPattern(QStringLiteral("[a-z0-9-]{1,64}")));
    return pattern.match(id).hasMatch();
}

} // namespace

QByteArray StartRequest::toLine() const {
    const QJsonObject values = {{QStringLiteral("page"), page},
                                {QStringLiteral("product"), product},
                                {QStringLiteral("token"), token},
                                {QStringLiteral("background"), background}};
    return QJsonDocument(values).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<StartRequest> StartRequest::fromLine(const QByteArray& line) {
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject())
        return {};
    const QJsonObject values = document.object();
    for (const char* name : {"page", "product", "token"}) {
        if (!values.value(QLatin1String(name)).isString())
            return {};
    }
    StartRequest request;
    request.page = values.value(QStringLiteral("page")).toString();
    request.product = values.value(QStringLiteral("product")).toString();
    request.token = values.value(QStringLiteral("token")).toString();
    request.background = values.value(QStringLiteral("background")).toBool();
    if (!request.page.isEmpty() && !MainWindow::pageNames().contains(request.page))
        return {};
    if (!request.product.isEmpty() && !isProductId(request.product))
        return {};
    if (request.token.size() > longestToken)
        return {};
    return request;
}

QString takeActivationToken() {
    QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    if (token.isEmpty())
        token = qEnvironmentVariable("DESKTOP_STARTUP_ID");
    qunsetenv("XDG_ACTIVATION_TOKEN");
    qunsetenv("DESKTOP_STARTUP_ID");
    return token.left(longestToken);
}

} // namespace upkeep
