// SPDX-License-Identifier: Apache-2.0
#include "flow/tiny_product.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>

namespace upkeep {

namespace {

bool copyFolder(const QString& from, const QString& to) {
    // What is there may be a mount point: its content goes, it stays.
    QProcess copy;
    copy.start("/bin/sh",
               {"-c",
                "mkdir -p \"$2\" && find \"$2\" -mindepth 1 -delete && cp -a \"$1/.\" \"$2\"",
                "copy",
                from,
                to});
    return copy.waitForFinished() && copy.exitCode() == 0;
}

} // namespace

bool writeFile(const QString& path, const QByteArray& bytes, bool executable) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return false;
    file.close();
    return file.setPermissions(QFile::Permissions(executable ? 0x7755 : 0x6644));
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("-");
}

bool TinyProduct::release(const QString& version, qint64 payload) {
    const QString tree = ground.path("trees/" + version);
    QByteArray noise(payload, '\0');
    QRandomGenerator random(version == "1.0.0" ? 1 : 2);
    for (char& byte : noise)
        byte = char(random.generate());
    const QByteArray text = QByteArray("the same line\n").repeated(2000) + version.toUtf8();
    bool made =
        writeFile(tree + "/bin/tiny",
                  "#!/bin/sh\ncase $1 in\ncrash) kill -SEGV $$ ;;\n"
                  "sleep) exec sleep $2 ;;\n"
                  "confirm) \"" UPKEEP_BIN_DIR "/upkeepctl\" confirm --yes --json ;;\n"
                  // A probe after which the tree before is gone, and perhaps the publisher.
                  "--health) [ -e \"$HOME/ill\" ] || exit 0\n"
                  "  rm -rf ../.upkeep/staged\n  rm \"$HOME/ill\"\n"
                  "  [ ! -e \"$HOME/alone\" ] || mv \"$HOME/../site\" \"$HOME/../site.away\"\n"
                  "  exit 3 ;;\nesac\necho tiny " +
                      version.toUtf8() + "\n",
                  true) &&
        writeFile(tree + "/share/tiny/defaults/settings.yaml",
                  "colour: " + QByteArray(version == "1.0.0" ? "red" : "blue") + "\nsize: 1\n") &&
        writeFile(tree + "/share/data.txt", text) &&
        writeFile(tree + "/only-in-" + version, version.toUtf8());
    if (payload > 0)
        made = made && writeFile(tree + "/share/noise", noise);
    const QString product = ground.path("tiny.yaml");
    made = made &&
           writeFile(product,
                     "schema: 1\nid: tiny\nname: Tiny\npublisher: Example Press\n"
                     "source: { type: github, repository: example/product, metadata: "
                     "https://example.github.io/product/metadata }\n"
                     "trust: { root: root.json }\n"
                     "launch: { command: bin/tiny, version: [bin/tiny, --version] }\n"
                     "switch: when_closed\n"
                     "components:\n"
                     "  - { id: app, kind: application, path: . }\n"
                     "  - { id: evolutions, kind: evolutions, path: evolutions }\n"
                     "  - { id: settings, kind: config, path: ~/.config/tiny, defaults: "
                     "share/tiny/defaults, layout: file, strategy: merge }\n"
                     "  - { id: notes, kind: data, path: ~/.local/share/tiny, snapshot: always }\n"
                     "health: { probe: [bin/tiny, --health], timeout_s: 30, probation_minutes: " +
                         (mustConfirm ? QByteArray("1, confirm: true") : QByteArray("5")) + " }\n");
    const QString manifest = ground.path("manifest-" + version + ".yaml");
    const QString stars = ground.path("stars-" + version);
    made = made && writeFile(stars + "/data", "stars of " + version.toUtf8()) &&
           writeFile(manifest,
                     "version: " + version.toUtf8() +
                         "\nevolutions:\n  - { id: stars, version: 1.0.0, name: Stars, "
                         "description: Stars }\n" +
                         checks);
    return made && ground.release({version, tree, product, manifest, {}, {{"stars", stars}}, {}})
                           .exitCode == 0;
}

bool TinyProduct::publish(qint64 payload) {
    return ground.makeKeys() && release("1.0.0", payload) && release("1.1.0", payload) &&
           ground.serve();
}

bool TinyProduct::install() {
    return ground.install(ground.path("tiny.yaml"), "1.0.0").exitCode == 0 &&
           writeFile(ground.path("home/.config/tiny/settings.yaml"), "colour: red\nsize: 7\n") &&
           writeFile(ground.path("home/.local/share/tiny/note.txt"), "mine");
}

QString TinyProduct::version() {
    return ctl({"status"}).result().value("version").toString();
}

QByteArray TinyProduct::lost() const {
    if (readFile(ground.path("home/.local/share/tiny/note.txt")) != "mine")
        return "the note is lost";
    if (!readFile(ground.path("home/.config/tiny/settings.yaml")).contains("size: 7"))
        return "the settings are lost";
    return {};
}

bool TinyProduct::keep(const QString& name) {
    return copyFolder(ground.path("home"), ground.path(name + "-home")) &&
           copyFolder(ground.path("apps"), ground.path(name + "-apps"));
}

bool TinyProduct::putBack(const QString& name) {
    return copyFolder(ground.path(name + "-home"), ground.path("home")) &&
           copyFolder(ground.path(name + "-apps"), ground.path("apps"));
}

} // namespace upkeep
