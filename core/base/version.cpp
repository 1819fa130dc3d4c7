// SPDX-License-Identifier: Apache-2.0
#include "base/version.h"

#include <QRegularExpression>

#include <array>

namespace upkeep {

namespace {

bool isNumeric(const QString& identifier) {
    return std::all_of(
        identifier.begin(), identifier.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// Identifiers of digits compare as numbers of any length (no leading zeros, so length decides
// first).
std::strong_ordering compareIdentifiers(const QString& a, const QString& b) {
    if (isNumeric(a) != isNumeric(b))
        return isNumeric(a) ? std::strong_ordering::less : std::strong_ordering::greater;
    if (isNumeric(a) && a.size() != b.size())
        return a.size() <=> b.size();
    return a.compare(b) <=> 0;
}

std::strong_ordering comparePrerelease(const QStringList& a, const QStringList& b) {
    // A release comes after its own prereleases.
    if (a.isEmpty() || b.isEmpty())
        return a.isEmpty() <=> b.isEmpty();
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i) {
        if (const auto order = compareIdentifiers(a[i], b[i]); order != 0)
            return order;
    }
    return a.size() <=> b.size();
}

} // namespace

Result<Version> Version::parse(const QString& text) {
    // The expression semver.org suggests, with named parts.
    static const QRegularExpression pattern(
        QStringLiteral("\\Av?((0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)"
                       "(?:-((?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9][0-9]*|["
                       "0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
                       "(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?)\\z"));
    constexpr qsizetype maximumLength = 128;
    const auto match =
        text.size() <= maximumLength ? pattern.match(text) : QRegularExpressionMatch();
    if (!match.hasMatch())
        return Error{ErrorCode::VersionInvalid,
                     text.left(maximumLength),
                     QStringLiteral("is not a semantic version (such as 1.4.0 or 2.0.0-rc.1)")};
    Version version;
    bool majorFits = false;
    bool minorFits = false;
    bool patchFits = false;
    version.m_major = match.captured(2).toULongLong(&majorFits);
    version.m_minor = match.captured(3).toULongLong(&minorFits);
    version.m_patch = match.captured(4).toULongLong(&patchFits);
    if (!majorFits || !minorFits || !patchFits)
        return Error{ErrorCode::VersionInvalid, text, QStringLiteral("has a number over 64 bits")};
    if (match.hasCaptured(5) && !match.captured(5).isEmpty())
        version.m_prerelease = match.captured(5).split(u'.');
    version.m_text = match.captured(1);
    return version;
}

std::strong_ordering operator<=>(const Version& a, const Version& b) {
    if (const auto order = a.m_major <=> b.m_major; order != 0)
        return order;
    if (const auto order = a.m_minor <=> b.m_minor; order != 0)
        return order;
    if (const auto order = a.m_patch <=> b.m_patch; order != 0)
        return order;
    return comparePrerelease(a.m_prerelease, b.m_prerelease);
}

VersionStep versionStep(const Version& from, const Version& to) {
    if (from == to)
        return VersionStep::Same;
    if (from.major() != to.major())
        return VersionStep::Major;
    if (from.minor() != to.minor())
        return VersionStep::Minor;
    return from.patch() != to.patch() ? VersionStep::Patch : VersionStep::Prerelease;
}

} // namespace upkeep
