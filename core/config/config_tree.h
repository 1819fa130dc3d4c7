// SPDX-License-Identifier: Apache-2.0
// A settings file as a tree of keys that knows where in the text each stands, and the seam to its
// syntax: what a change of one key means as a splice of text. Inside of config/ only.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace upkeep {

struct Span {
    qsizetype start = 0;
    qsizetype end = 0;

    bool isEmpty() const { return start == end; }
    QByteArray of(QByteArrayView text) const {
        return text.sliced(start, end - start).toByteArray();
    }
};

// What a file says, free of how it is written: two equal values are the same setting.
struct ConfigValue {
    bool isMap = false;
    QByteArray leaf;
    QMap<QString, ConfigValue> members;

    friend bool operator==(const ConfigValue& a, const ConfigValue& b) {
        return a.isMap == b.isMap && a.leaf == b.leaf && a.members == b.members;
    }
};

struct ConfigNode {
    QString key;
    bool isMap = false;
    bool spliceable = false;  // its members can be changed one by one
    QByteArray leaf;          // what the value says, if it is no map
    int line = 0;             // from 1
    int column = 0;           // of the key, from 0
    Span member;              // key and value with all that belongs to them
    Span content;             // the value alone, if it is written beside its key
    bool inlineValue = false; // it is
    QList<ConfigNode> members;

    const ConfigNode* find(const QString& name) const;
    ConfigValue value() const;
};

struct ConfigText {
    QByteArray text;
    ConfigNode root;

    QByteArray memberText(const ConfigNode& node) const { return node.member.of(text); }
    // The value as it stands in the file, for people.
    QString shown(const ConfigNode& node) const;
};

struct Splice {
    Span at;
    QByteArray bytes;
};

// Bytes put in at one place come before what is cut there; otherwise in the order given.
QByteArray withSplices(QByteArrayView text, QList<Splice> splices);

class ConfigSyntax {
public:
    virtual ~ConfigSyntax() = default;

    // Fails with config.invalid, subject "side:line".
    virtual Result<ConfigText> read(QByteArrayView text, const QString& side) const = 0;
    // "editor.font" or "[editor] font"; `parent` is empty at the top.
    virtual QString path(const QString& parent, const ConfigNode& node) const = 0;
    // True where members cannot be put into a map that keeps none of its own.
    virtual bool needsNeighbour() const { return false; }
    // Characters that open a comment; empty = the syntax has none.
    virtual QByteArrayView commentMarks() const = 0;

    virtual Splice replace(const ConfigText& mine,
                           const ConfigNode& old,
                           const ConfigText& theirs,
                           const ConfigNode& wanted) const = 0;
    // After `after`, a member of `parent`; nullptr = no member of theirs that lies before it is
    // here.
    virtual Splice insert(const ConfigText& mine,
                          const ConfigNode& parent,
                          const ConfigNode* after,
                          const ConfigText& theirs,
                          const ConfigNode& wanted) const = 0;
    // `firstKept` = no member before it stays.
    virtual Splice remove(const ConfigText& mine,
                          const ConfigNode& parent,
                          qsizetype index,
                          bool firstKept) const = 0;
};

const ConfigSyntax& yamlSyntax();
const ConfigSyntax& jsonSyntax();
const ConfigSyntax& iniSyntax();

// Lines of a text.

// "\r\n" if the first line ends so, else "\n".
QByteArray lineEnd(QByteArrayView text);
qsizetype lineStart(QByteArrayView text, qsizetype offset);
// The offset after the line's "\n", or the end of the text.
qsizetype lineStop(QByteArrayView text, qsizetype offset);
bool isBlank(QByteArrayView line);
// The lines with `by` more (or fewer) spaces in front and the line ends of `like`; the first line
// only if `firstToo`.
QByteArray indented(QByteArrayView text, int by, bool firstToo, QByteArrayView like);

} // namespace upkeep
