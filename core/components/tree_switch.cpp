// SPDX-License-Identifier: Apache-2.0
#include "components/tree_switch.h"

#include "components/fingerprint.h"
#include "system/is_there.h"

#include <QRandomGenerator>

#include <thread>

namespace upkeep {

namespace {

constexpr int mostExchangeTries = 20;

// The device number may change with a reboot; inode and birth time do not.
bool sameTree(const FileIdentity& a, const FileIdentity& b) {
    const bool born = a.birth != FileTime{} && b.birth != FileTime{};
    return born && a.inode == b.inode && a.birth == b.birth;
}

Result<Found> lookAtName(FileSystem& files, const TreeSwitch& tree, const LocalPath& name) {
    UPKEEP_TRY_AS(const auto stat, files.statIfThere(name));
    if (!stat)
        return Found::Nothing;
    if (sameTree(stat->identity, tree.newIdentity))
        return Found::New;
    if (sameTree(stat->identity, tree.oldIdentity))
        return Found::Old;
    UPKEEP_TRY_AS(const Digest hash, fingerprintOf(files, name));
    if (hash == tree.newHash)
        return Found::New;
    return hash == tree.oldHash ? Found::Old : Found::Other;
}

Result<void> syncParents(FileSystem& files, const TreeSwitch& tree) {
    UPKEEP_TRY(files.syncFolder(tree.live.parent()));
    if (tree.staged.parent() != tree.live.parent())
        UPKEEP_TRY(files.syncFolder(tree.staged.parent()));
    if (tree.aside.parent() != tree.live.parent() && tree.aside.parent() != tree.staged.parent())
        UPKEEP_TRY(files.syncFolder(tree.aside.parent()));
    return {};
}

// Where the file system has no exchange. Between the two renames the live name is missing; the
// journal and the tree aside tell recovery what to do.
Result<void> swapByRenames(FileSystem& files, const TreeSwitch& tree) {
    UPKEEP_TRY(files.rename(tree.live, tree.aside));
    UPKEEP_TRY(files.syncFolder(tree.live.parent()));
    UPKEEP_TRY(files.rename(tree.staged, tree.live));
    UPKEEP_TRY(files.syncFolder(tree.live.parent()));
    return files.rename(tree.aside, tree.staged);
}

Result<void> swapNames(FileSystem& files, const TreeSwitch& tree) {
    auto exchanged = files.exchange(tree.live, tree.staged);
    if (exchanged || exchanged.error().code != ErrorCode::FileUnsupported)
        return exchanged;
    return swapByRenames(files, tree);
}

Error notWhole(const TreeSwitch& tree, const char* what) {
    return Error{ErrorCode::SwitchFailed, tree.live.display(), QString::fromLatin1(what)};
}

// Leaves `wanted` at the live name and the other one at the staged name, whatever was reached
// before.
Result<void> bring(FileSystem& files, const TreeSwitch& tree, Found wanted) {
    const Found other = wanted == Found::New ? Found::Old : Found::New;
    UPKEEP_TRY_AS(TreeFinding found, lookAt(files, tree, LookDepth::Identity));
    if (found.live != Found::Nothing && found.staged == Found::Nothing &&
        found.aside != Found::Nothing) { // cut before the last of the renames
        UPKEEP_TRY(files.rename(tree.aside, tree.staged));
        found.staged = std::exchange(found.aside, Found::Nothing);
    }
    if (found.live == Found::Nothing) {
        const LocalPath& waiting = found.aside == wanted ? tree.aside : tree.staged;
        if (found.aside != wanted && found.staged != wanted)
            return notWhole(tree, "the tree to bring is not there");
        UPKEEP_TRY(files.rename(waiting, tree.live));
    } else if (found.live == other) {
        if (found.staged != wanted)
            return notWhole(tree, "the staged tree is not there");
        UPKEEP_TRY(swapNames(files, tree));
    } else if (found.live != wanted) {
        return notWhole(tree, "the live tree is neither the old nor the new one");
    }
    UPKEEP_TRY_AS(const bool isAside, isThere(files, tree.aside));
    UPKEEP_TRY_AS(const bool isStaged, isThere(files, tree.staged));
    if (isAside && !isStaged)
        UPKEEP_TRY(files.rename(tree.aside, tree.staged));
    return syncParents(files, tree);
}

Result<bool> tryExchange(FileSystem& files, const LocalPath& parent) {
    const LocalPath a = parent / ".upkeep-exchange-a";
    const LocalPath b = parent / ".upkeep-exchange-b";
    UPKEEP_TRY(files.removeTree(a));
    UPKEEP_TRY(files.removeTree(b));
    UPKEEP_TRY(files.makeFolder(a));
    auto tried = files.makeFolder(b);
    if (tried)
        tried = files.exchange(a, b);
    UPKEEP_TRY(files.removeTree(a));
    UPKEEP_TRY(files.removeTree(b));
    if (!tried && tried.error().code != ErrorCode::FileUnsupported)
        return tried.error();
    return tried.has_value();
}

} // namespace

Result<TreeSwitch> readTreeSwitch(FileSystem& files, const StagedPart& tree) {
    TreeSwitch read;
    read.component = tree.component;
    read.live = tree.live;
    read.staged = tree.staged;
    read.aside = tree.staged.withSuffix("-aside");
    UPKEEP_TRY_AS(const FileStat live, files.stat(tree.live));
    UPKEEP_TRY_AS(const FileStat staged, files.stat(tree.staged));
    read.oldIdentity = live.identity;
    read.newIdentity = staged.identity;
    UPKEEP_TRY_AS(read.oldHash, fingerprintOf(files, tree.live));
    UPKEEP_TRY_AS(read.newHash, fingerprintOf(files, tree.staged));
    return read;
}

Result<TreeFinding> lookAt(FileSystem& files, const TreeSwitch& tree, LookDepth depth) {
    TreeFinding found;
    UPKEEP_TRY_AS(found.live, lookAtName(files, tree, tree.live));
    UPKEEP_TRY_AS(found.staged, lookAtName(files, tree, tree.staged));
    UPKEEP_TRY_AS(found.aside, lookAtName(files, tree, tree.aside));
    if (depth == LookDepth::Content && found.staged == Found::New) {
        UPKEEP_TRY_AS(const Digest hash, fingerprintOf(files, tree.staged));
        if (hash != tree.newHash)
            found.staged = Found::Other;
    }
    return found;
}

Result<void> bringNew(FileSystem& files, const TreeSwitch& tree) {
    return bring(files, tree, Found::New);
}

Result<void> bringOld(FileSystem& files, const TreeSwitch& tree) {
    return bring(files, tree, Found::Old);
}

Result<bool> canExchange(FileSystem& files, const LocalPath& parent) {
    // Another process may be trying the same here: then folders come and go under each other.
    for (int tries = 1;; ++tries) {
        Result<bool> can = tryExchange(files, parent);
        const bool isDisturbed = !can && (can.error().code == ErrorCode::FileNotFound ||
                                          can.error().code == ErrorCode::FileExists);
        if (!isDisturbed || tries == mostExchangeTries)
            return can;
        const int wait = QRandomGenerator::global()->bounded(1, 10);
        std::this_thread::sleep_for(std::chrono::milliseconds(wait));
    }
}

} // namespace upkeep
