// SPDX-License-Identifier: Apache-2.0
// Strict YAML for documents that people write: one document, bounded, no anchors, aliases, tags,
// merge keys or duplicate keys. Scalars stay text (a version is never a number), each value knows
// where it was written. No exception leaves it.
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <utility>

namespace upkeep {

struct YamlLimits {
    qsizetype bytes = 256 * 1024;
    int depth = 32;
    int nodes = 20'000;
};

struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Mapping };
    using Member = std::pair<YamlNode, YamlNode>; // key (a scalar), value

    Kind kind = Kind::Null;
    QString text;         // scalars, as written between the quotes
    bool quoted = false;  // so it is text, whatever it looks like
    int line = 0;         // from 1
    int column = 0;       // from 1, in bytes
    qsizetype offset = 0; // of the first byte in the text
    QList<YamlNode> items;
    QList<Member> members; // in the order they came

    bool isNull() const { return kind == Kind::Null; }
    bool isScalar() const { return kind == Kind::Scalar; }
    bool isSequence() const { return kind == Kind::Sequence; }
    bool isMapping() const { return kind == Kind::Mapping; }
    // The value of a mapping's key, or nullptr.
    const YamlNode* find(QStringView name) const;
};

// Fails with parse.invalid (parse.too-large); the subject is "file:line:column". An empty document
// is Null.
Result<YamlNode>
parseYaml(QByteArrayView text, const QString& fileName, const YamlLimits& limits = {});

} // namespace upkeep
