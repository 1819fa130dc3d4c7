// SPDX-License-Identifier: Apache-2.0
// What packages of real programs weigh: framed, solid and twin, beside `tar | zstd -19` on the same
// tree. Each is unpacked by GNU tar and bsdtar, and made a second time to the same bytes.
//
//     package-sizes [NAME@VERSION ...]        (npm packages; the usual three)
#include "flow/flow_support.h"
#include "publish/package_writer.h"
#include "tree/hash_tree.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>

using namespace upkeep;

namespace {

template <typename T> T must(Result<T> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}

qint64 bytesOf(const QString& pipeline) {
    QProcess shell;
    shell.start("/bin/bash", {"-o", "pipefail", "-c", pipeline + " | wc -c"});
    if (!shell.waitForFinished(-1) || shell.exitCode() != 0)
        qFatal("%s", shell.readAllStandardError().constData());
    return shell.readAllStandardOutput().trimmed().toLongLong();
}

class Sizes {
public:
    void measure(const QString& name, const QString& version) {
        QString why;
        const auto folder = npmPackage(name, version, &why);
        if (!folder)
            qFatal("%s", qPrintable(why));
        m_work = std::make_unique<QTemporaryDir>();
        const LocalPath tree = must(LocalPath::fromUser(*folder));
        const FileList list = must(listFolder(*m_files, tree, {}, {}));
        const MadePackage made = make(tree, list, "one");
        const MadePackage again = make(tree, list, "two");
        if (made.package.sha256 != again.package.sha256 || made.index.sha256 != again.index.sha256)
            qFatal("%s is another package when made again", qPrintable(name));
        const QString package = made.package.path.display();
        const qint64 peer = bytesOf("tar -C " + *folder +
                                    " --sort=name --owner=0 --group=0 --mtime=@0 -cf - . | "
                                    "zstd -19 -q -c");
        const qint64 solid = made.frames
                                 ? made.package.length
                                 : bytesOf("zstd -dqc " + package + " | zstd -19 --long=27 -qc");
        const qint64 framed = made.frames ? made.frames->length : made.package.length;
        std::printf("%-22s %6lld %12lld %12lld %12lld %5.1f %% %10lld %12lld  %s, %s\n",
                    qPrintable(name.section('/', -1) + ' ' + version),
                    qint64(list.entries().size()),
                    made.unpacked,
                    framed,
                    solid,
                    100.0 * double(framed - solid) / double(solid),
                    made.index.length,
                    peer,
                    made.frames ? "twin" : "framed",
                    unpacksWithBsdtar(made, list));
    }

private:
    MadePackage make(const LocalPath& tree, const FileList& list, const char* name) {
        const LocalPath base = must(LocalPath::fromUser(m_work->filePath(name)));
        PackageRequest request;
        request.tree = tree;
        request.list = list;
        request.released = QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC);
        request.package = base.withSuffix(".tar.zst");
        request.index = base.withSuffix(".index");
        request.frames = base.withSuffix(".frames");
        return must(writePackage(request, *m_files, *m_processes, {}, {}));
    }

    // GNU tar has done so already: writePackage() asks it.
    const char* unpacksWithBsdtar(const MadePackage& made, const FileList& list) {
        if (QStandardPaths::findExecutable("bsdtar").isEmpty())
            return "bsdtar is not installed";
        const QString folder = m_work->filePath("bsdtar");
        for (const auto& asset : {std::optional(made.package), made.frames}) {
            if (!asset)
                continue;
            QProcess::execute("rm", {"-rf", folder});
            QProcess::execute("mkdir", {folder});
            if (QProcess::execute("bsdtar", {"-xpf", asset->path.display(), "-C", folder}) != 0)
                qFatal("bsdtar refuses %s", qPrintable(asset->path.display()));
            const LocalPath place = must(LocalPath::fromUser(folder));
            if (must(listFolder(*m_files, place, {}, {})) != list)
                qFatal("bsdtar makes another tree of %s", qPrintable(asset->path.display()));
        }
        return "tar and bsdtar agree, made twice alike";
    }

    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Processes> m_processes = makeLocalProcesses();
    std::unique_ptr<QTemporaryDir> m_work;
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QStringList wanted = QCoreApplication::arguments().mid(1);
    if (wanted.isEmpty())
        wanted =
            QStringList{"@esbuild/linux-x64@0.28.2", "typescript@5.9.3", "monaco-editor@0.55.1"};
    std::printf("%-22s %6s %12s %12s %12s %7s %10s %12s\n",
                "package",
                "files",
                "unpacked",
                "framed",
                "solid",
                "more",
                "index",
                "tar|zstd -19");
    Sizes sizes;
    for (const QString& package : wanted)
        sizes.measure(package.section('@', 0, -2), package.section('@', -1));
    return 0;
}
