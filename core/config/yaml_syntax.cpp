// SPDX-License-Identifier: Apache-2.0
#include "base/yaml.h"
#include "config/config_tree.h"

#include <algorithm>
#include <limits>

namespace upkeep {

namespace {

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

// What a value says.

// A quoted text is only told apart from a plain one where YAML would read the plain one as
// something else.
bool looksSpecial(const QString& text) {
    static const QStringList words = {QStringLiteral("true"),
                                      QStringLiteral("false"),
                                      QStringLiteral("yes"),
                                      QStringLiteral("no"),
                                      QStringLiteral("on"),
                                      QStringLiteral("off"),
                                      QStringLiteral("null"),
                                      QStringLiteral("~"),
                                      QString()};
    if (words.contains(text.toLower()))
        return true;
    const QChar first = text.front();
    return first.isDigit() || first == QLatin1Char('-') || first == QLatin1Char('+') ||
           first == QLatin1Char('.');
}

QByteArray counted(const QByteArray& text) {
    return QByteArray::number(text.size()) + ':' + text;
}

QByteArray said(const YamlNode& node) {
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return "n";
    case YamlNode::Kind::Scalar:
        return (node.quoted && looksSpecial(node.text) ? "q" : "s") + counted(node.text.toUtf8());
    case YamlNode::Kind::Sequence: {
        QByteArray all = "l" + QByteArray::number(node.items.size());
        for (const YamlNode& item : node.items)
            all += counted(said(item));
        return all;
    }
    case YamlNode::Kind::Mapping:
        break;
    }
    QMap<QString, QByteArray> members;
    for (const YamlNode::Member& member : node.members)
        members.insert(member.first.text, said(member.second));
    QByteArray all = "m";
    for (auto it = members.begin(); it != members.end(); ++it)
        all += counted(it.key().toUtf8()) + counted(it.value());
    return all;
}

// Where it stands.

constexpr int depthOfAnything = std::numeric_limits<int>::max();

// The offset after a quoted text that starts at `at`.
qsizetype quoteEnd(QByteArrayView text, qsizetype at) {
    const char quote = text[at];
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '\'' && i + 1 < text.size() && text[i + 1] == '\'')
                ++i;
            else
                return i + 1;
        }
    }
    return text.size();
}

bool isQuote(char c) {
    return c == '"' || c == '\'';
}

// The offset after "[...]" or "{...}" that starts at `at`.
qsizetype bracketEnd(QByteArrayView text, qsizetype at) {
    int depth = 0;
    for (qsizetype i = at; i < text.size(); ++i) {
        const char c = text[i];
        const bool opensText =
            isQuote(c) && (text[i - 1] == ' ' || text[i - 1] == ',' || text[i - 1] == '[' ||
                           text[i - 1] == '{' || text[i - 1] == ':');
        if (opensText)
            i = quoteEnd(text, i) - 1;
        else if (c == '[' || c == '{')
            ++depth;
        else if ((c == ']' || c == '}') && --depth == 0)
            return i + 1;
    }
    return text.size();
}

// The offset after a plain text on its line: before " #" or the end of the line, without spaces.
qsizetype plainEnd(QByteArrayView text, qsizetype at, qsizetype stop) {
    qsizetype end = at;
    for (qsizetype i = at; i < stop; ++i) {
        const bool space = text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n';
        if (text[i] == '#' && i > at && (text[i - 1] == ' ' || text[i - 1] == '\t'))
            break;
        if (!space)
            end = i + 1;
    }
    return end;
}

// The offset after the ":" of a key.
qsizetype colonEnd(QByteArrayView text, const YamlNode& key) {
    const qsizetype from = isQuote(text[key.offset]) ? quoteEnd(text, key.offset)
                                                     : key.offset + key.text.toUtf8().size();
    const qsizetype colon = text.indexOf(':', from);
    return colon < 0 ? text.size() : colon + 1;
}

bool isRestOfLine(QByteArrayView rest) {
    const QByteArrayView trimmed = rest.trimmed();
    return trimmed.isEmpty() || trimmed.startsWith('#');
}

