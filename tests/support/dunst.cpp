// SPDX-License-Identifier: Apache-2.0
#include "support/dunst.h"

#include <QFile>
#include <QStandardPaths>

namespace upkeep::test {
namespace {

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    file.setPermissions(file.permissions() | QFile::ExeOwner);
}

} // namespace

Dunst::Dunst(PrivateBus& bus, QString label) : m_bus(bus), m_label(std::move(label)) {
    const QString pick = m_folder.filePath("pick");
    const QString configuration = m_folder.filePath("dunstrc");
    write(pick, "#!/bin/sh\nexec grep -m1 '" + m_label.toUtf8() + "'\n");
    write(configuration, "[global]\ndmenu = " + pick.toUtf8() + '\n');
    m_bus.start(m_process, "dunst", {"-conf", configuration});
}

Dunst::~Dunst() {
    m_process.kill();
    m_process.waitForFinished();
}

bool Dunst::isInstalled() {
    return !QStandardPaths::findExecutable("dunst").isEmpty();
}

int Dunst::shown() const {
    return control({"count", "displayed"}).toInt();
}

void Dunst::press() const {
    control({m_label.isEmpty() ? "action" : "context"});
}

void Dunst::close() const {
    control({"close"});
}

QString Dunst::control(const QStringList& arguments) const {
    QProcess process;
    m_bus.start(process, "dunstctl", arguments);
    process.waitForFinished(10'000);
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

} // namespace upkeep::test
