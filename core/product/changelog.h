// SPDX-License-Identifier: Apache-2.0
// CHANGELOG.md as keepachangelog.com 1.1.0 describes it, read into values; cumulative over skipped
// versions.
#pragma once

#include "base/result.h"
#include "base/version.h"

#include <QByteArrayView>
#include <QDate>
#include <QList>
#include <QString>

namespace upkeep {

enum class ChangeKind { Added, Changed, Deprecated, Removed, Fixed, Security };

struct Change {
    ChangeKind kind = ChangeKind::Changed;
    QString text;          // Markdown of the item, without its bullet
    bool breaking = false; // starts with "**Breaking" or "BREAKING"
};

struct ChangelogEntry {
    Version version;
    QDate date; // invalid if the file gives none
    bool yanked = false;
    QString intro; // Markdown before the first section
    QList<Change> changes;
    QStringList cves() const; // CVE ids named anywhere in it
};

// Newest first; "Unreleased" is left out. At most 256 KiB (changelog.invalid beyond, or without any
// version).
Result<QList<ChangelogEntry>> parseChangelog(QByteArrayView markdown);

// The entries after `from` up to and including `to`, newest first.
QList<ChangelogEntry>
changesBetween(const QList<ChangelogEntry>& entries, const Version& from, const Version& to);

} // namespace upkeep
