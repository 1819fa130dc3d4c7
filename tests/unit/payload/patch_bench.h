// SPDX-License-Identifier: Apache-2.0
// For the tests of patches.
#pragma once

#include "payload/apply_patch.h"
#include "payload/assemble.h"
#include "publish/patch_maker.h"
#include "unit/payload/made_tree.h"

#include <QTemporaryDir>

namespace upkeep::test {

// A pair of trees in a temporary folder, the patch between them, and what comes of it.
class PatchBench {
public:
    LocalPath place(const char* name) const { return localPath(folder.filePath(name)); }

    Result<MadePatch> make(const MadeTree& before, const MadeTree& after) {
        const PatchRequest request{place("old"),
                                   writeTree(*files, place("old"), before),
                                   place("new"),
                                   writeTree(*files, place("new"), after),
                                   place("patch")};
        return makePatch(request, *files, {}, {});
    }

    AssembleJob jobFor(const MadeTree& before, const MadeTree& after, const char* into) {
        AssembleJob job;
        job.into = place(into);
        job.wanted = listOf(after);
        job.patch = place("patch");
        job.patchFrom = listOf(before);
        for (const FileEntry& entry : job.patchFrom.entries()) {
            if (entry.type == EntryType::File)
                job.sources.insert(entry.digest, place("old") / LocalName(entry.path));
        }
        return job;
    }

    Result<AssembleReport> apply(const AssembleJob& job) {
        UPKEEP_TRY(files->makeFolder(job.into));
        return assemble(job, *files, {}, {});
    }

    static QByteArray withChanges(QByteArray bytes, qsizetype every) {
        for (qsizetype i = every; i < bytes.size(); i += every)
            bytes[i] = static_cast<char>(bytes[i] + 1 + i % 7);
        return bytes;
    }

    static MadeTree variedBefore() {
        MadeTree tree;
        tree["bin/program"] = {noise(200'000, 1), 0755, {}};
        tree["bin/link"] = {{}, 0, "program"};
        tree["share/text"] = {sentences(3000, 1), 0644, {}};
        tree["share/gone"] = {sentences(10, 9), 0644, {}};
        tree["share/moved"] = {noise(50'000, 3), 0644, {}};
        tree["share/mode"] = {"run me", 0644, {}};
        tree["empty"] = {};
        for (int i = 0; i < 200; ++i)
            tree["many/" + QByteArray::number(i)] = {sentences(30, quint32(i)), 0644, {}};
        return tree;
    }

    static MadeTree variedAfter() {
        MadeTree tree = variedBefore();
        tree["bin/program"].content =
            withChanges(tree["bin/program"].content, 900).insert(70'000, noise(3000, 8));
        tree["bin/link"].linkTarget = "../share/text";
        tree["share/text"].content.replace("line 17 ", "LINE 17 (new) ");
        tree["elsewhere/deep/moved"] = tree.take("share/moved");
        tree["share/mode"].mode = 0755;
        tree.remove("share/gone");
        tree["empty2"] = {};
        tree["twin1"] = tree["twin2"] = {noise(3000, 77), 0644, {}};
        for (int i = 0; i < 200; i += 3)
            tree["many/" + QByteArray::number(i)].content += "one more line\n";
        return tree;
    }

    Result<void> writePatch(const QByteArray& bytes) {
        UPKEEP_TRY(files->removeTree(place("patch")));
        return writeEntry(*files, place("patch"), {bytes, 0644, {}});
    }

    // What came of it: a code, "missing", "complete", or what is wrong with the files that are
    // there.
    QString applyBytes(const QByteArray& patch, const MadeTree& before, const MadeTree& after) {
        const AssembleJob job = jobFor(before, after, "damaged");
        if (!writePatch(patch) || !files->removeTree(job.into))
            return "the test's own files";
        const auto report = apply(job);
        if (!report)
            return codeOf(report);
        for (const FileEntry& entry : job.wanted.entries()) {
            const bool there = files->exists(job.into / LocalName(entry.path));
            if (there == report->missing.contains(entry.path))
                return "the report is wrong about " + QString(entry.path.bytes());
            if (there && entry.type == EntryType::File &&
                files->read(job.into / LocalName(entry.path), 1 << 20).value() !=
                    after[entry.path.bytes()].content)
                return "wrong bytes in " + QString(entry.path.bytes());
        }
        return report->missing.isEmpty() ? "complete" : "missing";
    }

    QTemporaryDir folder;
    std::unique_ptr<FileSystem> files = makeLocalFileSystem();
};

} // namespace upkeep::test
