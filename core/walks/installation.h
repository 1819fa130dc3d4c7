// SPDX-License-Identifier: Apache-2.0
// How a product comes under our care and leaves it: install from PRODUCT.yaml and its trusted root,
// adopt a tree that is there already, remove.
#pragma once

#include "base/progress.h"
#include "base/version.h"
#include "walks/seams.h"

#include <optional>
#include <stop_token>

namespace upkeep {

struct InstallRequest {
    QByteArray productYaml;
    QByteArray trustedRoot; // root.json, the local file that product.yaml's trust.root names
    LocalPath root;         // install: a folder to make; adopt: the tree that is there
    InstallScope scope = InstallScope::User;
    QString channel = QStringLiteral("stable");
    SourceOverride source;
    std::optional<Version> version; // none = the newest
    QStringList evolutions;         // chosen besides the required ones
};

// Makes the root, the trust store, the live tree (verified) and, last, the registration: before
// that nothing is installed, and a second try starts afresh. product.exists if the id is registered
// or the folder is in use.
Result<Registration> installProduct(const Seams& seams,
                                    const InstallRequest& request,
                                    const ProgressSink& progress,
                                    std::stop_token stop);
// Finds the version by the file lists of the releases that fresh metadata lists; release.unknown
// where none fits. The tree itself gets its installed record and is changed in no other way.
Result<Registration> adoptProduct(const Seams& seams,
                                  const InstallRequest& request,
                                  const ProgressSink& progress,
                                  std::stop_token stop);
// Ends our care. The live tree goes too unless it was adopted; settings and data stay; snapshots go
// only if asked.
Result<void>
removeProduct(const Seams& seams, const Registration& registration, bool removeSnapshots);

} // namespace upkeep
