// SPDX-License-Identifier: Apache-2.0
// What happened around the agent and what the person saw of it, one line each; printed as a table
// at the end of a test program.
#pragma once

#include "support/agent_world.h"

namespace upkeep::test {

class AgentDiary {
public:
    // Takes what was seen since the last line.
    void note(AgentWorld& world, const QString& scenario);
    void print() const;

private:
    struct Line {
        QString scenario;
        QString saw;
        QString end;
    };
    QList<Line> m_lines;
};

// Wishes and policies the days of several tests begin with.
void automatic(Preferences& preferences);
QByteArray adminWants(const char* version, const QDateTime& deadline);

} // namespace upkeep::test
