// SPDX-License-Identifier: Apache-2.0
// repair-cost TREE: publishes and installs a tree of real files (vault/make-trees makes them), then
// damages one file, removes one and takes the mode of one away, and repairs: what it takes to look
// and to mend, and the bytes fetched, of how many. The three files are of the middle third by size.
#include "support/small_world.h"

#include "tree/scan.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace upkeep;
using namespace upkeep::test;

namespace {

struct Picked {
    LocalName changed;
    LocalName removed;
    LocalName mode;
    qint64 files = 0;
    qint64 bytes = 0;
};

Result<SmallRelease> readTree(FileSystem& files, const LocalPath& tree, Picked& picked) {
    SmallRelease release{"1.0.0", {}};
    UPKEEP_TRY_AS(const auto entries, scanTree(files, tree));
    QList<std::pair<qint64, LocalName>> bySize;
    for (const ScannedEntry& entry : entries) {
        if (entry.stat.type != FileType::Regular || entry.stat.size == 0)
            continue;
        UPKEEP_TRY_AS(const QByteArray bytes, files.read(tree / entry.name, 1LL << 30));
        release.files.insert(entry.name.bytes(), bytes);
        bySize.append({entry.stat.size, entry.name});
        picked.bytes += entry.stat.size;
    }
    picked.files = bySize.size();
    std::sort(bySize.begin(), bySize.end());
    const qsizetype third = bySize.size() / 3;
    picked.changed = bySize[third].second;
    picked.removed = bySize[third + third / 2].second;
    picked.mode = bySize[third * 2].second;
    return release;
}

Result<void> measure(const LocalPath& tree) {
    SmallWorld world;
    FileSystem& files = world.files();
    Picked picked;
    UPKEEP_TRY_AS(SmallRelease release, readTree(files, tree, picked));
    world.publish(release);
    release.files.clear();
    UPKEEP_TRY_AS(const auto product, world.install());
    const SmallTree whole = world.picture(world.live());
    const LocalPath changed = world.live() / picked.changed;
    QByteArray bytes = world.read(changed);
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    world.write(changed, bytes);
    UPKEEP_TRY(files.removeFile(world.live() / picked.removed));
    UPKEEP_TRY(files.setMode(world.live() / picked.mode, 0600));
    const qint64 lost =
        whole.value(picked.changed.bytes()).size() + whole.value(picked.removed.bytes()).size();

    QElapsedTimer timer;
    timer.start();
    UPKEEP_TRY_AS(const HealthReport found, product->verify({}, {}, {}));
    const qint64 looking = timer.restart();
    UPKEEP_TRY_AS(const RepairOutcome repaired, product->repair({}, {}, {}));
    const qint64 mending = timer.elapsed();
    const bool isWhole = world.picture(world.live()) == whole;
    std::printf("%lld files, %lld bytes; %d problems found in %lld ms; %d repaired, %d not, in "
                "%lld ms (%.2f s closed); %lld bytes fetched for about %lld that were lost; %s\n",
                picked.files,
                picked.bytes,
                int(found.issues.size()),
                looking,
                int(repaired.repaired.size()),
                int(repaired.failed.size() + repaired.notRepairable.size()),
                mending,
                repaired.secondsAway,
                repaired.downloadedBytes,
                lost,
                isWhole ? "the tree is as it was" : "THE TREE DIFFERS");
    return isWhole ? Result<void>() : Error{ErrorCode::TreeMismatch, tree.display(), {}};
}

} // namespace

int main(int count, char** values) {
    QCoreApplication app(count, values);
    const auto tree = count == 2 ? LocalPath::fromUser(QString::fromLocal8Bit(values[1]))
                                 : Result<LocalPath>(Error{ErrorCode::UsageInvalid, "TREE", {}});
    const auto measured = tree ? measure(*tree) : Result<void>(tree.error());
    if (!measured)
        std::fprintf(stderr, "%s\n", qPrintable(measured.error().toString()));
    return measured ? 0 : 1;
}
