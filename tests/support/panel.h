// SPDX-License-Identifier: Apache-2.0
// A panel with a place for status notifier items (tests/ui/status-notifier-host), in a process of
// its own on a private bus: reads and clicks what is shown to it.
#pragma once

#include "support/private_bus.h"

#include <QJsonArray>
#include <QJsonObject>

namespace upkeep::test {

class Panel {
public:
    explicit Panel(PrivateBus& bus, const QStringList& manner = {});
    ~Panel();
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    // A command and its words; the commands are listed in the host's own file.
    QJsonValue ask(const QStringList& words);
    QStringList items();
    QJsonObject item() { return ask({"item"}).toObject(); }
    // The labels of the menu; those of submenus behind "> ", disabled ones with " (off)".
    QStringList menu();
    // False: there is no such entry.
    bool click(const QStringList& labels);

private:
    QByteArray awaitLine();

    QProcess m_process;
};

} // namespace upkeep::test
