// SPDX-License-Identifier: Apache-2.0
#include "support/small_world.h"

#include "support/fast_folder.h"
#include "support/undisturbed.h"

#include "publish/package_writer.h"
#include "publish/patch_maker.h"
#include "tree/hash_tree.h"

#include <QProcess>
#include <QTest>

namespace upkeep::test {

namespace {

template <typename T> T must(Result<T> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}

void must(Result<void> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
}

KeyRing makeKeys() {
    KeyRing keys;
    for (const char* role : {"root", "targets", "snapshot", "timestamp", "stable.linux-x64"})
        keys.insert(role, {must(KeyPair::generate())});
    return keys;
}

Payload payloadOf(Payload::Kind kind, const QString& tag, const MadeAsset& asset) {
    Payload payload;
    payload.kind = kind;
    payload.url = tag + u'/' + QString::fromUtf8(asset.path.basename());
    payload.length = asset.length;
    payload.sha256 = asset.sha256;
    return payload;
}

LocalPath canonicalRoot(const QTemporaryDir& folder) {
    return LocalPath::parse(QFileInfo(folder.path()).canonicalFilePath().toUtf8()).value();
}

} // namespace

SmallWorld::SmallWorld()
    : m_folder(fastFolder()), m_root(canonicalRoot(m_folder)), m_files(makeLocalFileSystem()),
      m_processes(makeLocalProcesses()), m_homeBefore(qgetenv("HOME")) {
    qputenv("HOME", home().bytes());
    must(m_files->makeFolders(home() / "apps"));
    must(m_files->makeFolders(site()));
    m_repository = must(MetadataRepository::create(*m_files, site(), KeyProfile::Solo, makeKeys()));
    must(m_repository->delegate("stable.linux-x64", {"stable/linux-x64/*"}));
    must(m_repository->publish(clock.now()));
}

SmallWorld::~SmallWorld() {
    qputenv("HOME", m_homeBefore);
}

void SmallWorld::leaveUndisturbed() {
    m_processes = std::make_unique<Undisturbed>(std::move(m_processes));
}

QByteArray SmallWorld::productYaml() const {
    return "schema: 1\nid: " + id +
           "\nname: Tool\npublisher: Small World\n"
           "source: { type: folder, folder: \"" +
           site().bytes() +
           "\" }\n"
           "trust: { root: root.json }\n"
           "launch: { command: bin/tool, version: [bin/tool, --version] }\n"
           "switch: " +
           switchMode +
           "\ncomponents:\n"
           "  - { id: app, kind: application, path: . }\n" +
           components + "health: { probe: [bin/tool, --health], timeout_s: 10" + health + " }\n";
}

SmallTree SmallWorld::wholeTree(const SmallRelease& release) const {
    SmallTree tree = release.files;
    tree.insert("product.yaml", productYaml());
    tree.insert("bin/tool",
                "#!/bin/sh\ncase $1 in\n--version) echo " + release.version.toUtf8() +
                    " ;;\n--health) exit " + (release.healthy ? "0" : "7") +
                    " ;;\n--wait) read line ;;\nesac\n");
    return tree;
}

FileList SmallWorld::layOut(const SmallTree& tree, const LocalPath& folder) {
    must(m_files->removeTree(folder));
    must(m_files->makeFolders(folder));
    for (auto it = tree.begin(); it != tree.end(); ++it) {
        const LocalPath path = folder / it.key().constData();
        must(m_files->makeFolders(path.parent()));
        must(m_files->writeAndSync(path, it.value(), it.key().startsWith("bin/") ? 0755 : 0644));
    }
    return must(upkeep::listFolder(*m_files, folder, {}, {}));
}

AttachedFile
SmallWorld::attach(const SmallRelease& release, const char* name, const QByteArray& text) {
    const LocalPath folder = site() / "releases" / tag(release.version).toUtf8().constData();
    write(folder / name, text);
    return {tag(release.version) + u'/' + QLatin1String(name), text.size(), Digest::of(text)};
}

void SmallWorld::makePatches(const SmallRelease& release,
                             const FileList& list,
                             ReleaseDocument& document) {
    const QByteArray to = release.version.toUtf8();
    const LocalPath assets = site() / "releases" / ("v" + to).constData();
    for (auto it = m_lists.begin(); it != m_lists.end(); ++it) {
        const QByteArray from = it.key().toUtf8();
        const LocalPath out = assets / (from + "-to-" + to + ".upkeep").constData();
        const MadePatch made = must(makePatch({m_root / "builds" / from.constData(),
                                               it.value(),
                                               m_root / "builds" / to.constData(),
                                               list,
                                               out},
                                              *m_files,
                                              {},
                                              {}));
        Payload patch =
            payloadOf(Payload::Kind::Patch, tag(release.version), {out, made.length, made.sha256});
        patch.fromTree = it.value().treeHash();
        patch.heapKib = int(made.heapKib);
        document.payloads.append(patch);
    }
}

void SmallWorld::publish(const SmallRelease& release) {
    const QByteArray version = release.version.toUtf8();
    const LocalPath tree = m_root / "builds" / version.constData();
    const FileList list = layOut(wholeTree(release), tree);
    const LocalPath assets = site() / "releases" / ("v" + version).constData();
    must(m_files->makeFolders(assets));
    const QString tagName = tag(release.version);

    ReleaseDocument document;
    document.product = QString::fromUtf8(id);
    document.platform = QStringLiteral("linux-x64");
    document.version = must(Version::parse(release.version));
    document.counter = ++m_counter;
    document.released = clock.now();
    document.toTree = list.treeHash();
    document.unpackedSize = list.totalSize();
    const auto package = must(writePackage({tree,
                                            list,
                                            m_lists.values(),
                                            clock.now(),
                                            assets / ("tool-" + version + ".tar.zst").constData(),
                                            assets / ("tool-" + version + ".index").constData(),
                                            assets / ("tool-" + version + ".frames").constData()},
                                           *m_files,
                                           *m_processes,
                                           {},
                                           {}));
    document.security = release.security;
    document.payloads = {payloadOf(Payload::Kind::Package, tagName, package.package),
                         payloadOf(Payload::Kind::Index, tagName, package.index)};
    if (package.frames)
        document.payloads.append(payloadOf(Payload::Kind::Frames, tagName, *package.frames));
    for (auto it = release.evolutions.begin(); it != release.evolutions.end(); ++it) {
        const QByteArray name = it.key().toUtf8();
        SmallTree placed;
        for (auto file = it->begin(); file != it->end(); ++file)
            placed.insert("evolutions/" + name + '/' + file.key(), file.value());
        const LocalPath folder = m_root / "builds" / (version + '-' + name).constData();
        const FileList own = layOut(placed, folder);
        const auto made = must(writePackage({folder,
                                             own,
                                             {},
                                             clock.now(),
                                             assets / (name + ".tar.zst").constData(),
                                             assets / (name + ".index").constData(),
                                             assets / (name + ".frames").constData()},
                                            *m_files,
                                            *m_processes,
                                            {},
                                            {}));
        Payload payload = payloadOf(Payload::Kind::Evolution, tagName, made.package);
        payload.evolution = it.key();
        payload.toTree = own.treeHash();
        Payload index = payloadOf(Payload::Kind::EvolutionIndex, tagName, made.index);
        index.evolution = it.key();
        index.toTree = own.treeHash();
        document.payloads += {payload, index};
    }
    if (release.patches)
        makePatches(release, list, document);
    for (auto it = m_lists.begin(); release.framed && it != m_lists.end(); ++it)
        document.framesFrom.append({it->treeHash(), 100, 1});
    if (!release.manifest.isEmpty())
        document.manifest = attach(release, "update-manifest.yaml", release.manifest);
    if (!release.changelog.isEmpty())
        document.changelog = attach(release, "CHANGELOG.md", release.changelog);
    tamper(document, assets);
    const QByteArray text = writeJson(document.toJson());
    must(m_repository->addTarget(
        "stable.linux-x64", must(RelativePath::parse(document.targetPath().toUtf8())), text));
    must(m_repository->publish(clock.now()));
    m_lists.insert(release.version, list);
}

void SmallWorld::tamper(ReleaseDocument& document, const LocalPath& assets) {
    if (!beforeSigning)
        return;
    beforeSigning(document, assets);
    for (Payload& payload : document.payloads) {
        const LocalPath path = assets / payload.url.section(u'/', -1).toUtf8().constData();
        const QByteArray bytes = must(m_files->read(path, 1 << 26));
        payload.length = bytes.size();
        payload.sha256 = Digest::of(bytes);
    }
}

void SmallWorld::writePolicy(const QByteArray& json) {
    must(m_repository->addTarget("targets", must(RelativePath::parse("policy.json")), json));
    must(m_repository->publish(clock.now()));
}

void SmallWorld::signAgain() {
    must(m_repository->publish(clock.now()));
}

Seams SmallWorld::seams(FileSystem& files) {
    Places places;
    places.config = home() / ".config/upkeep";
    places.data = home() / ".local/share/upkeep";
    places.state = home() / ".local/state/upkeep";
    places.cache = home() / ".cache/upkeep";
    places.policy = adminPolicy();
    return Seams{files, *m_processes, clock, places, nullptr, {}, {}, {}};
}

InstallRequest SmallWorld::installRequest(const QString& version) const {
    InstallRequest request;
    request.productYaml = productYaml();
    request.trustedRoot = m_repository->trustedRoot();
    request.root = installRoot();
    if (!version.isEmpty())
        request.version = must(Version::parse(version));
    return request;
}

Result<std::unique_ptr<InstalledProduct>> SmallWorld::install(const QString& version) {
    UPKEEP_TRY(installProduct(seams(), installRequest(version), {}, {}));
    return open();
}

Result<std::unique_ptr<InstalledProduct>> SmallWorld::open(FileSystem& files) {
    const Seams here = seams(files);
    UPKEEP_TRY_AS(const Registration registration,
                  findRegistration(files, here.places, QString::fromUtf8(id)));
    return InstalledProduct::open(here, registration);
}

void SmallWorld::write(const LocalPath& path, const QByteArray& content) {
    must(m_files->makeFolders(path.parent()));
    must(m_files->writeAndSync(path, content));
}

QByteArray SmallWorld::read(const LocalPath& path) const {
    const auto bytes = m_files->read(path, 1 << 24);
    return bytes ? *bytes : QByteArray("-");
}

QByteArray SmallWorld::liveVersion() const {
    QProcess process;
    process.start(QString::fromUtf8((live() / "bin/tool").bytes()), {"--version"});
    process.waitForFinished();
    return process.readAllStandardOutput().trimmed();
}

SmallTree SmallWorld::picture(const LocalPath& folder) const {
    SmallTree picture;
    const auto entries = scanTree(*m_files, folder);
    if (!entries)
        return picture;
    for (const ScannedEntry& entry : *entries) {
        if (entry.name.bytes().startsWith(installedFolder))
            continue;
        QByteArray value = QByteArray::number(entry.stat.mode, 8) + ' ' + entry.target;
        if (entry.stat.type == FileType::Regular)
            value += read(folder / entry.name);
        picture.insert(entry.name.bytes(), value);
    }
    return picture;
}

} // namespace upkeep::test
