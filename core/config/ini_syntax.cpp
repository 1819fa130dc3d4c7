// SPDX-License-Identifier: Apache-2.0
// Settings as "key = value" lines in "[sections]"; comments start a line with "#" or ";". Sections
// are members named with their brackets, so that a key may share the name.
#include "config/config_tree.h"

namespace upkeep {

namespace {

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

Span trimmed(QByteArrayView text, qsizetype start, qsizetype end) {
    while (start < end && (text[start] == ' ' || text[start] == '\t'))
        ++start;
    while (end > start && isBlank(text.sliced(end - 1, 1)))
        --end;
    return {start, end};
}

class IniReader {
public:
    IniReader(QByteArrayView text, QString side) : m_text(text), m_side(std::move(side)) {}

    Result<ConfigNode> read() {
        if (!m_text.isValidUtf8())
            return error(QStringLiteral("not UTF-8"));
        m_root.isMap = m_root.spliceable = true;
        const qsizetype start = m_text.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
        m_root.member = {start, m_text.size()};
        for (qsizetype at = start; at < m_text.size(); at = lineStop(m_text, at)) {
            ++m_line;
            UPKEEP_TRY(readLine(at, lineStop(m_text, at)));
        }
        return std::move(m_root);
    }

private:
    Error error(const QString& cause) const {
        return Error{
            ErrorCode::ConfigInvalid, QStringLiteral("%1:%2").arg(m_side).arg(m_line), cause};
    }

    Result<void> readLine(qsizetype start, qsizetype stop) {
        const Span line = trimmed(m_text, start, stop);
        const QByteArray text = line.of(m_text);
        if (text.isEmpty() || text.startsWith('#') || text.startsWith(';'))
            return {};
        if (text.startsWith('[') && text.endsWith(']'))
            return readSection(text, start, stop);
        const qsizetype equals = m_text.sliced(0, stop).indexOf('=', line.start);
        if (equals <= line.start)
            return error(QStringLiteral("expected [section] or key = value"));
        ConfigNode node;
        node.key = QString::fromUtf8(trimmed(m_text, line.start, equals).of(m_text));
        node.line = m_line;
        node.member = {start, stop};
        node.content = trimmed(m_text, equals + 1, line.end);
        node.leaf = node.content.of(m_text);
        node.inlineValue = true;
        return add(inSection() ? m_root.members.last() : m_root, std::move(node), stop);
    }

    Result<void> readSection(const QByteArray& name, qsizetype start, qsizetype stop) {
        ConfigNode node;
        node.key = QString::fromUtf8(name);
        node.line = m_line;
        node.isMap = node.spliceable = true;
        node.member = {start, stop};
        node.content = {stop, stop}; // where its first key would go
        return add(m_root, std::move(node), stop);
    }

    bool inSection() const { return !m_root.members.isEmpty() && m_root.members.last().isMap; }

    Result<void> add(ConfigNode& parent, ConfigNode node, qsizetype stop) {
        if (parent.find(node.key))
            return error(QStringLiteral("\"%1\" is there twice").arg(node.key));
        if (&parent != &m_root)
            parent.member.end = stop;
        parent.members.append(std::move(node));
        return {};
    }

    QByteArrayView m_text;
    QString m_side;
    int m_line = 0;
    ConfigNode m_root;
};

class IniSyntax : public ConfigSyntax {
public:
    Result<ConfigText> read(QByteArrayView text, const QString& side) const override {
        UPKEEP_TRY_AS(ConfigNode root, IniReader(text, side).read());
        return ConfigText{text.toByteArray(), std::move(root)};
    }

    QString path(const QString& parent, const ConfigNode& node) const override {
        return parent.isEmpty() ? node.key : parent + QLatin1Char(' ') + node.key;
    }

    QByteArrayView commentMarks() const override { return "#;"; }

    Splice replace(const ConfigText& mine,
                   const ConfigNode& old,
                   const ConfigText& theirs,
                   const ConfigNode& wanted) const override {
        if (old.inlineValue && wanted.inlineValue)
            return {old.content, wanted.content.of(theirs.text)};
        return {old.member, lines(theirs, wanted, mine.text)};
    }

    Splice insert(const ConfigText& mine,
                  const ConfigNode& parent,
                  const ConfigNode* after,
                  const ConfigText& theirs,
                  const ConfigNode& wanted) const override {
        QByteArray text = lines(theirs, wanted, mine.text);
        const qsizetype at = place(mine, parent, after, wanted.isMap);
        const bool startsLine = at == mine.root.member.start || mine.text.at(at - 1) == '\n';
        if (wanted.isMap && at > mine.root.member.start)
            text.prepend(lineEnd(mine.text));
        if (!startsLine) {
            text.chop(lineEnd(mine.text).size());
            text.prepend(lineEnd(mine.text));
        }
        return {{at, at}, text};
    }

    Splice
    remove(const ConfigText&, const ConfigNode& parent, qsizetype index, bool) const override {
        return {parent.members[index].member, {}};
    }

private:
    static QByteArray
    lines(const ConfigText& theirs, const ConfigNode& node, const QByteArray& like) {
        QByteArray text = theirs.memberText(node);
        if (!text.endsWith('\n'))
            text += '\n';
        return indented(text, 0, true, like);
    }

    static qsizetype
    place(const ConfigText& mine, const ConfigNode& parent, const ConfigNode* after, bool section) {
        if (after)
            return after->member.end;
        if (&parent != &mine.root)
            return parent.content.end;
        return section ? mine.text.size() : mine.root.member.start;
    }
};

} // namespace

const ConfigSyntax& iniSyntax() {
    static const IniSyntax syntax;
    return syntax;
}

} // namespace upkeep
