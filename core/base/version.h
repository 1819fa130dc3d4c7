// SPDX-License-Identifier: Apache-2.0
// Semantic Versioning 2.0.0 (semver.org), with its precedence rules. A leading "v" is read, never
// written.
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <compare>

namespace upkeep {

class Version {
public:
    Version() = default;
    // Strict semver; a leading "v" (as in Git tags) is dropped. Fails with version.invalid.
    static Result<Version> parse(const QString& text);

    quint64 major() const { return m_major; }
    quint64 minor() const { return m_minor; }
    quint64 patch() const { return m_patch; }
    bool isPrerelease() const { return !m_prerelease.isEmpty(); }
    // "1.1.0-rc.1+build": what was read, without the leading "v".
    const QString& toString() const { return m_text; }

    // Precedence (semver section 11): build metadata does not count.
    friend std::strong_ordering operator<=>(const Version& a, const Version& b);
    friend bool operator==(const Version& a, const Version& b) { return (a <=> b) == 0; }

private:
    quint64 m_major = 0;
    quint64 m_minor = 0;
    quint64 m_patch = 0;
    QStringList m_prerelease;
    QString m_text = QStringLiteral("0.0.0");
};

enum class VersionStep { Same, Patch, Minor, Major, Prerelease };

// How far apart two versions are, by the first part that differs.
VersionStep versionStep(const Version& from, const Version& to);

} // namespace upkeep
