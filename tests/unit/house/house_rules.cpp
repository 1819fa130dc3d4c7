// SPDX-License-Identifier: Apache-2.0
#include "house_rules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>

namespace upkeep {

namespace {

// core/<room> -> the rooms it may include, besides itself. DESIGN section 3: data flows down the
// walk.
const QHash<QString, QStringList>& allowedRooms() {
    static const QStringList ground = {"base", "system"};
    static const QStringList values = {"base",
                                       "system",
                                       "tree",
                                       "trust",
                                       "product",
                                       "manifest",
                                       "config",
                                       "policy",
                                       "history",
                                       "payload",
                                       "snapshots",
                                       "health"};
    static const QHash<QString, QStringList> table = {
        {"base", {}},
        {"system", {"base"}},
        {"tree", ground},
        {"trust", ground},
        {"product", {"base", "system", "tree", "manifest"}},
        {"source", {"base", "system", "trust", "product"}},
        {"manifest", {"base"}},
        {"config", ground},
        {"history", ground},
        {"policy", {"base", "system", "product", "manifest"}},
        {"payload", {"base", "system", "tree"}},
        {"snapshots", {"base", "system", "tree"}},
        {"health", {"base"}},
        {"components", values},
        {"steps", values + QStringList{"source", "components"}},
        {"walks", values + QStringList{"source", "components", "steps"}},
        {"agent", values + QStringList{"source", "components", "steps", "walks"}},
        {"publish", values + QStringList{"source"}},
    };
    return table;
}

// Third-party headers have few homes.
struct Home {
    QRegularExpression header;
    QStringList folders;
};

const QList<Home>& thirdPartyHomes() {
    static const QList<Home> homes = {
        {QRegularExpression("^openssl/"), {"core/trust/", "core/base/digest.cpp", "core/publish/"}},
        {QRegularExpression("^(zstd|zdict|lzma)\\.h$"), {"core/base/codec"}},
        {QRegularExpression("^divsufsort"), {"core/publish/"}},
        {QRegularExpression("^p11-kit/"), {"core/publish/"}},
        {QRegularExpression("^yaml-cpp/"), {"core/base/", "tests/sample_app/"}},
        {QRegularExpression("^valijson/"), {"core/manifest/", "tests/"}},
        {QRegularExpression("^archive(_entry)?\\.h$"), {"core/payload/", "core/publish/"}},
        {QRegularExpression("^git2"), {"core/config/", "core/components/"}},
        {QRegularExpression("^sqlite3\\.h$"), {"core/components/", "tests/"}},
        {QRegularExpression("^(QtNetwork|QNetwork|QSsl|QTcp|QHost|QHttp1|QHttp2|QLocalS)"),
         {"core/system/", "core/publish/release_server", "core/agent/", "app/upkeep/", "tests/"}},
        {QRegularExpression("^(QtHttpServer|QHttpServer|QAbstractHttpServer)"),
         {"core/publish/release_server", "tests/"}},
        {QRegularExpression("^(qt6)?keychain"), {"core/system/"}},
        {QRegularExpression("^(QtDBus|QDBus)"),
         {"core/system/",
          "core/agent/",
          "ui/notify/",
          "ui/tray/",
          "ui/theme",
          "app/upkeep/",
          "tests/"}},
        {QRegularExpression("^(QtWidgets|QtGui|QWidget|QApplication|QGuiApplication|QPainter|QIcon|"
                            "QPixmap|QImage)"),
         {"ui/", "app/upkeep/", "tests/"}},
    };
    return homes;
}

QStringList sourceFiles(const QString& root) {
    QStringList files;
    for (const QString& top : QStringList{"core", "ui", "app", "tests"}) {
        QDirIterator it(
            root + '/' + top, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            files += QDir(root).relativeFilePath(it.next());
    }
    files.sort();
    return files;
}

QString layerViolation(const QString& file, const QString& included) {
    const QString topOfFile = file.section('/', 0, 0);
    if (topOfFile == "tests")
        return {};
    const QString room = included.section('/', 0, 0);
    const bool isRoom = allowedRooms().contains(room);
    if (topOfFile == "core") {
        const QString home = file.section('/', 1, 1);
        // The values walks hand out are plain data that steps fill in.
        const bool isWalkValue = included == "walks/walk_types.h" && home == "steps";
        if (isRoom && room != home && !isWalkValue && !allowedRooms().value(home).contains(room))
            return QString("%1 may not include %2 (allowed: %3)")
                .arg(home, included, allowedRooms().value(home).join(", "));
        if (home == "steps" && room == "steps" &&
            QFileInfo(included).baseName() != QFileInfo(file).baseName() &&
            !included.startsWith("steps/step_"))
            return QString("a step may not include another step (%1)").arg(included);
        if (!isRoom && included.contains('/') && (room == "ui" || room == "app"))
            return QString("core may not include %1").arg(included);
    }
    if ((topOfFile == "ui" || file.startsWith("app/upkeep/")) && room == "publish")
        return QString("the desktop may not include %1").arg(included);
    if (topOfFile == "ui" && room == "app")
        return QString("ui may not include %1").arg(included);
    if (file.startsWith("ui/") && room == "steps")
        return QString("ui may not include %1: walks are its way in").arg(included);
    return {};
}

QString homeViolation(const QString& file, const QString& included) {
    for (const Home& home : thirdPartyHomes()) {
        if (!home.header.match(included).hasMatch())
            continue;
        const bool atHome =
            std::any_of(home.folders.begin(), home.folders.end(), [&](const QString& folder) {
                return file.startsWith(folder);
            });
        if (!atHome && !file.startsWith("tests/"))
            return QString("<%1> may only be included in %2")
                .arg(included, home.folders.join(", "));
    }
    return {};
}

// tree, snapshots and payload handle names as bytes: a QString path there would lose some (DESIGN
// section 3).
QString byteNameViolation(const QString& file, const QString& line) {
    static const QRegularExpression stringPaths(
        "\\b(QDir|QFile|QFileInfo|QSaveFile|QDirIterator)\\b");
    static const QRegularExpression rooms("^core/(tree|snapshots|payload)/");
    const QString code = line.section("//", 0, 0);
    if (rooms.match(file).hasMatch() && stringPaths.match(code).hasMatch())
        return QString("%1 loses names that are not UTF-8; use LocalPath")
            .arg(stringPaths.match(code).captured());
    return {};
}

QString nameViolation(const QString& file) {
    static const QStringList forbidden = {
        "utils", "util", "helpers", "helper", "misc", "manager", "common"};
    const QString base = QFileInfo(file).baseName();
    return forbidden.contains(base) ? QString("no file is named %1").arg(base) : QString();
}

void checkFile(const QString& root, const QString& file, QStringList& broken) {
    QFile source(root + '/' + file);
    if (!source.open(QIODevice::ReadOnly))
        return void(broken += file + ": cannot be read");
    const QStringList lines = QString::fromUtf8(source.readAll()).split('\n');
    const auto report = [&](qsizetype line, const QString& violation) {
        if (!violation.isEmpty())
            broken += QString("%1:%2: %3").arg(file).arg(line + 1).arg(violation);
    };
    report(0, nameViolation(file));
    if (!lines.constFirst().contains("SPDX-License-Identifier: Apache-2.0"))
        report(0, "the first line must be the SPDX line");
    if (file.endsWith(".h") && !file.startsWith("tests/") && !lines.value(1).startsWith("//"))
        report(1, "a header opens with what it is for");
    static const QRegularExpression include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto match = include.match(lines[i]);
        if (match.hasMatch()) {
            report(i, layerViolation(file, match.captured(1)));
            report(i, homeViolation(file, match.captured(1)));
        }
        report(i, byteNameViolation(file, lines[i]));
    }
}

} // namespace

QStringList brokenHouseRules(const QString& root) {
    QStringList broken;
    for (const QString& file : sourceFiles(root))
        checkFile(root, file, broken);
    return broken;
}

} // namespace upkeep
