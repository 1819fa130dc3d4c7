// SPDX-License-Identifier: Apache-2.0
// Strict reading of one YAML mapping into typed values: every key must be named, every message says
// file, line and what would be allowed.
#pragma once

#include "base/version.h"
#include "base/yaml.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace upkeep {

// Whose document is read, and under which code its faults are reported.
struct YamlSource {
    QString file;
    ErrorCode code = ErrorCode::ParseInvalid;

    // "file:line" as the subject.
    Error at(const YamlNode& node, const QString& cause) const;
};

class YamlFields {
public:
    // Fails unless `node` is a mapping whose keys are all among `allowed`.
    static Result<YamlFields>
    of(const YamlNode& node, const YamlSource& source, const QStringList& allowed);

    bool has(QStringView key) const { return m_node->find(key) != nullptr; }
    const YamlNode* find(QStringView key) const { return m_node->find(key); }
    const YamlNode& node() const { return *m_node; }
    const YamlSource& source() const { return m_source; }

    Result<const YamlNode*> required(QStringView key) const;
    Result<QString> text(QStringView key) const; // must be there and not empty
    Result<QString> text(QStringView key, const QString& otherwise) const;
    Result<qint64> integer(QStringView key, qint64 otherwise, qint64 lowest, qint64 highest) const;
    Result<bool> boolean(QStringView key, bool otherwise) const;
    // A list of texts; a single text counts as a list of one.
    Result<QStringList> texts(QStringView key) const;
    Result<Version> version(QStringView key) const;
    Result<std::optional<Version>> optionalVersion(QStringView key) const;
    // One of the names; the message lists them.
    Result<QString>
    oneOf(QStringView key, const QStringList& names, const QString& otherwise = {}) const;
    // The items of a list, none if the key is absent.
    Result<QList<YamlNode>> items(QStringView key) const;

private:
    YamlFields(const YamlNode& node, YamlSource source)
        : m_node(&node), m_source(std::move(source)) {}

    const YamlNode* m_node;
    YamlSource m_source;
};

} // namespace upkeep
