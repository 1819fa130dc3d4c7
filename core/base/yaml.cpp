// SPDX-License-Identifier: Apache-2.0
#include "base/yaml.h"

#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <exception>
#include <sstream>
#include <string>
#include <vector>

namespace upkeep {

namespace {

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

// Carries a refusal through yaml-cpp, which knows no other way out.
struct Refusal : std::exception {
    Refusal(const YAML::Mark& where, QString why) : mark(where), cause(std::move(why)) {}
    YAML::Mark mark;
    QString cause;
};

// Builds the tree from yaml-cpp's events, refusing what a strict document may not hold.
class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(QByteArrayView text, qsizetype markOffset, const YamlLimits& limits)
        : m_text(text), m_markOffset(markOffset), m_limits(limits) {}

    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(start(YamlNode::Kind::Null, mark, "?", anchor), mark);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        throw Refusal(mark, QStringLiteral("aliases are not allowed"));
    }
    void OnScalar(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  const std::string& value) override {
        YamlNode node = start(YamlNode::Kind::Scalar, mark, tag, anchor);
        node.text = QString::fromUtf8(value.data(), qsizetype(value.size()));
        node.quoted = tag == "!";
        add(std::move(node), mark);
    }
    void OnSequenceStart(const YAML::Mark& mark,
                         const std::string& tag,
                         YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(start(YamlNode::Kind::Sequence, mark, tag, anchor), mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark,
                    const std::string& tag,
                    YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(start(YamlNode::Kind::Mapping, mark, tag, anchor), mark);
    }
    void OnMapEnd() override { close(); }

private:
    // A collection that is still open, and the key whose value comes next.
    struct Open {
        YamlNode node;
        std::optional<YamlNode> key;
        QSet<QString> keys;
    };

    YamlNode start(YamlNode::Kind kind,
                   const YAML::Mark& mark,
                   const std::string& tag,
                   YAML::anchor_t anchor) {
        YamlNode node;
        node.kind = kind;
        node.line = mark.line + 1;
        node.column = mark.column + 1;
        node.offset = mark.pos + m_markOffset;
        if (anchor != 0)
            throw Refusal(mark, QStringLiteral("anchors are not allowed"));
        // "?" = none, "!" = quoted; a tag written out can look the same but for the text itself.
        const bool written = node.offset < m_text.size() && m_text[node.offset] == '!';
        if ((tag != "?" && tag != "!") || written)
            throw Refusal(mark, QStringLiteral("tags are not allowed"));
        if (++m_nodes > m_limits.nodes)
            throw Refusal(mark, QStringLiteral("more than %1 values").arg(m_limits.nodes));
        return node;
    }

    void open(YamlNode node, const YAML::Mark& mark) {
        if (awaitsKey())
            throw Refusal(mark, QStringLiteral("a key must be a text"));
        if (int(m_open.size()) >= m_limits.depth)
            throw Refusal(mark, QStringLiteral("nested deeper than %1").arg(m_limits.depth));
        m_open.push_back({std::move(node), std::nullopt, {}});
    }

    void close() {
        YamlNode node = std::move(m_open.back().node);
        m_open.pop_back();
        add(std::move(node), YAML::Mark());
    }

    bool awaitsKey() const {
        return !m_open.empty() && m_open.back().node.isMapping() && !m_open.back().key;
    }

    void add(YamlNode node, const YAML::Mark& mark) {
        if (m_open.empty())
            return void(m_root = std::move(node));
        Open& top = m_open.back();
        if (top.node.isSequence())
            return void(top.node.items.append(std::move(node)));
        if (top.key) {
            top.node.members.append({*std::exchange(top.key, std::nullopt), std::move(node)});
            return;
        }
        checkKey(top, node, mark);
        top.key = std::move(node);
    }

    static void checkKey(Open& mapping, const YamlNode& key, const YAML::Mark& mark) {
        if (!key.isScalar())
            throw Refusal(mark, QStringLiteral("a key must be a text"));
        if (key.text == QLatin1String("<<") && !key.quoted)
            throw Refusal(mark, QStringLiteral("merge keys are not allowed"));
        if (mapping.keys.contains(key.text))
            throw Refusal(mark, QStringLiteral("the key \"%1\" is there twice").arg(key.text));
        mapping.keys.insert(key.text);
    }

    QByteArrayView m_text;
    qsizetype m_markOffset;
    YamlLimits m_limits;
    int m_nodes = 0;
    std::vector<Open> m_open;
    YamlNode m_root;
};

Error refusedAt(const QString& file, int line, int column, const QString& cause) {
    return Error{
        ErrorCode::ParseInvalid, QStringLiteral("%1:%2:%3").arg(file).arg(line).arg(column), cause};
}

// yaml-cpp would read other encodings and drop control characters silently.
Result<void> checkText(QByteArrayView text, const QString& file, const YamlLimits& limits) {
    if (text.size() > limits.bytes)
        return Error{
            ErrorCode::ParseTooLarge,
            file,
            QStringLiteral("%1 bytes, at most %2 are read").arg(text.size()).arg(limits.bytes)};
    if (!text.isValidUtf8())
        return Error{ErrorCode::ParseInvalid, file, QStringLiteral("not UTF-8")};
    int line = 1;
    for (const char c : text) {
        line += c == '\n';
        if ((c >= 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return refusedAt(file, line, 1, QStringLiteral("a control character"));
    }
    return {};
}

} // namespace

const YamlNode* YamlNode::find(QStringView name) const {
    for (const Member& member : members)
        if (member.first.text == name)
            return &member.second;
    return nullptr;
}

Result<YamlNode> parseYaml(QByteArrayView text, const QString& fileName, const YamlLimits& limits) {
    UPKEEP_TRY(checkText(text, fileName, limits));
    const qsizetype markOffset = text.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
    try {
        std::istringstream stream(std::string(text.data(), size_t(text.size())));
        YAML::Parser parser(stream);
        TreeBuilder builder(text, markOffset, limits);
        parser.HandleNextDocument(builder);
        TreeBuilder rest(text, markOffset, limits);
        if (parser.HandleNextDocument(rest))
            return Error{
                ErrorCode::ParseInvalid, fileName, QStringLiteral("more than one document")};
        return builder.takeRoot();
    } catch (const Refusal& refusal) {
        return refusedAt(fileName, refusal.mark.line + 1, refusal.mark.column + 1, refusal.cause);
    } catch (const YAML::Exception& fault) {
        return refusedAt(fileName,
                         fault.mark.line + 1,
                         fault.mark.column + 1,
                         QString::fromStdString(fault.msg));
    } catch (const std::exception& fault) {
        return Error{ErrorCode::ParseInvalid, fileName, QString::fromUtf8(fault.what())};
    }
}

} // namespace upkeep
