// SPDX-License-Identifier: Apache-2.0
#include "support/panel.h"

#include <QJsonDocument>
#include <QTest>

namespace upkeep::test {
namespace {

constexpr int patience = 20'000; // ms

QStringList labels(const QJsonArray& entries, const QString& before) {
    QStringList all;
    for (const QJsonValue& value : entries) {
        const QJsonArray entry = value.toArray();
        QString label = entry[1].toString();
        label.remove(QChar(0x2068)).remove(QChar(0x2069));
        all << before + label + (entry[2].toBool() ? "" : " (off)");
        all << labels(entry[3].toArray(), before + "> ");
    }
    return all;
}

} // namespace

Panel::Panel(PrivateBus& bus, const QStringList& manner) {
    bus.start(m_process,
              "/usr/bin/python3",
              QStringList{UPKEEP_SOURCE_DIR "/tests/ui/status-notifier-host"} + manner);
    awaitLine();
}

Panel::~Panel() {
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished();
}

QJsonValue Panel::ask(const QStringList& words) {
    m_process.write(words.join('\t').toUtf8() + '\n'); // labels have spaces
    return QJsonDocument::fromJson('[' + awaitLine() + ']').array().first();
}

QStringList Panel::items() {
    QStringList names;
    for (const QJsonValue& name : ask({"items"}).toArray())
        names << name.toString();
    return names;
}

QStringList Panel::menu() {
    return labels(ask({"menu"}).toArray(), {});
}

bool Panel::click(const QStringList& labels) {
    return ask(QStringList{"click"} + labels).toString() == "clicked";
}

// The panel may ask us while it answers: our own events must go on.
QByteArray Panel::awaitLine() {
    QElapsedTimer time;
    time.start();
    while (!m_process.canReadLine() && time.elapsed() < patience)
        QTest::qWait(5);
    return m_process.readLine().trimmed();
}

} // namespace upkeep::test
