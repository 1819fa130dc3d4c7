// SPDX-License-Identifier: Apache-2.0
// The time after an update in which a new version has to show that it works (product.yaml, health).
// It begins with the first start that somebody watches: `upkeepctl run`, which the desktop file
// uses, sees how the program ends, whether it confirms itself and how its health endpoints answer.
// Of a program started otherwise only the endpoints can be asked (probation_walk.h). Pure.
#pragma once

#include "manifest/update_manifest.h"
#include "product/product_file.h"
#include "walks/last_update.h"
#include "walks/walk_types.h"

#include <chrono>

namespace upkeep {

// A version that nobody was seen starting for so long is not observed any more.
inline constexpr qint64 probationDays = 7;

ProbationState probationOf(const std::optional<LastUpdate>& last,
                           const Version& installed,
                           const ProductFile& product,
                           const QDateTime& now);
// So long after the last start that is watched, else after the update.
QDateTime probationEnd(const LastUpdate& last, const ProductFile& product);

// How one start of the program went.
struct ProgramEnd {
    std::chrono::seconds ran{0};
    int exitCode = 0;
    bool crashed = false; // ended by a signal it did not ask for
};

enum class Verdict { Open, Passed, Failed };

// One start, watched. A crash fails it, as does an error within the first minute, an endpoint that
// is silent for longer than its timeout or then answers badly more than once in twenty, and, where
// the product says so, a missing confirmation. A good end, or running until the time is over,
// passes it.
class ProbationWatch {
public:
    ProbationWatch(HealthSpec health, QList<ManifestCheck> endpoints);

    const QList<ManifestCheck>& endpoints() const { return m_endpoints; }
    // How an endpoint answered, so long after the start; no trouble = as expected.
    void toldAnswer(qsizetype endpoint, const std::optional<Error>& trouble);
    Verdict whileRunning(std::chrono::seconds ran, bool isConfirmed);
    Verdict atEnd(const ProgramEnd& end, bool isConfirmed);
    // Of a failure.
    const Error& cause() const { return m_cause; }

private:
    struct Answers {
        int good = 0;
        int bad = 0;
        QString lastTrouble;
    };
    Verdict fail(ErrorCode code, const QString& subject, const QString& why);
    Verdict judgeEndpoints(std::chrono::seconds ran);
    bool haveAllAnswered() const;

    HealthSpec m_health;
    QList<ManifestCheck> m_endpoints;
    QList<Answers> m_answers;
    Error m_cause;
};

} // namespace upkeep
