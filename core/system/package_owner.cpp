// SPDX-License-Identifier: Apache-2.0
#include "system/package_owner.h"

#include <QDir>
#include <QFileInfo>

namespace upkeep {

namespace {

using namespace std::chrono_literals;

struct PackageManager {
    const char* program;
    QByteArrayList question;
};

const QList<PackageManager>& packageManagers() {
    static const QList<PackageManager> list = {
        {"/usr/bin/dpkg-query", {"-S", "--"}},
        {"/usr/bin/rpm", {"-qf", "--queryformat", "%{NAME}: ", "--"}},
        {"/usr/bin/pacman", {"-Qoq", "--"}},
    };
    return list;
}

// dpkg takes a pattern where others take a path.
QByteArray quoted(const LocalPath& tree, bool isPattern) {
    QByteArray text;
    for (const char character : tree.bytes()) {
        if (isPattern && strchr("*?[]\\", character))
            text += '\\';
        text += character;
    }
    return text;
}

// "almanac: /opt/almanac", "almanac, almanac-data: /opt/almanac", "almanac".
QString firstName(const QByteArray& answer) {
    QByteArrayList lines = answer.split('\n');
    lines.removeIf([](const QByteArray& line) { return line.startsWith("diversion by "); });
    const QByteArray line = lines.value(0);
    const qsizetype end = line.indexOf(": ");
    const QByteArray names = end >= 0 ? line.left(end) : line;
    return QString::fromUtf8(names.split(',').constFirst().trimmed());
}

bool isBelow(const LocalPath& tree, const QString& folder) {
    return tree.bytes().startsWith(QFile::encodeName(folder) + '/');
}

// Neither has a package database to ask; both have their own place.
std::optional<QString> sandboxOwning(const LocalPath& tree) {
    for (const char* place : {"/snap", "/var/lib/flatpak/app"}) {
        const QString folder = QLatin1String(place);
        if (isBelow(tree, folder))
            return tree.display().mid(folder.size() + 1).section(u'/', 0, 0);
    }
    return {};
}

} // namespace

std::optional<QString> packageOwning(Processes& processes, const LocalPath& tree) {
    if (auto owner = sandboxOwning(tree))
        return owner;
    if (isBelow(tree, QDir::homePath()))
        return {};
    for (const PackageManager& manager : packageManagers()) {
        if (!QFileInfo::exists(QLatin1String(manager.program)))
            continue;
        ProgramCall call;
        const bool isPattern = QByteArray(manager.program).endsWith("dpkg-query");
        call.argv = QByteArrayList{manager.program} + manager.question +
                    QByteArrayList{quoted(tree, isPattern)};
        call.timeout = 5s;
        const auto answer = processes.run(call);
        if (answer && answer->exitCode == 0 && !firstName(answer->output).isEmpty())
            return firstName(answer->output);
    }
    return {};
}

} // namespace upkeep
