// SPDX-License-Identifier: Apache-2.0
#include "source/tag_version.h"

#include <QRegularExpression>

namespace upkeep {

namespace {

constexpr qsizetype longestTag = 128;

// Where a number may start: not in the middle of one, nor behind a part of a longer one.
bool mayStart(const QString& tag, qsizetype at) {
    return tag[at].isDigit() && (at == 0 || (!tag[at - 1].isDigit() && tag[at - 1] != u'.'));
}

template <typename Read> std::optional<TagVersion> firstOf(const QString& tag, const Read& read) {
    for (qsizetype at = 0; at < tag.size(); ++at) {
        if (!mayStart(tag, at))
            continue;
        const QString text = tag.mid(at);
        if (const auto version = read(text))
            return TagVersion{*version, text};
    }
    return std::nullopt;
}

std::optional<Version> asVersion(const QString& text) {
    const auto version = Version::parse(text);
    return version ? std::optional(*version) : std::nullopt;
}

// Numbers lose their zeros in front: 05 is 5.
QString number(const QString& digits) {
    return QString::number(digits.toULongLong());
}

std::optional<Version>
ofNumbers(const QString& major, const QString& minor, const QString& patch, const QString& more) {
    return asVersion(number(major) + u'.' + number(minor) + u'.' + number(patch) + more);
}

std::optional<Version> twoOrThreeNumbers(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral(
            "\\A([0-9]{1,9})\\.([0-9]{1,9})(?:\\.([0-9]{1,9}))?"
            "(?:[-.]?(?:(alpha|beta|rc|pre|preview|dev)[-.]?([0-9]{0,9})|(a|b)([0-9]{1,9}"
            ")))?\\z"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString word = (match.captured(4) + match.captured(6)).toLower();
    const QString count = match.captured(5) + match.captured(7);
    QString more;
    if (!word.isEmpty())
        more = u'-' + word + (count.isEmpty() ? QString() : u'.' + number(count));
    return ofNumbers(match.captured(1), match.captured(2), match.captured(3), more);
}

std::optional<TagVersion> oneNumberOrDay(const QString& tag) {
    static const QRegularExpression form(
        QStringLiteral("\\A[vr]?(([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,9}))\\z"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(tag);
    if (!match.hasMatch())
        return std::nullopt;
    const auto version =
        match.captured(5).isEmpty()
            ? ofNumbers(match.captured(2), match.captured(3), match.captured(4), {})
            : ofNumbers(match.captured(5), {}, {}, {});
    return version ? std::optional(TagVersion{*version, match.captured(1)}) : std::nullopt;
}

} // namespace

std::optional<TagVersion> tagVersion(const QString& tag) {
    if (tag.size() > longestTag)
        return std::nullopt;
    if (auto exact = firstOf(tag, asVersion))
        return exact;
    if (auto loose = firstOf(tag, twoOrThreeNumbers))
        return loose;
    return oneNumberOrDay(tag);
}

bool meansAVersion(const QString& tag) {
    static const QRegularExpression numbers(QStringLiteral("[0-9]\\.[0-9]"));
    return numbers.match(tag).hasMatch();
}

} // namespace upkeep
