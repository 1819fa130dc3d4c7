// SPDX-License-Identifier: Apache-2.0
// From a trusted release to its complete tree in a folder of ours: choose the cheapest way,
// download, assemble; if a way does not work out, the next one, with the reason said. Used by
// update, evolution changes, rollback to a published version, and installation.
#pragma once

#include "payload/assemble.h"
#include "steps/check.h"
#include "steps/choose.h"
#include "walks/product_site.h"

namespace upkeep {

struct ObtainInput {
    const Seams& seams;
    ReleaseSource& source;
    const TrustedRelease& release;
    QStringList evolutions;
    std::optional<InstalledRecord> installed; // of `trees.first()`
    // Its own release while it is still listed: what was changed here can be had from its package.
    std::optional<ReleaseDocument> installedRelease;
    QList<LocalPath> trees; // where known content may lie: live, previous
    LocalPath into;         // removed and made anew
    LocalPath downloads;
    QString transaction;
    ProgressSink progress;
    std::stop_token stop;
    QList<ReleaseDocument> releases = {}; // all that are listed: patches may lead over them
    QHash<Digest, LocalPath> known = {};  // contents that were found elsewhere
    QByteArray productFile = {}; // of a project that signs nothing; empty: a signed tree is wanted
};

struct ObtainedTree {
    InstalledRecord record; // not written yet: the application component does that
    QString way;            // patch, patch-and-frames, patch-chain, frames, package
    QString fallback;       // id of the error for which a cheaper way was left
    qint64 downloaded = 0;
};

// Every file was hashed against the signed list. Not durable.
Result<ObtainedTree> obtainTree(const ObtainInput& input);

QString wayName(WayKind kind);

// Assembles as this walk does: in a child process where there is one.
Result<AssembleReport> assembleFor(const ObtainInput& input, const AssembleJob& job);

} // namespace upkeep
