// SPDX-License-Identifier: Apache-2.0
// A whole small world in a temporary folder: a publisher with real keys, packages, patches and
// metadata, and a machine with a home on which the real walks run. The product "tool" is a shell
// script that says its version and whether it is well.
#pragma once

#include "product/installed_record.h"
#include "product/release_document.h"
#include "publish/metadata_repository.h"
#include "walks/installation.h"
#include "walks/installed_product.h"

#include <QMap>
#include <QTemporaryDir>

#include <functional>

namespace upkeep::test {

using SmallTree = QMap<QByteArray, QByteArray>; // path -> content; bin/* can be run

// What the publisher publishes; the usual version of it unless changed.
struct SmallRelease {
    QString version;
    SmallTree files = {}; // besides product.yaml and bin/tool
    QMap<QString, SmallTree> evolutions = {};
    QByteArray manifest = {};
    QByteArray changelog = {};
    bool healthy = true;
    bool patches = true; // from the releases before it
    bool framed = true;  // what clients on older trees would fetch is told
    bool security = false;
};

class MovingClock final : public Clock {
public:
    QDateTime now() const override { return time; }
    QDateTime time = QDateTime::currentDateTimeUtc();
};

class SmallWorld {
public:
    SmallWorld();
    ~SmallWorld();
    SmallWorld(const SmallWorld&) = delete;
    SmallWorld& operator=(const SmallWorld&) = delete;

    LocalPath path(const char* relative) const { return m_root / relative; }
    LocalPath home() const { return m_root / "home"; }
    LocalPath installRoot() const { return m_root / "home/apps/tool"; }
    LocalPath live() const { return installRoot() / "current"; }
    LocalPath site() const { return m_root / "site"; }

    QByteArray id = "tool";
    // A publisher who is not to be trusted: may change the assets and the document before they are
    // signed. Lengths and hashes of the payloads are taken afterwards.
    std::function<void(ReleaseDocument& document, const LocalPath& assets)> beforeSigning;
    // The components of product.yaml besides the application, as YAML list items.
    QByteArray components;
    QByteArray switchMode = "when_closed";
    QByteArray health; // more of it: ", probation_minutes: 5"

    void publish(const SmallRelease& release);
    void writePolicy(const QByteArray& json);
    // The same releases, signed anew: what a publisher does while days go by.
    void signAgain();
    LocalPath adminPolicy() const { return m_root / "policy.d"; }
    Seams seams(FileSystem& files);
    Seams seams() { return seams(*m_files); }
    InstallRequest installRequest(const QString& version = {}) const;
    Result<std::unique_ptr<InstalledProduct>> install(const QString& version = {});
    Result<std::unique_ptr<InstalledProduct>> open(FileSystem& files);
    Result<std::unique_ptr<InstalledProduct>> open() { return open(*m_files); }

    void write(const LocalPath& path, const QByteArray& content);
    QByteArray read(const LocalPath& path) const; // "-" where nothing is
    QByteArray liveVersion() const;               // what bin/tool --version says
    // Every file below a folder, content and mode; our records left out.
    SmallTree picture(const LocalPath& folder) const;

    FileSystem& files() { return *m_files; }
    Processes& processes() { return *m_processes; }
    // Who uses a tree is not looked for any more.
    void leaveUndisturbed();
    MovingClock clock;

private:
    QByteArray productYaml() const;
    SmallTree wholeTree(const SmallRelease& release) const;
    FileList layOut(const SmallTree& tree, const LocalPath& folder);
    void makePatches(const SmallRelease& release, const FileList& list, ReleaseDocument& document);
    void tamper(ReleaseDocument& document, const LocalPath& assets);
    AttachedFile attach(const SmallRelease& release, const char* name, const QByteArray& text);
    QString tag(const QString& version) const { return QStringLiteral("v") + version; }

    QTemporaryDir m_folder;
    LocalPath m_root;
    std::unique_ptr<FileSystem> m_files;
    std::unique_ptr<Processes> m_processes;
    QByteArray m_homeBefore;
    std::optional<MetadataRepository> m_repository;
    QMap<QString, FileList> m_lists;
    qint64 m_counter = 0;
};

} // namespace upkeep::test
