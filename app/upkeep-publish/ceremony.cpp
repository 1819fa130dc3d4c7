// SPDX-License-Identifier: Apache-2.0
#include "ceremony.h"

#include "ceremony_words.h"

namespace upkeep {

namespace {

// In words, before anything is asked; and for machines.
Result<JsonValue::Array>
sayChanges(Session& session, const MetadataRepository& repository, const SigningOutcome& outcome) {
    JsonValue::Array changes;
    QList<QByteArray> names = outcome.drafts;
    for (const QByteArray& name : names) {
        PolicyTexts policies;
        for (const RoleSet* roles : {&repository.published(), &outcome.roles}) {
            if (!roles->contains("targets"))
                continue;
            UPKEEP_TRY_AS(const TargetsRole targets, roles->targets("targets"));
            if (!targets.targets.contains("policy.json"))
                continue;
            UPKEEP_TRY_AS(const QByteArray policy,
                          repository.readTarget(targets.targets.value("policy.json")));
            (roles == &outcome.roles ? policies.after : policies.before) = policy;
        }
        UPKEEP_TRY_AS(const MetadataChange change,
                      changeOf(name, repository.published(), outcome.roles, policies));
        for (const QString& line : wordsFor(change))
            session.say(line);
        changes += toJson(change);
    }
    return changes;
}

void sayWaiting(Session& session, const QList<MissingSignatures>& missing) {
    session.say(Upkeep::tr("Nothing is published yet. Signatures are missing:"));
    for (const MissingSignatures& one : missing)
        session.say(QStringLiteral("    ") + wordsFor(one));
    session.say(Upkeep::tr("Carry it to who holds the keys: upkeep-publish sign --site DIR "
                           "--offline FILE"));
}

} // namespace

void warnOfExpiry(Session& session, const MetadataRepository& repository, const QDateTime& now) {
    for (const QString& line : expiryWarnings(repository.status(), now))
        session.say(line);
}

Result<void> endCeremony(Session& session, MetadataRepository& repository) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    UPKEEP_TRY_AS(const SigningOutcome outcome, repository.rehearse(now));
    UPKEEP_TRY_AS(const JsonValue::Array changes, sayChanges(session, repository, outcome));
    JsonValue result = JsonValue::Object{{QStringLiteral("changes"), changes},
                                         {QStringLiteral("waiting"), toJson(outcome.missing)},
                                         {QStringLiteral("published"), false}};
    if (session.isRehearsal()) {
        session.say(Upkeep::tr("This was a rehearsal: nothing is written."));
        session.result(result);
        return {};
    }
    if (!changes.isEmpty())
        UPKEEP_TRY(session.confirm(Upkeep::tr("Sign this?"), Upkeep::tr("sign")));
    UPKEEP_TRY_AS(const CommitReport report, repository.commit(now));
    if (report.published)
        session.say(Upkeep::tr("Published; clients believe it until %1.")
                        .arg(repository.validUntil().toString(Qt::ISODate)));
    else
        sayWaiting(session, report.missing);
    if (report.published)
        warnOfExpiry(session, repository, now);
    result.set(QStringLiteral("published"), report.published);
    result.set(QStringLiteral("signed"), namesToJson(report.signedRoles));
    session.result(result);
    return {};
}

Result<void> holdCeremony(Session& session, const CeremonyStep& change) {
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    UPKEEP_TRY(session.lockSite(site));
    UPKEEP_TRY_AS(const KeyFolder keys, session.keysIfAny());
    UPKEEP_TRY_AS(MetadataRepository repository,
                  MetadataRepository::openCeremony(session.files(), site, keys.ring({})));
    UPKEEP_TRY(change(repository, keys));
    return endCeremony(session, repository);
}

Result<QByteArray> roleOption(const Session& session) {
    if (!session.isSet("role"))
        return Error{ErrorCode::UsageInvalid, QStringLiteral("--role"), Upkeep::tr("is missing")};
    return session.option("role").toUtf8();
}

} // namespace upkeep
