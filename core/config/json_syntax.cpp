// SPDX-License-Identifier: Apache-2.0
// Settings in JSON, floats and all, which base/json refuses: here only the places of the members
// matter, values are compared as they are written.
#include "config/config_tree.h"

#include <QJsonDocument>

namespace upkeep {

namespace {

constexpr int depthLimit = 64;

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

QByteArray counted(const QByteArray& text) {
    return QByteArray::number(text.size()) + ':' + text;
}

class JsonReader {
public:
    JsonReader(QByteArrayView text, QString side) : m_text(text), m_side(std::move(side)) {}

    Result<ConfigNode> read() {
        // Qt knows what is JSON; this reader knows where it stands and that no key comes twice.
        QJsonParseError fault;
        QJsonDocument::fromJson(m_text.toByteArray(), &fault);
        if (fault.error != QJsonParseError::NoError)
            return error(qMin<qsizetype>(fault.offset, m_text.size()), fault.errorString());
        skipSpace();
        ConfigNode root;
        UPKEEP_TRY(readValue(root, 0));
        if (!root.isMap)
            return error(0, QStringLiteral("no keys at the top"));
        return root;
    }

private:
    Error error(qsizetype at, const QString& cause) const {
        const qsizetype line = m_text.first(at).toByteArray().count('\n') + 1;
        return Error{
            ErrorCode::ConfigInvalid, QStringLiteral("%1:%2").arg(m_side).arg(line), cause};
    }

    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace() {
        while (isSpace(peek()))
            ++m_at;
    }

    void skipString() {
        ++m_at;
        while (m_at < m_text.size() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        ++m_at;
    }

    Result<void> readValue(ConfigNode& node, int depth) {
        if (depth > depthLimit)
            return error(m_at, QStringLiteral("nested too deep"));
        const qsizetype start = m_at;
        if (peek() == '{') {
            UPKEEP_TRY(readObject(node, depth));
        } else if (peek() == '[') {
            UPKEEP_TRY(readArray(node, depth));
        } else {
            if (peek() == '"')
                skipString();
            else
                while (m_at < m_text.size() && !isSpace(peek()) && peek() != ',' && peek() != '}' &&
                       peek() != ']')
                    ++m_at;
            node.leaf = m_text.sliced(start, m_at - start).toByteArray();
        }
        node.content = {start, m_at};
        node.inlineValue = true;
        return {};
    }

    Result<void> readObject(ConfigNode& node, int depth) {
        node.isMap = true;
        ++m_at;
        for (skipSpace(); peek() != '}'; skipSpace()) {
            if (peek() == ',') {
                ++m_at;
                continue;
            }
            ConfigNode member;
            const qsizetype start = m_at;
            skipString();
            const QByteArray key = m_text.sliced(start, m_at - start).toByteArray();
            member.key = QJsonDocument::fromJson('[' + key + ']')[0].toString();
            member.line = int(m_text.first(start).toByteArray().count('\n')) + 1;
            member.column = int(start - lineStart(m_text, start));
            if (node.find(member.key))
                return error(start,
                             QStringLiteral("the key \"%1\" is there twice").arg(member.key));
            while (peek() != ':')
                ++m_at;
            ++m_at;
            skipSpace();
            UPKEEP_TRY(readValue(member, depth + 1));
            member.member = {start, m_at};
            node.members.append(std::move(member));
        }
        ++m_at;
        // An empty object has no line to copy the look of: it is only replaced as a whole.
        node.spliceable = !node.members.isEmpty();
        return {};
    }

    Result<void> readArray(ConfigNode& node, int depth) {
        ++m_at;
        node.leaf = "l";
        for (skipSpace(); peek() != ']'; skipSpace()) {
            if (peek() == ',') {
                ++m_at;
                continue;
            }
            ConfigNode item;
            UPKEEP_TRY(readValue(item, depth + 1));
            node.leaf += counted(said(item.value()));
        }
        ++m_at;
        return {};
    }

    static QByteArray said(const ConfigValue& value) {
        if (!value.isMap)
            return value.leaf;
        QByteArray all = "m";
        for (auto it = value.members.begin(); it != value.members.end(); ++it)
            all += counted(it.key().toUtf8()) + counted(said(it.value()));
        return all;
    }

    QByteArrayView m_text;
    QString m_side;
    qsizetype m_at = 0;
};

// What stands between a member and whatever is before it on its line: its indentation, or nothing
// if other members share the line.
std::optional<QByteArray> indentation(const ConfigText& text, const ConfigNode& node) {
    const qsizetype start = lineStart(text.text, node.member.start);
    const QByteArray before = Span{start, node.member.start}.of(text.text);
    if (!isBlank(before))
        return std::nullopt;
    return before;
}

class JsonSyntax : public ConfigSyntax {
public:
    Result<ConfigText> read(QByteArrayView text, const QString& side) const override {
        UPKEEP_TRY_AS(ConfigNode root, JsonReader(text, side).read());
        return ConfigText{text.toByteArray(), std::move(root)};
    }

    QString path(const QString& parent, const ConfigNode& node) const override {
        return parent.isEmpty() ? node.key : parent + QLatin1Char('.') + node.key;
    }

    bool needsNeighbour() const override { return true; }
    QByteArrayView commentMarks() const override { return {}; }

    Splice replace(const ConfigText& mine,
                   const ConfigNode& old,
                   const ConfigText& theirs,
                   const ConfigNode& wanted) const override {
        return {old.content,
                indented(wanted.content.of(theirs.text),
                         depthStep(mine, old, theirs, wanted),
                         false,
                         mine.text)};
    }

    Splice insert(const ConfigText& mine,
                  const ConfigNode& parent,
                  const ConfigNode* after,
                  const ConfigText& theirs,
                  const ConfigNode& wanted) const override {
        const ConfigNode& neighbour = after ? *after : parent.members.constFirst();
        const QByteArray text = indented(theirs.memberText(wanted),
                                         depthStep(mine, neighbour, theirs, wanted),
                                         false,
                                         mine.text);
        const auto indent = indentation(mine, neighbour);
        const QByteArray gap = indent ? lineEnd(mine.text) + *indent : QByteArray(" ");
        if (after)
            return {{after->member.end, after->member.end}, ',' + gap + text};
        const qsizetype at = neighbour.member.start;
        return {{at, at}, text + ',' + gap};
    }

    // The comma before it goes too, or the one behind it where nothing before it stays.
    Splice remove(const ConfigText&,
                  const ConfigNode& parent,
                  qsizetype index,
                  bool firstKept) const override {
        const Span& member = parent.members[index].member;
        if (!firstKept)
            return {{parent.members[index - 1].member.end, member.end}, {}};
        const bool last = index + 1 == parent.members.size();
        return {{member.start, last ? member.end : parent.members[index + 1].member.start}, {}};
    }

private:
    // How much deeper the line of `here` begins than that of `there`.
    static int depthStep(const ConfigText& mine,
                         const ConfigNode& here,
                         const ConfigText& theirs,
                         const ConfigNode& there) {
        const auto ours = indentation(mine, here);
        const auto others = indentation(theirs, there);
        return ours && others ? int(ours->size() - others->size()) : 0;
    }
};

} // namespace

const ConfigSyntax& jsonSyntax() {
    static const JsonSyntax syntax;
    return syntax;
}

} // namespace upkeep
