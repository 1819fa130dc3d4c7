// SPDX-License-Identifier: Apache-2.0
#include "walks/probation.h"

namespace upkeep {

namespace {

constexpr std::chrono::seconds soon{60};
constexpr int fewestBad = 3; // one slow answer is none
constexpr int badPercent = 5;

} // namespace

ProbationState probationOf(const std::optional<LastUpdate>& last,
                           const Version& installed,
                           const ProductFile& product,
                           const QDateTime& now) {
    const bool isUpdate =
        last && !last->wentBack && last->to == installed && last->from != last->to;
    if (!isUpdate || product.health.probationMinutes == 0)
        return ProbationState::None;
    if (last->confirmed)
        return ProbationState::Confirmed;
    if (last->failed)
        return ProbationState::Failed;
    // A clock that was set back does not prolong it for ever.
    const bool isLate = now < last->at || now >= last->at.addDays(probationDays);
    return last->unobserved || isLate ? ProbationState::NotObserved : ProbationState::Open;
}

QDateTime probationEnd(const LastUpdate& last, const ProductFile& product) {
    const QDateTime& begin = last.startedAt.isValid() ? last.startedAt : last.at;
    return begin.addSecs(qint64(product.health.probationMinutes) * 60);
}

ProbationWatch::ProbationWatch(HealthSpec health, QList<ManifestCheck> endpoints)
    : m_health(std::move(health)), m_endpoints(std::move(endpoints)),
      m_answers(m_endpoints.size()) {}

void ProbationWatch::toldAnswer(qsizetype endpoint, const std::optional<Error>& trouble) {
    Answers& answers = m_answers[endpoint];
    if (!trouble) {
        ++answers.good;
        return;
    }
    answers.lastTrouble = trouble->toString();
    // Until it has answered once, it is still starting.
    if (answers.good > 0)
        ++answers.bad;
}

Verdict ProbationWatch::whileRunning(std::chrono::seconds ran, bool isConfirmed) {
    if (isConfirmed)
        return Verdict::Passed;
    if (judgeEndpoints(ran) == Verdict::Failed)
        return Verdict::Failed;
    if (ran < std::chrono::minutes(m_health.probationMinutes))
        return Verdict::Open;
    if (m_health.confirm)
        return fail(ErrorCode::ProbeTimeout, QStringLiteral("confirm"), {});
    return Verdict::Passed;
}

Verdict ProbationWatch::atEnd(const ProgramEnd& end, bool isConfirmed) {
    if (end.crashed)
        return fail(ErrorCode::ProbeFailed, QStringLiteral("start"), QStringLiteral("crashed"));
    if (end.exitCode != 0 && end.ran < soon)
        return fail(ErrorCode::ProbeFailed,
                    QStringLiteral("start"),
                    QStringLiteral("exit code %1").arg(end.exitCode));
    const Verdict before = whileRunning(end.ran, isConfirmed);
    if (before != Verdict::Open)
        return before;
    const bool hasShown = end.exitCode == 0 && !m_health.confirm && haveAllAnswered();
    return hasShown ? Verdict::Passed : Verdict::Open;
}

Verdict ProbationWatch::judgeEndpoints(std::chrono::seconds ran) {
    for (qsizetype at = 0; at < m_endpoints.size(); ++at) {
        const ManifestCheck& endpoint = m_endpoints[at];
        const Answers& answers = m_answers[at];
        if (answers.good == 0 && ran >= std::chrono::seconds(endpoint.timeoutSeconds))
            return fail(ErrorCode::ProbeTimeout, endpoint.url, answers.lastTrouble);
        const int all = answers.good + answers.bad;
        if (answers.bad >= fewestBad && answers.bad * 100 > badPercent * all)
            return fail(
                ErrorCode::ProbeFailed,
                endpoint.url,
                QStringLiteral("%1 of %2: %3").arg(answers.bad).arg(all).arg(answers.lastTrouble));
    }
    return Verdict::Open;
}

bool ProbationWatch::haveAllAnswered() const {
    return std::all_of(m_answers.begin(), m_answers.end(), [](const Answers& answers) {
        return answers.good > 0;
    });
}

Verdict ProbationWatch::fail(ErrorCode code, const QString& subject, const QString& why) {
    m_cause = Error{code, subject, why};
    return Verdict::Failed;
}

} // namespace upkeep
