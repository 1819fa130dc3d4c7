// SPDX-License-Identifier: Apache-2.0
#include "base/yaml_fields.h"

namespace upkeep {

namespace {

bool isText(const YamlNode* node) {
    return node && node->isScalar();
}

} // namespace

Error YamlSource::at(const YamlNode& node, const QString& cause) const {
    return Error{code, QStringLiteral("%1:%2").arg(file).arg(qMax(1, node.line)), cause};
}

Result<YamlFields>
YamlFields::of(const YamlNode& node, const YamlSource& source, const QStringList& allowed) {
    if (!node.isMapping())
        return source.at(
            node, QStringLiteral("expected keys: %1").arg(allowed.join(QLatin1String(", "))));
    for (const YamlNode::Member& member : node.members)
        if (!allowed.contains(member.first.text))
            return source.at(member.first,
                             QStringLiteral("unknown key \"%1\" (allowed: %2)")
                                 .arg(member.first.text, allowed.join(QLatin1String(", "))));
    return YamlFields(node, source);
}

Result<const YamlNode*> YamlFields::required(QStringView key) const {
    const YamlNode* node = find(key);
    if (!node || node->isNull())
        return m_source.at(*m_node, QStringLiteral("the key \"%1\" is missing").arg(key));
    return node;
}

Result<QString> YamlFields::text(QStringView key) const {
    UPKEEP_TRY_AS(const YamlNode* node, required(key));
    if (!isText(node) || node->text.isEmpty())
        return m_source.at(*node, QStringLiteral("\"%1\" must be a text").arg(key));
    return node->text;
}

Result<QString> YamlFields::text(QStringView key, const QString& otherwise) const {
    const YamlNode* node = find(key);
    if (!node || node->isNull())
        return otherwise;
    if (!isText(node))
        return m_source.at(*node, QStringLiteral("\"%1\" must be a text").arg(key));
    return node->text;
}

Result<qint64>
YamlFields::integer(QStringView key, qint64 otherwise, qint64 lowest, qint64 highest) const {
    const YamlNode* node = find(key);
    if (!node)
        return otherwise;
    bool ok = isText(node) && !node->quoted;
    const qint64 value = ok ? node->text.toLongLong(&ok) : 0;
    if (!ok || value < lowest || value > highest)
        return m_source.at(*node,
                           QStringLiteral("\"%1\" must be a whole number from %2 to %3")
                               .arg(key)
                               .arg(lowest)
                               .arg(highest));
    return value;
}

Result<bool> YamlFields::boolean(QStringView key, bool otherwise) const {
    const YamlNode* node = find(key);
    if (!node)
        return otherwise;
    if (isText(node) && !node->quoted && node->text == QLatin1String("true"))
        return true;
    if (isText(node) && !node->quoted && node->text == QLatin1String("false"))
        return false;
    return m_source.at(*node, QStringLiteral("\"%1\" must be true or false").arg(key));
}

Result<QStringList> YamlFields::texts(QStringView key) const {
    const YamlNode* node = find(key);
    if (!node || node->isNull())
        return QStringList();
    if (isText(node))
        return QStringList{node->text};
    if (!node->isSequence())
        return m_source.at(*node, QStringLiteral("\"%1\" must be a list of texts").arg(key));
    QStringList texts;
    for (const YamlNode& item : node->items) {
        if (!isText(&item) || item.text.isEmpty())
            return m_source.at(item, QStringLiteral("\"%1\" must be a list of texts").arg(key));
        texts += item.text;
    }
    return texts;
}

Result<Version> YamlFields::version(QStringView key) const {
    UPKEEP_TRY_AS(const QString written, text(key));
    auto version = Version::parse(written);
    if (!version)
        return m_source.at(*find(key),
                           QStringLiteral("\"%1\": %2").arg(key, version.error().cause));
    return version;
}

Result<std::optional<Version>> YamlFields::optionalVersion(QStringView key) const {
    const YamlNode* node = find(key);
    if (!node || node->isNull())
        return std::optional<Version>();
    UPKEEP_TRY_AS(Version value, version(key));
    return std::optional<Version>(std::move(value));
}

Result<QString>
YamlFields::oneOf(QStringView key, const QStringList& names, const QString& otherwise) const {
    const YamlNode* node = find(key);
    if (!node && !otherwise.isEmpty())
        return otherwise;
    UPKEEP_TRY_AS(const QString name, text(key));
    if (!names.contains(name))
        return m_source.at(*node,
                           QStringLiteral("unknown %1 \"%2\" (allowed: %3)")
                               .arg(key.toString(), name, names.join(QLatin1String(", "))));
    return name;
}

Result<QList<YamlNode>> YamlFields::items(QStringView key) const {
    const YamlNode* node = find(key);
    if (!node || node->isNull())
        return QList<YamlNode>();
    if (!node->isSequence())
        return m_source.at(*node, QStringLiteral("\"%1\" must be a list").arg(key));
    return node->items;
}

} // namespace upkeep
