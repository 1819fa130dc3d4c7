// SPDX-License-Identifier: Apache-2.0
// One tree that changes hands with another: who is who, what lies where, and the exchange itself.
// Every function here can be called again after a power cut at any point inside it and goes on from
// what is there.
#pragma once

#include "base/digest.h"
#include "components/component.h"
#include "system/file_system.h"

namespace upkeep {

// One tree that changes hands. A tree is known by inode and birth time, else by its full hash;
// never by its name.
struct TreeSwitch {
    QString component;
    LocalPath live;   // L: the name programs use
    LocalPath staged; // S: the name of the tree that waits
    LocalPath aside;  // A: where the old one waits between two renames
    FileIdentity oldIdentity;
    FileIdentity newIdentity;
    Digest oldHash;
    Digest newHash;

    friend bool operator==(const TreeSwitch&, const TreeSwitch&) = default;
};

enum class Found { Nothing, Old, New, Other };

// What lies at the three names.
struct TreeFinding {
    Found live = Found::Nothing;
    Found staged = Found::Nothing;
    Found aside = Found::Nothing;

    friend bool operator==(const TreeFinding&, const TreeFinding&) = default;
};

// Reads identities and hashes of a staged tree and the live one it will replace.
Result<TreeSwitch> readTreeSwitch(FileSystem& files, const StagedPart& tree);

enum class LookDepth {
    Identity, // hashes only what its inode does not tell
    Content,  // hashes the staged tree besides: what a power cut may have damaged is Other
};
Result<TreeFinding> lookAt(FileSystem& files, const TreeSwitch& tree, LookDepth depth);

// L old, S new -> L new, S old; done already = done. switch.failed where S is not whole.
// Durable: the parents are synced before it returns.
Result<void> bringNew(FileSystem& files, const TreeSwitch& tree);
// The same, backwards.
Result<void> bringOld(FileSystem& files, const TreeSwitch& tree);

// Whether two folders in `parent` can be exchanged in one step; leaves nothing behind. Tried again,
// a fifth of a second at most, where another process tries the same.
Result<bool> canExchange(FileSystem& files, const LocalPath& parent);

} // namespace upkeep
