// SPDX-License-Identifier: Apache-2.0
// A publisher with real keys and a small program in a temporary folder, for the tests of release
// making, checking and uploading.
#pragma once

#include "publish/release_maker.h"
#include "publish/site_check.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <tuple>

namespace upkeep::test {

class ReleaseBench {
public:
    // Keys are made once: their encryption is slow on purpose.
    static const KeyFolder& keys() {
        static const KeyFolder folder = [] {
            const QTemporaryDir place;
            const auto files = makeLocalFileSystem();
            const LocalPath path = LocalPath::parse(place.filePath("keys").toUtf8()).value();
            std::ignore =
                KeyFolder::create(*files,
                                  path,
                                  {KeyProfile::Solo, KeyKind::Ed25519, {}, QDate(2026, 5, 4)},
                                  "secret");
            return KeyFolder::open(*files, path, "secret").value();
        }();
        return folder;
    }

    ReleaseBench() {
        put("product.yaml",
            "schema: 1\nid: clock\nname: Clock\npublisher: Example Press\n"
            "source: { type: static, server: https://example.org }\ntrust: { root: root.json }\n"
            "launch: { command: bin/clock, version: [bin/clock, --version] }\n"
            "components:\n  - { id: app, kind: application, path: . }\n");
        put("tree/bin/clock", "tick 1.0.0\n");
        QFile::setPermissions(folder.filePath("tree/bin/clock"), QFile::Permissions(0x7755));
        put("tree/share/face.txt", QByteArray(3000, 'o'));
        put("chime/libchime.so", "ding\n");
    }

    void put(const QString& name, const QByteArray& bytes) const {
        QDir().mkpath(QFileInfo(folder.filePath(name)).path());
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    LocalPath path(const char* name) const {
        return LocalPath::parse(folder.filePath(name).toUtf8()).value();
    }

    ReleaseRequest request(const QString& version) const {
        put("tree/bin/clock", "tick " + version.toUtf8() + "\n");
        put("manifest.yaml",
            "version: \"" + version.toUtf8() +
                "\"\nevolutions:\n  - { id: chime, version: \"1.0.0\", name: Chime, description: "
                "Rings, risk: low, auto_apply: false }\n");
        put("CHANGELOG.md",
            "# Changelog\n\n## [" + version.toUtf8() + "] - 2026-05-03\n\n### Added\n- A tick.\n");
        ReleaseRequest request;
        request.site = path("site");
        request.product = path("product.yaml");
        request.tree = path("tree");
        request.evolutions.insert("chime", path("chime"));
        request.version = Version::parse(version).value();
        request.manifest = path("manifest.yaml");
        request.changelog = path("CHANGELOG.md");
        request.released = QDateTime(QDate(2026, 5, 3), QTime(9, 0), Qt::UTC);
        request.now = now;
        return request;
    }

    Result<MadeRelease> make(const ReleaseRequest& request) const {
        return makeRelease(*files, *processes, request, keys(), [](const QString&) {}, {});
    }
    // Takes a site over that was made once for all tests: many small durable writes are slow.
    void takePublished() const {
        static const ReleaseBench maker;
        static const bool made = maker.make(maker.request("1.0.0")).has_value();
        if (made)
            QProcess::execute("cp", {"-a", maker.folder.filePath("site"), folder.filePath("site")});
    }
    Result<SiteReport> verify(const char* site, const QDateTime& at) {
        const LocalPath scratch = path("scratch");
        std::ignore = files->removeTree(scratch);
        std::ignore = files->makeFolder(scratch);
        return verifySite(*files, path(site), scratch, at, [](const QString&) {}, {});
    }
    Result<SiteReport> verify(const char* site = "site") { return verify(site, now); }

    QTemporaryDir folder;
    std::unique_ptr<FileSystem> files = makeLocalFileSystem();
    std::unique_ptr<Processes> processes = makeLocalProcesses();
    QDateTime now = QDateTime(QDate(2026, 5, 4), QTime(8, 0), Qt::UTC);
};

} // namespace upkeep::test
