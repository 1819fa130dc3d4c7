// SPDX-License-Identifier: Apache-2.0
#include "ceremony.h"
#include "ceremony_words.h"
#include "publish/ceremony_folder.h"
#include "publish/offline_request.h"
#include "verbs.h"

namespace upkeep {
namespace {

constexpr qint64 requestLimit = 32 << 20;

Result<OfflineRequest> readRequest(Session& session, const LocalPath& file) {
    UPKEEP_TRY_AS(const QByteArray text, session.files().read(file, requestLimit));
    return OfflineRequest::parse(text);
}

QList<KeyPair> flat(const KeyRing& ring) {
    QList<KeyPair> keys;
    for (const QList<KeyPair>& some : ring)
        keys += some;
    return keys;
}

// On the publisher's machine: what waits goes into a file.
Result<void> carryOut(Session& session, const LocalPath& site) {
    UPKEEP_TRY_AS(const LocalPath file, session.path("offline"));
    UPKEEP_TRY_AS(const MetadataRepository repository,
                  MetadataRepository::openCeremony(session.files(), site, {}));
    UPKEEP_TRY_AS(const OfflineRequest request, makeOfflineRequest(repository));
    UPKEEP_TRY(session.files().writeAndSync(file, writeJson(request.toJson())));
    session.say(Upkeep::tr("%1 is ready to be carried. There: upkeep-publish sign --keys DIR %1; "
                           "back here: upkeep-publish sign --site DIR --back %1.")
                    .arg(file.display()));
    session.result(
        JsonValue::Object{{QStringLiteral("file"), file.display()},
                          {QStringLiteral("roles"), namesToJson(request.drafts.keys())}});
    return {};
}

// Where the keys are: no site, no network; what is signed is checked and shown first.
Result<void> signThere(Session& session) {
    UPKEEP_TRY_AS(const LocalPath file, session.operand(0));
    UPKEEP_TRY_AS(OfflineRequest request, readRequest(session, file));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    UPKEEP_TRY_AS(const CheckedRequest checked, checkOfflineRequest(request, now));
    JsonValue::Array changes;
    for (const MetadataChange& change : checked.changes) {
        for (const QString& line : wordsFor(change))
            session.say(line);
        changes += toJson(change);
    }
    UPKEEP_TRY_AS(const KeyFolder keys, session.keys());
    UPKEEP_TRY_AS(const QList<QByteArray> roles,
                  signOfflineRequest(request, checked, flat(keys.ring({})), now));
    JsonValue result = JsonValue::Object{{QStringLiteral("changes"), changes},
                                         {QStringLiteral("signed"), namesToJson(roles)}};
    session.result(result);
    if (session.isRehearsal()) {
        session.say(Upkeep::tr("This was a rehearsal: nothing is written."));
        return {};
    }
    UPKEEP_TRY(session.confirm(Upkeep::tr("Sign this?"), Upkeep::tr("sign")));
    UPKEEP_TRY(session.files().writeAndSync(file, writeJson(request.toJson())));
    session.say(Upkeep::tr("Signed: %1. Carry the file back.")
                    .arg(QString::fromUtf8(QByteArrayList(roles).join(", "))));
    return {};
}

Result<void> carryBack(Session& session, const LocalPath& site) {
    UPKEEP_TRY_AS(const LocalPath file, session.path("back"));
    UPKEEP_TRY_AS(const OfflineRequest request, readRequest(session, file));
    UPKEEP_TRY_AS(const KeyFolder keys, session.keysIfAny());
    UPKEEP_TRY_AS(const MetadataRepository before,
                  MetadataRepository::openCeremony(session.files(), site, {}));
    UPKEEP_TRY(takeSignaturesBack(session.files(), site, before, request));
    UPKEEP_TRY_AS(MetadataRepository repository,
                  MetadataRepository::openCeremony(session.files(), site, keys.ring({})));
    return endCeremony(session, repository);
}

Result<void> sign(Session& session) {
    if (!session.isSet("site"))
        return signThere(session);
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    UPKEEP_TRY(session.lockSite(site));
    if (session.isSet("offline"))
        return carryOut(session, site);
    if (session.isSet("back"))
        return carryBack(session, site);
    if (session.isSet("drop")) {
        UPKEEP_TRY(
            session.confirm(Upkeep::tr("Give up what waits for signatures?"), Upkeep::tr("drop")));
        return CeremonyFolder(session.files(), site).clear();
    }
    // Keys that are here after all.
    UPKEEP_TRY_AS(const KeyFolder keys, session.keys());
    UPKEEP_TRY_AS(MetadataRepository repository,
                  MetadataRepository::openCeremony(session.files(), site, keys.ring({})));
    return endCeremony(session, repository);
}

Result<RenewReport>
renewed(const Session& session, MetadataRepository& repository, const QDateTime& now) {
    if (session.isRehearsal())
        return repository.due(now);
    return session.isSet("timestamp") ? repository.refresh(now) : repository.renew(now);
}

// Named roles: a ceremony, as their keys are elsewhere as a rule. Else what is due and can be
// signed here.
Result<void> renew(Session& session) {
    if (session.isSet("role")) {
        return holdCeremony(session,
                            [&](MetadataRepository& repository, const KeyFolder&) -> Result<void> {
                                for (const QString& role : session.options("role"))
                                    UPKEEP_TRY(repository.touch(role.toUtf8()));
                                return {};
                            });
    }
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    UPKEEP_TRY(session.lockSite(site));
    UPKEEP_TRY_AS(const KeyFolder keys, session.keys());
    UPKEEP_TRY_AS(MetadataRepository repository,
                  MetadataRepository::open(session.files(), site, keys.ring({})));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    UPKEEP_TRY_AS(const RenewReport report, renewed(session, repository, now));
    if (report.signedRoles.isEmpty())
        session.say(Upkeep::tr("Nothing is due; clients believe it until %1.")
                        .arg(repository.validUntil().toString(Qt::ISODate)));
    else
        session.say(Upkeep::tr("Signed anew: %1; clients believe it until %2.")
                        .arg(QString::fromUtf8(QByteArrayList(report.signedRoles).join(", ")),
                             repository.validUntil().toString(Qt::ISODate)));
    warnOfExpiry(session, repository, now);
    if (!report.waiting.isEmpty())
        session.endWith(ExitCode::Held);
    else if (report.signedRoles.isEmpty() && session.isSet("exit-code"))
        session.endWith(ExitCode::NothingToDo);
    session.result(JsonValue::Object{
        {QStringLiteral("signed"), namesToJson(report.signedRoles)},
        {QStringLiteral("waiting"), namesToJson(report.waiting)},
        {QStringLiteral("valid_until"), repository.validUntil().toString(Qt::ISODate)}});
    return {};
}

Result<void> status(Session& session) {
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    UPKEEP_TRY_AS(const MetadataRepository repository,
                  MetadataRepository::openCeremony(session.files(), site, {}));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    JsonValue::Array roles;
    for (const RoleStatus& role : repository.status()) {
        session.say(Upkeep::tr("%1: version %2, believed until %3, signatures %4 of %5 keys")
                        .arg(QString::fromUtf8(role.role))
                        .arg(role.version)
                        .arg(role.expires.toString(Qt::ISODate))
                        .arg(role.holding.threshold)
                        .arg(role.holding.keys.size()));
        for (const KeyRecord& key : role.holding.keys)
            session.say(QStringLiteral("    ") + wordsFor(key));
        roles += toJson(role, now);
    }
    QList<QByteArray> waiting;
    for (const QByteArray& name : repository.roles().names()) {
        if (repository.roles().role(name).frozen)
            waiting += name;
    }
    if (!waiting.isEmpty())
        session.say(Upkeep::tr("Waits for signatures: %1")
                        .arg(QString::fromUtf8(QByteArrayList(waiting).join(", "))));
    warnOfExpiry(session, repository, now);
    session.result(JsonValue::Object{{QStringLiteral("team"), repository.isTeam()},
                                     {QStringLiteral("roles"), roles},
                                     {QStringLiteral("waiting"), namesToJson(waiting)}});
    return {};
}

} // namespace

QList<Verb> signVerbs() {
    using namespace common_option;
    return {{{"sign",
              "[FILE]",
              "go on with a ceremony; with FILE alone: sign what was carried here",
              {site,
               keys,
               passphraseFd,
               keychain,
               dryRun,
               {"offline", "FILE", "write what waits for signatures, to be carried"},
               {"back", "FILE", "take the signatures that came back"},
               {"drop", nullptr, "give up what waits"}}},
             &sign},
            {{"renew",
              "",
              "sign anew what is due (exit 18: a key kept offline is needed)",
              {site,
               keys,
               passphraseFd,
               keychain,
               dryRun,
               {"role", "NAME", "these roles, due or not; may be repeated"},
               {"timestamp", nullptr, "the timestamp in any case"},
               {"exit-code", nullptr, "3 where nothing was due"}}},
             &renew},
            {{"status", "", "who signs what, until when, and what waits", {site}}, &status}};
}

} // namespace upkeep
