// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <QSet>
#include <QStringDecoder>

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 largestInteger = (1LL << 53) - 1; // exact in every JSON implementation

bool isSpace(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

bool isDigit(char byte) {
    return byte >= '0' && byte <= '9';
}

// One pass over the bytes, which are known to be UTF-8. Depth is bounded, so recursion is safe.
class JsonParser {
public:
    JsonParser(QByteArrayView text, const JsonLimits& limits) : m_text(text), m_limits(limits) {}

    Result<JsonValue> parse();

private:
    Result<JsonValue> value(int depth);
    Result<JsonValue> word(QByteArrayView text, JsonValue meaning);
    Result<JsonValue> number();
    Result<JsonValue> array(int depth);
    Result<JsonValue> object(int depth);
    Result<JsonValue::Member> member(int depth);
    Result<QString> string();
    Result<void> appendEscape(QString& text);
    Result<char16_t> hexUnit();
    void appendPlain(QString& text);

    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char byte);
    void skipSpace();
    Error invalid(const QString& problem) const { return at(ErrorCode::ParseInvalid, problem); }
    Error tooLarge(const QString& problem) const { return at(ErrorCode::ParseTooLarge, problem); }
    Error at(ErrorCode code, const QString& problem) const;

    QByteArrayView m_text;
    const JsonLimits& m_limits;
    qsizetype m_at = 0;
    int m_nodes = 0;
};

Error JsonParser::at(ErrorCode code, const QString& problem) const {
    const QByteArrayView before = m_text.first(m_at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column = m_at - before.lastIndexOf('\n');
    return Error{
        code, {}, QStringLiteral("line %1, byte %2: %3").arg(line).arg(column).arg(problem)};
}

bool JsonParser::take(char byte) {
    if (m_at >= m_text.size() || m_text[m_at] != byte)
        return false;
    ++m_at;
    return true;
}

void JsonParser::skipSpace() {
    while (m_at < m_text.size() && isSpace(m_text[m_at]))
        ++m_at;
}

Result<JsonValue> JsonParser::parse() {
    skipSpace();
    UPKEEP_TRY_AS(JsonValue root, value(1));
    skipSpace();
    if (m_at != m_text.size())
        return invalid(QStringLiteral("something follows the end of the document"));
    return root;
}

Result<JsonValue> JsonParser::value(int depth) {
    if (depth > m_limits.depth)
        return tooLarge(QStringLiteral("nested deeper than %1 levels").arg(m_limits.depth));
    if (++m_nodes > m_limits.nodes)
        return tooLarge(QStringLiteral("more than %1 values").arg(m_limits.nodes));
    switch (peek()) {
    case '{':
        return object(depth);
    case '[':
        return array(depth);
    case '"': {
        UPKEEP_TRY_AS(QString text, string());
        return JsonValue(std::move(text));
    }
    case 't':
        return word("true", JsonValue(true));
    case 'f':
        return word("false", JsonValue(false));
    case 'n':
        return word("null", JsonValue());
    default:
        return number();
    }
}

Result<JsonValue> JsonParser::word(QByteArrayView text, JsonValue meaning) {
    if (!m_text.sliced(m_at).startsWith(text))
        return invalid(QStringLiteral("expected a value"));
    m_at += text.size();
    return meaning;
}

Result<JsonValue> JsonParser::number() {
    const bool negative = take('-');
    if (!isDigit(peek()))
        return invalid(QStringLiteral("expected a value"));
    const bool leadingZero = peek() == '0';
    const qsizetype start = m_at;
    qint64 number = 0;
    for (; isDigit(peek()); ++m_at) {
        number = number * 10 + (peek() - '0');
        if (number > largestInteger)
            return invalid(QStringLiteral("an integer above 2^53-1"));
    }
    if (leadingZero && (negative || m_at - start > 1))
        return invalid(QStringLiteral("an integer may not start with 0"));
    if (peek() == '.' || peek() == 'e' || peek() == 'E')
        return invalid(QStringLiteral("only integers are allowed"));
    return JsonValue(negative ? -number : number);
}

Result<JsonValue> JsonParser::array(int depth) {
    take('[');
    JsonValue::Array values;
    skipSpace();
    if (take(']'))
        return JsonValue(std::move(values));
    for (;;) {
        skipSpace();
        UPKEEP_TRY_AS(JsonValue entry, value(depth + 1));
        values.append(std::move(entry));
        skipSpace();
        if (take(']'))
            return JsonValue(std::move(values));
        if (!take(','))
            return invalid(QStringLiteral("expected ',' or ']'"));
    }
}

Result<JsonValue> JsonParser::object(int depth) {
    take('{');
    JsonValue::Object members;
    QSet<QString> names;
    skipSpace();
    if (take('}'))
        return JsonValue(std::move(members));
    for (;;) {
        UPKEEP_TRY_AS(JsonValue::Member entry, member(depth));
        const qsizetype known = names.size();
        names.insert(entry.first);
        if (names.size() == known)
            return invalid(QStringLiteral("\"%1\" is there twice").arg(entry.first));
        members.append(std::move(entry));
        skipSpace();
        if (take('}'))
            return JsonValue(std::move(members));
        if (!take(','))
            return invalid(QStringLiteral("expected ',' or '}'"));
    }
}

Result<JsonValue::Member> JsonParser::member(int depth) {
    skipSpace();
    if (peek() != '"')
        return invalid(QStringLiteral("expected the name of a member"));
    UPKEEP_TRY_AS(QString name, string());
    skipSpace();
    if (!take(':'))
        return invalid(QStringLiteral("expected ':'"));
    skipSpace();
    UPKEEP_TRY_AS(JsonValue content, value(depth + 1));
    return JsonValue::Member{std::move(name), std::move(content)};
}

Result<QString> JsonParser::string() {
    take('"');
    const qsizetype start = m_at;
    QString text;
    for (;;) {
        appendPlain(text);
        if (m_at - start > m_limits.stringBytes)
            return tooLarge(
                QStringLiteral("a string of more than %1 bytes").arg(m_limits.stringBytes));
        if (m_at >= m_text.size())
            return invalid(QStringLiteral("a string without an end"));
        if (take('"'))
            return text;
        if (!take('\\'))
            return invalid(QStringLiteral("a control character inside a string"));
        UPKEEP_TRY(appendEscape(text));
    }
}

// Everything up to the next quote, backslash or control character.
void JsonParser::appendPlain(QString& text) {
    const qsizetype start = m_at;
    while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\\' &&
           static_cast<unsigned char>(m_text[m_at]) >= 0x20)
        ++m_at;
    // Not QString::fromUtf8: it would drop a U+FEFF at the front.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    text += decoder(m_text.sliced(start, m_at - start));
}

