// SPDX-License-Identifier: Apache-2.0
#include "base/redact.h"

#include <QRegularExpression>

namespace upkeep {

namespace {

struct Rule {
    QRegularExpression pattern;
    QString replacement;
};

const QList<Rule>& rules() {
    constexpr auto anyCase = QRegularExpression::CaseInsensitiveOption;
    static const QList<Rule> list = {
        {QRegularExpression(QStringLiteral("(gh[a-z]_|github_pat_|glpat-)[A-Za-z0-9_-]{4,}")),
         QStringLiteral("***")},
        {QRegularExpression(
             QStringLiteral("\\b(authorization|private-token)(\"?\\s*[:=]\\s*)[^\\r\\n]+"),
             anyCase),
         QStringLiteral("\\1\\2***")},
        {QRegularExpression(QStringLiteral("\\b(bearer|basic|token) [A-Za-z0-9._~+/=-]{16,}"),
                            anyCase),
         QStringLiteral("\\1 ***")},
        {QRegularExpression(QStringLiteral("://[^/@\\s]+@")), QStringLiteral("://***@")},
        {QRegularExpression(
             QStringLiteral("([?&][a-z_-]*(?:token|sig|signature|credential)=)[^&\\s]+"), anyCase),
         QStringLiteral("\\1***")}};
    return list;
}

} // namespace

QString redacted(const QString& text) {
    QString clean = text;
    for (const Rule& rule : rules())
        clean.replace(rule.pattern, rule.replacement);
    return clean;
}

QString withoutSecret(const QString& text, const QByteArray& secret) {
    QString clean = text;
    if (!secret.isEmpty())
        clean.replace(QString::fromUtf8(secret), QStringLiteral("***"));
    return redacted(clean);
}

} // namespace upkeep
