// SPDX-License-Identifier: Apache-2.0
#include "ceremony.h"
#include "publish/policy_change.h"
#include "verbs.h"

namespace upkeep {
namespace {

Error usage(const char* option, const QString& cause) {
    return Error{ErrorCode::UsageInvalid, QStringLiteral("--") + QLatin1String(option), cause};
}

// The records that --key names.
Result<QList<KeyRecord>> givenRecords(Session& session) {
    QList<KeyRecord> records;
    for (const QString& text : session.options("key")) {
        UPKEEP_TRY_AS(const LocalPath file, LocalPath::fromUser(text));
        UPKEEP_TRY_AS(const KeyRecord record, KeyFolder::readRecord(session.files(), file));
        records += record;
    }
    return records;
}

Result<int> numberOption(const Session& session, const char* name, int otherwise) {
    if (!session.isSet(name))
        return otherwise;
    bool isNumber = false;
    const int number = session.option(name).toInt(&isNumber);
    if (!isNumber || number < 1)
        return usage(name, Upkeep::tr("is a number from 1"));
    return number;
}

// A key of the role by the beginning of its id, or by its record.
Result<QByteArray> keyOf(Session& session, const KeyHolding& holding, const QString& start) {
    QList<QByteArray> found;
    if (start.endsWith(QLatin1String(".json"))) {
        UPKEEP_TRY_AS(const LocalPath file, LocalPath::fromUser(start));
        UPKEEP_TRY_AS(const KeyRecord record, KeyFolder::readRecord(session.files(), file));
        if (holding.holds(record.id))
            return record.id;
    }
    for (const KeyRecord& key : holding.keys) {
        if (start.size() >= 4 && key.id.startsWith(start.toLatin1()))
            found += key.id;
    }
    if (found.size() != 1)
        return Error{
            ErrorCode::KeyInvalid, start, QStringLiteral("names no key of this role, or several")};
    return found.constFirst();
}

void take(KeyHolding& holding, const QByteArray& id) {
    holding.keys.removeIf([&](const KeyRecord& key) { return key.id == id; });
}

Result<void> create(Session& session) {
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    UPKEEP_TRY(session.lockSite(site));
    UPKEEP_TRY_AS(const KeyFolder keys, session.keys());
    UPKEEP_TRY_AS(const QList<KeyRecord> others, givenRecords(session));
    const QList<KeyRecord> records = keys.records() + others;
    const auto roots = std::count_if(
        records.cbegin(), records.cend(), [](const KeyRecord& key) { return key.role == "root"; });
    const KeyProfile profile = roots > 1 ? KeyProfile::Team : KeyProfile::Solo;
    UPKEEP_TRY_AS(
        MetadataRepository repository,
        MetadataRepository::create(session.files(), site, profile, keys.ring({}), records));
    UPKEEP_TRY(addFirstPolicy(repository));
    if (profile == KeyProfile::Solo)
        session.say(Upkeep::tr("Warning: one key per role. Whoever steals root-1.pem and its "
                               "passphrase is you; whoever loses it starts anew with every user."));
    return endCeremony(session, repository);
}

Result<void> addKey(Session& session) {
    return holdCeremony(session,
                        [&](MetadataRepository& repository, const KeyFolder&) -> Result<void> {
                            UPKEEP_TRY_AS(const QByteArray role, roleOption(session));
                            UPKEEP_TRY_AS(KeyHolding holding, repository.holding(role));
                            UPKEEP_TRY_AS(const QList<KeyRecord> records, givenRecords(session));
                            if (records.isEmpty())
                                return usage("key", Upkeep::tr("is missing"));
                            for (const KeyRecord& record : records) {
                                if (holding.holds(record.id))
                                    return Error{ErrorCode::KeyInvalid,
                                                 QString::fromLatin1(record.id),
                                                 QStringLiteral("signs this role already")};
                                holding.keys += record;
                            }
                            return repository.setHolding(role, holding);
                        });
}

Result<void> removeKey(Session& session) {
    return holdCeremony(session,
                        [&](MetadataRepository& repository, const KeyFolder&) -> Result<void> {
                            UPKEEP_TRY_AS(const QByteArray role, roleOption(session));
                            UPKEEP_TRY_AS(KeyHolding holding, repository.holding(role));
                            for (const QString& start : session.options("old")) {
                                UPKEEP_TRY_AS(const QByteArray id, keyOf(session, holding, start));
                                take(holding, id);
                            }
                            return repository.setHolding(role, holding);
                        });
}

// One key for another; the one that goes need not be named where there is only one.
Result<void> exchangeKey(Session& session,
                         MetadataRepository& repository,
                         const QByteArray& role,
                         const QList<KeyRecord>& records) {
    UPKEEP_TRY_AS(KeyHolding holding, repository.holding(role));
    if (session.isSet("old")) {
        UPKEEP_TRY_AS(const QByteArray id, keyOf(session, holding, session.option("old")));
        take(holding, id);
    } else if (holding.keys.size() == 1) {
        holding.keys.clear();
    } else {
        return usage("old", Upkeep::tr("is missing: the role has several keys"));
    }
    holding.keys += records;
    return repository.setHolding(role, holding);
}

// Several --role with one key each are one ceremony: after a theft all go at once.
Result<void> rotateKey(Session& session) {
    return holdCeremony(
        session, [&](MetadataRepository& repository, const KeyFolder&) -> Result<void> {
            UPKEEP_TRY_AS(const QList<KeyRecord> records, givenRecords(session));
            const QStringList roles = session.options("role");
            if (roles.isEmpty())
                return usage("role", Upkeep::tr("is missing"));
            if (records.size() != roles.size())
                return usage("key", Upkeep::tr("is given once for each --role"));
            for (qsizetype i = 0; i < roles.size(); ++i)
                UPKEEP_TRY(exchangeKey(session, repository, roles.at(i).toUtf8(), {records.at(i)}));
            return {};
        });
}

Result<void> setThreshold(Session& session) {
    return holdCeremony(session,
                        [&](MetadataRepository& repository, const KeyFolder&) -> Result<void> {
                            UPKEEP_TRY_AS(const QByteArray role, roleOption(session));
                            UPKEEP_TRY_AS(KeyHolding holding, repository.holding(role));
                            if (!session.isSet("count"))
                                return usage("count", Upkeep::tr("is missing"));
                            UPKEEP_TRY_AS(holding.threshold, numberOption(session, "count", 1));
                            return repository.setHolding(role, holding);
                        });
}

Result<void> delegateRole(Session& session) {
    return holdCeremony(session,
                        [&](MetadataRepository& repository, const KeyFolder& keys) -> Result<void> {
                            UPKEEP_TRY_AS(const QByteArray role, roleOption(session));
                            UPKEEP_TRY_AS(const QList<QByteArray> paths, pathsOfRole(role));
                            KeyHolding holding;
                            UPKEEP_TRY_AS(holding.keys, givenRecords(session));
                            if (holding.keys.isEmpty())
                                holding.keys = keys.records("releases");
                            UPKEEP_TRY_AS(holding.threshold, numberOption(session, "count", 1));
                            return repository.delegate(role, paths, holding);
                        });
}

Result<void> undelegateRole(Session& session) {
    return holdCeremony(session,
                        [&](MetadataRepository& repository, const KeyFolder&) -> Result<void> {
                            UPKEEP_TRY_AS(const QByteArray role, roleOption(session));
                            return repository.undelegate(role);
                        });
}

Result<void> revoke(Session& session) {
    return holdCeremony(
        session, [&](MetadataRepository& repository, const KeyFolder&) -> Result<void> {
            if (!session.isSet("version"))
                return usage("version", Upkeep::tr("is missing"));
            UPKEEP_TRY_AS(const Version version, Version::parse(session.option("version")));
            return revokeRelease(repository, version, session.option("reason"));
        });
}

} // namespace

QList<Verb> ceremonyVerbs() {
    using namespace common_option;
    static constexpr VerbOption role{"role", "NAME", "root, targets, snapshot, timestamp, ..."};
    static constexpr VerbOption key{"key", "FILE", "the .json file of a key; may be repeated"};
    static constexpr VerbOption old{
        "old", "ID", "the key that goes: its .json file, or the beginning of its id"};
    static constexpr VerbOption count{"count", "N", "so many keys must sign"};
    const auto with = [](std::initializer_list<VerbOption> own) {
        return QList<VerbOption>{site, keys, passphraseFd, keychain, dryRun} +
               QList<VerbOption>(own);
    };
    return {{{"create", "", "sign the first metadata of a new site", with({key})}, &create},
            {{"keys add", "", "let one more key sign for a role", with({role, key})}, &addKey},
            {{"keys remove", "", "take a key away from a role", with({role, old})}, &removeKey},
            {{"keys rotate",
              "",
              "replace a key by another: planned, or at once after a theft",
              with({role, key, old})},
             &rotateKey},
            {{"keys threshold", "", "how many keys of a role must sign", with({role, count})},
             &setThreshold},
            {{"delegate",
              "",
              "let a role sign releases: CHANNEL.PLATFORM[.archive] or evolution.ID",
              with({role, key, count})},
             &delegateRole},
            {{"undelegate", "", "trust a role no longer", with({role})}, &undelegateRole},
            {{"revoke",
              "",
              "withdraw a release: nobody installs it or goes back to it",
              with({{"version", "VERSION", "the release"},
                    {"reason", "TEXT", "people are told this"}})},
             &revoke}};
}

} // namespace upkeep
