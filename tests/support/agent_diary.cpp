// SPDX-License-Identifier: Apache-2.0
#include "support/agent_diary.h"

#include <QTextStream>

namespace upkeep::test {

void AgentDiary::note(AgentWorld& world, const QString& scenario) {
    const QStringList saw = world.takeSeen();
    m_lines.append({scenario,
                    saw.isEmpty() ? QStringLiteral("nothing") : saw.join(", "),
                    world.installed() + ", " + world.state()});
}

void AgentDiary::print() const {
    QTextStream out(stdout);
    out << "\n| what happened | what the person saw | in the end |\n|---|---|---|\n";
    for (const Line& line : m_lines)
        out << "| " << line.scenario << " | " << line.saw << " | " << line.end << " |\n";
}

void automatic(Preferences& preferences) {
    preferences.automatic = AutoUpdate::All;
}

QByteArray adminWants(const char* version, const QDateTime& deadline) {
    return QByteArray(R"({"schema": 1, "install": [{"product": "tool", "version": ")") + version +
           R"(", "deadline": ")" + deadline.toString(Qt::ISODate).toLatin1() + R"("}]})";
}

} // namespace upkeep::test