// The value beside its key, if it is written there whole; nullopt otherwise.
std::optional<Span>
besideKey(QByteArrayView text, const YamlNode& key, const YamlNode& value, const Span& member) {
    const qsizetype colon = colonEnd(text, key);
    const qsizetype stop = lineStop(text, key.offset);
    if (stop != member.end || colon > stop)
        return std::nullopt;
    if (isRestOfLine(text.sliced(colon, stop - colon)))
        return Span{colon, colon};
    const char first = text[value.offset];
    if (value.offset < colon || value.offset >= stop || first == '|' || first == '>')
        return std::nullopt;
    qsizetype end = plainEnd(text, value.offset, stop);
    if (isQuote(first))
        end = quoteEnd(text, value.offset);
    else if (value.isSequence() || value.isMapping())
        end = bracketEnd(text, value.offset);
    if (end > stop || !isRestOfLine(text.sliced(end, stop - end)))
        return std::nullopt;
    return Span{value.offset, end};
}

class YamlReader {
public:
    explicit YamlReader(QByteArrayView text) : m_text(text) {}

    ConfigNode read(const YamlNode& document) {
        ConfigNode root;
        root.isMap = true;
        root.spliceable = true;
        const qsizetype start = m_text.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
        root.member = {start, m_text.size()};
        readMembers(root, document, m_text.size());
        return root;
    }

private:
    // Splices need each key first on its own line; "{a: 1}" and "? a" are taken as a whole.
    void readMembers(ConfigNode& map, const YamlNode& node, qsizetype bound) {
        QList<qsizetype> starts;
        for (const YamlNode::Member& member : node.members) {
            const qsizetype start = keyLine(member.first);
            map.spliceable = map.spliceable && start >= 0;
            starts.append(start);
        }
        if (node.isMapping() && m_text[node.offset] == '{')
            map.spliceable = false;
        for (qsizetype i = 0; i < node.members.size(); ++i) {
            const qsizetype end = i + 1 < starts.size() ? starts[i + 1] : bound;
            map.members.append(map.spliceable ? readMember(node.members[i], starts[i], end)
                                              : valueOnly(node.members[i]));
        }
    }

    // The start of the key's line, -1 if something stands before the key.
    qsizetype keyLine(const YamlNode& key) const {
        qsizetype start = lineStart(m_text, key.offset);
        if (start == 0 && m_text.startsWith(byteOrderMark))
            start = byteOrderMark.size();
        const QByteArrayView before = m_text.sliced(start, key.offset - start);
        const bool alone =
            std::all_of(before.begin(), before.end(), [](char c) { return c == ' '; });
        return alone && m_text[key.offset] != '?' ? start : -1;
    }

    ConfigNode readMember(const YamlNode::Member& written, qsizetype start, qsizetype bound) {
        const YamlNode& value = written.second;
        ConfigNode node = valueOnly({written.first, YamlNode()});
        node.column = int(written.first.offset - start);
        node.member = {start, contentEnd(written, start, bound)};
        const auto beside = besideKey(m_text, written.first, value, node.member);
        node.inlineValue = beside.has_value();
        node.content = beside.value_or(Span{});
        node.isMap = value.isMapping();
        if (!node.isMap) {
            node.leaf = said(value);
            return node;
        }
        node.leaf.clear();
        node.spliceable = true;
        readMembers(node, value, node.member.end);
        return node;
    }

    // Inside a value that is only ever taken whole.
    ConfigNode valueOnly(const YamlNode::Member& written) {
        ConfigNode node;
        node.key = written.first.text;
        node.line = written.first.line;
        node.isMap = written.second.isMapping();
        if (!node.isMap)
            node.leaf = said(written.second);
        for (const YamlNode::Member& member : written.second.members)
            node.members.append(valueOnly(member));
        return node;
    }

    // Blank lines, comments and document marks at the end belong to nobody; comments deeper than
    // the key do where the value goes on over lines: there they may be text.
    qsizetype contentEnd(const YamlNode::Member& written, qsizetype start, qsizetype bound) const {
        const YamlNode& value = written.second;
        const int column = int(written.first.offset - start);
        const qsizetype firstLine = lineStop(m_text, written.first.offset);
        const bool beside = !value.isNull() && value.offset < firstLine;
        const char first = beside ? m_text[value.offset] : '|';
        qsizetype least = firstLine;
        if (isQuote(first))
            least = lineStop(m_text, quoteEnd(m_text, value.offset) - 1);
        else if (first == '[' || first == '{')
            least = lineStop(m_text, bracketEnd(m_text, value.offset) - 1);
        const bool overLines = (first == '|' || first == '>');
        qsizetype end = bound;
        while (end > least) {
            const qsizetype at = lineStart(m_text, end - 1);
            if (!isLoose(m_text.sliced(at, end - at), overLines ? column : depthOfAnything))
                break;
            end = at;
        }
        return end;
    }