Result<void> JsonParser::appendEscape(QString& text) {
    static constexpr QByteArrayView letters = "\"\\/bfnrt";
    static constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
    const char letter = peek();
    if (const qsizetype known = letter ? letters.indexOf(letter) : -1; known >= 0) {
        ++m_at;
        text += QLatin1Char(meanings[known]);
        return {};
    }
    if (!take('u'))
        return invalid(QStringLiteral("an unknown escape"));
    UPKEEP_TRY_AS(const char16_t unit, hexUnit());
    if (unit == 0)
        return invalid(QStringLiteral("NUL inside a string"));
    text += QChar(unit);
    if (!QChar::isSurrogate(unit))
        return {};
    if (!QChar::isHighSurrogate(unit) || !take('\\') || !take('u'))
        return invalid(QStringLiteral("a lone surrogate"));
    UPKEEP_TRY_AS(const char16_t low, hexUnit());
    if (!QChar::isLowSurrogate(low))
        return invalid(QStringLiteral("a lone surrogate"));
    text += QChar(low);
    return {};
}

Result<char16_t> JsonParser::hexUnit() {
    if (m_text.size() - m_at < 4)
        return invalid(QStringLiteral("an escape without an end"));
    unsigned unit = 0;
    for (int digit = 0; digit < 4; ++digit, ++m_at) {
        const qsizetype number = QByteArrayView("0123456789abcdef").indexOf(char(peek() | 0x20));
        // The bit that makes letters small also turns control characters into digits.
        if (number < 0 || peek() < '0')
            return invalid(QStringLiteral("an escape with a wrong digit"));
        unit = unit * 16 + unsigned(number);
    }
    return char16_t(unit);
}

} // namespace

Result<JsonValue> parseJson(QByteArrayView text, const JsonLimits& limits) {
    if (!QUtf8StringView(text.data(), text.size()).isValidUtf8())
        return Error{ErrorCode::ParseInvalid, {}, QStringLiteral("not valid UTF-8")};
    return JsonParser(text, limits).parse();
}

} // namespace upkeep
