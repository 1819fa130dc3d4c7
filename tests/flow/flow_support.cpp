// SPDX-License-Identifier: Apache-2.0
#include "flow_support.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace upkeep {

ReleaseInput almanac(const QString& version) {
    const QString base = QStringLiteral(UPKEEP_BUILD_DIR "/almanac/") + version;
    return {version,
            base + "/tree",
            base + "/product.yaml",
            base + "/update-manifest.yaml",
            base + "/CHANGELOG.md",
            {{"sky-charts", base + "/evolutions/sky-charts"},
             {"tide-tables", base + "/evolutions/tide-tables"}},
            {}};
}

namespace {

bool runIn(const QString& folder,
           const QString& program,
           const QStringList& arguments,
           QString* why) {
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool finished = process.waitForFinished(120'000) && process.exitCode() == 0;
    if (!finished)
        *why = program + ": " + process.errorString() + ' ' +
               QString::fromUtf8(process.readAll()).trimmed().left(200);
    return finished;
}

} // namespace

std::optional<QString> npmPackage(const QString& name, const QString& version, QString* why) {
    const QString plain = QString(name).remove('@').replace('/', '-') + '-' + version;
    const QString cache =
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/upkeep-tests";
    const QString unpacked = cache + '/' + plain;
    if (QDir(unpacked).exists())
        return unpacked;
    if (QStandardPaths::findExecutable("npm").isEmpty()) {
        *why = "npm is not installed";
        return std::nullopt;
    }
    const QString work = cache + "/unpacking-" + plain;
    QDir(work).removeRecursively();
    QDir().mkpath(work);
    if (!runIn(work, "npm", {"pack", "--silent", name + '@' + version}, why) ||
        !runIn(work, "tar", {"-xzf", plain + ".tgz"}, why))
        return std::nullopt;
    // npm's archives carry group-writable modes; a signed tree knows 0644 and 0755 only.
    if (!runIn(work, "chmod", {"-R", "u=rwX,go=rX", "package"}, why) ||
        !QDir().rename(work + "/package", unpacked))
        return std::nullopt;
    QDir(work).removeRecursively();
    return unpacked;
}

QString writeProductFile(const Playground& playground,
                         const QString& id,
                         const QString& command,
                         const QString& version) {
    const QString path = playground.path(id + ".yaml");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(QString("schema: 1\n"
                       "id: %1\n"
                       "name: %1\n"
                       "publisher: Example Press\n"
                       "source: { type: github, repository: example/product, metadata: "
                       "https://example.github.io/product/metadata }\n"
                       "trust: { root: root.json }\n"
                       "launch: { command: %2%3 }\n"
                       "switch: when_closed\n"
                       "components:\n"
                       "  - { id: app, kind: application, path: . }\n")
                   .arg(id,
                        command,
                        version.isEmpty() ? QString() : ", version: [" + version + ", --version]")
                   .toUtf8());
    return path;
}

} // namespace upkeep