    static bool isLoose(QByteArrayView line, int column) {
        qsizetype indent = 0;
        while (indent < line.size() && line[indent] == ' ')
            ++indent;
        const QByteArrayView rest = line.sliced(indent);
        const bool mark = indent == 0 && (rest.startsWith("---") || rest.startsWith("..."));
        return isBlank(line) || (rest.startsWith('#') && indent <= column) || mark;
    }

    QByteArrayView m_text;
};

// Splices.

// Comment lines right above a key, of its own depth: they are about it.
QByteArray commentsAbove(const ConfigText& text, const ConfigNode& node) {
    qsizetype start = node.member.start;
    while (start > 0) {
        const qsizetype above = lineStart(text.text, start - 1);
        const QByteArrayView line = QByteArrayView(text.text).sliced(above, start - above);
        if (line.size() <= node.column || line[node.column] != '#' ||
            !isBlank(line.first(node.column)))
            break;
        start = above;
    }
    return Span{start, node.member.start}.of(text.text);
}

class YamlSyntax : public ConfigSyntax {
public:
    Result<ConfigText> read(QByteArrayView text, const QString& side) const override {
        auto document = parseYaml(text, side);
        if (!document)
            return Error{
                ErrorCode::ConfigInvalid, document.error().subject, document.error().cause};
        if (!document->isMapping() && !document->isNull())
            return Error{ErrorCode::ConfigInvalid, side, QStringLiteral("no keys at the top")};
        return ConfigText{text.toByteArray(), YamlReader(text).read(*document)};
    }

    QString path(const QString& parent, const ConfigNode& node) const override {
        return parent.isEmpty() ? node.key : parent + QLatin1Char('.') + node.key;
    }

    QByteArrayView commentMarks() const override { return "#"; }

    Splice replace(const ConfigText& mine,
                   const ConfigNode& old,
                   const ConfigText& theirs,
                   const ConfigNode& wanted) const override {
        if (old.inlineValue && wanted.inlineValue) {
            const QByteArray text = wanted.content.of(theirs.text);
            return {old.content, old.content.isEmpty() ? ' ' + text : text};
        }
        QByteArray text = moved(theirs, wanted, old.column, mine.text);
        if (!mine.memberText(old).endsWith('\n'))
            text = text.trimmed().prepend(QByteArray(old.column, ' '));
        return {old.member, text};
    }

    Splice insert(const ConfigText& mine,
                  const ConfigNode& parent,
                  const ConfigNode* after,
                  const ConfigText& theirs,
                  const ConfigNode& wanted) const override {
        // With nothing of theirs before it, the first key stays with the comments above it.
        if (!after && !parent.members.isEmpty())
            after = &parent.members.constFirst();
        const qsizetype at = after ? after->member.end : mine.text.size();
        const int column = after ? after->column : 0;
        QByteArray text = moved(theirs, wanted, column, mine.text);
        const QByteArray above =
            indented(commentsAbove(theirs, wanted), column - wanted.column, true, mine.text);
        if (!mine.text.contains(above))
            text.prepend(above);
        const bool startsLine =
            at == 0 || mine.text.at(at - 1) == '\n' || at == parent.member.start;
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
    // Their lines at our depth, with a line end after the last.
    static QByteArray
    moved(const ConfigText& theirs, const ConfigNode& wanted, int column, const QByteArray& like) {
        QByteArray text = theirs.memberText(wanted);
        if (!text.endsWith('\n'))
            text += '\n';
        return indented(text, column - wanted.column, true, like);
    }
};

} // namespace

const ConfigSyntax& yamlSyntax() {
    static const YamlSyntax syntax;
    return syntax;
}

} // namespace upkeep
