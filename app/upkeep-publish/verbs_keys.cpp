// SPDX-License-Identifier: Apache-2.0
#include "ceremony_words.h"
#include "verbs.h"

namespace upkeep {
namespace {

Result<KeyProfile> profileOf(const Session& session) {
    const QString name = session.option("profile", QStringLiteral("solo"));
    if (name == QLatin1String("solo"))
        return KeyProfile::Solo;
    if (name == QLatin1String("team"))
        return KeyProfile::Team;
    return Error{
        ErrorCode::UsageInvalid, QStringLiteral("--profile"), Upkeep::tr("is solo or team")};
}

Result<NewKeys> wantedKeys(const Session& session) {
    NewKeys wanted;
    UPKEEP_TRY_AS(wanted.profile, profileOf(session));
    const auto kind = keyKindFromName(session.option("type", QStringLiteral("ed25519")));
    if (!kind)
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("--type"),
                     Upkeep::tr("is ed25519, ecdsa-p256 or rsa-pss-3072")};
    wanted.kind = *kind;
    wanted.holder = session.option("holder", qEnvironmentVariable("USER"));
    wanted.day = QDate::currentDate();
    return wanted;
}

Result<void> newKeys(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const NewKeys wanted, wantedKeys(session));
    UPKEEP_TRY_AS(const QByteArray passphrase, session.passphrase(true));
    UPKEEP_TRY(KeyFolder::create(session.files(), folder, wanted, passphrase));
    session.say(
        Upkeep::tr("New keys are in %1, encrypted with the passphrase.").arg(folder.display()));
    if (wanted.profile == KeyProfile::Solo)
        session.say(
            Upkeep::tr("One key per role: whoever gets these files and the passphrase can sign for "
                       "you. Keep a copy "
                       "of root-1.pem offline."));
    else
        session.say(
            Upkeep::tr("Two of the three root keys sign together: keep them apart and offline, and "
                       "targets.pem, too."));
    session.result(JsonValue::Object{{QStringLiteral("keys"), folder.display()}});
    return {};
}

Result<void> makeOne(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const NewKeys wanted, wantedKeys(session));
    if (!session.isSet("role"))
        return Error{ErrorCode::UsageInvalid, QStringLiteral("--role"), Upkeep::tr("is missing")};
    UPKEEP_TRY_AS(const QByteArray passphrase, session.passphrase(true));
    UPKEEP_TRY_AS(
        const KeyRecord record,
        KeyFolder::add(
            session.files(), folder, session.option("role").toUtf8(), wanted, passphrase));
    session.say(Upkeep::tr("A new key for %1: %2. Its .json file may be sent around, its .pem file "
                           "never.")
                    .arg(QString::fromUtf8(record.role), wordsFor(record)));
    session.result(toJson(record));
    return {};
}

// The key was made on the token by its maker's tools and stays there.
Result<void> useToken(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const NewKeys wanted, wantedKeys(session));
    for (const char* needed : {"role", "token", "object"}) {
        if (!session.isSet(needed))
            return Error{ErrorCode::UsageInvalid,
                         QStringLiteral("--") + QLatin1String(needed),
                         Upkeep::tr("is missing")};
    }
    TokenUse use;
    UPKEEP_TRY_AS(use.place.module, session.path("module"));
    use.place.token = session.option("token");
    use.place.object = session.option("object");
    UPKEEP_TRY_AS(use.pin, session.passphrase(false));
    UPKEEP_TRY_AS(
        const KeyRecord record,
        KeyFolder::addToken(session.files(), folder, session.option("role").toUtf8(), wanted, use));
    session.say(Upkeep::tr("The key on the token signs for %1 now: %2. Its PIN is asked for where "
                           "a passphrase would be.")
                    .arg(QString::fromUtf8(record.role), wordsFor(record)));
    session.result(toJson(record));
    return {};
}

Result<void> listKeys(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const QList<KeyRecord> records, KeyFolder::recordsIn(session.files(), folder));
    JsonValue::Array list;
    for (const KeyRecord& record : records) {
        const QString role = QString::fromUtf8(record.role);
        session.say(role.leftJustified(24) + u' ' + wordsFor(record));
        JsonValue key = toJson(record);
        key.set(QStringLiteral("role"), role);
        list += key;
    }
    session.result(JsonValue::Object{{QStringLiteral("keys"), list}});
    return {};
}

// Only what the key store can be trusted with: a stolen desktop must not cost the root.
Result<void> remember(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const QByteArray passphrase, session.passphrase(false));
    int remembered = 0;
    const PassphraseOf give = [&](const KeyRecord& record) {
        return Result(isOfflineRole(record.role) ? std::optional<QByteArray>()
                                                 : std::optional(passphrase));
    };
    UPKEEP_TRY_AS(const KeyFolder keys, KeyFolder::open(session.files(), folder, give));
    const KeyRing ring = keys.ring({});
    for (const KeyRecord& record : keys.records()) {
        if (!ring.contains(record.role))
            continue;
        UPKEEP_TRY(session.secrets().write(passphraseKey(record), passphrase));
        ++remembered;
    }
    session.say(Upkeep::tr("The key store knows the passphrases of online keys: %1. Those of root "
                           "and targets are never kept.")
                    .arg(remembered));
    session.result(JsonValue::Object{{QStringLiteral("remembered"), remembered}});
    return {};
}

// What the key store kept of a key would open it no more.
Result<void> rememberAnew(Session& session, const KeyRecord& record, const QByteArray& passphrase) {
    if (isOfflineRole(record.role))
        return {};
    const auto kept = session.secrets().read(passphraseKey(record));
    if (!kept || !*kept)
        return {}; // no key store, or it was never told
    return session.secrets().write(passphraseKey(record), passphrase);
}

Result<void> changePassphrase(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const QByteArray before, session.passphrase(false));
    UPKEEP_TRY_AS(const QByteArray after, session.newPassphrase());
    UPKEEP_TRY_AS(const QList<KeyRecord> changed,
                  KeyFolder::changePassphrase(
                      session.files(), folder, session.option("role").toUtf8(), before, after));
    for (const KeyRecord& record : changed)
        UPKEEP_TRY(rememberAnew(session, record, after));
    session.say(Upkeep::tr("Only the new passphrase opens these keys now: %1. Copies elsewhere "
                           "still open with the old one.")
                    .arg(changed.size()));
    session.result(JsonValue::Object{{QStringLiteral("changed"), changed.size()}});
    return {};
}

Result<void> forget(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const QList<KeyRecord> records, KeyFolder::recordsIn(session.files(), folder));
    for (const KeyRecord& record : records)
        UPKEEP_TRY(session.secrets().remove(passphraseKey(record)));
    session.say(Upkeep::tr("The key store no longer knows these keys."));
    session.result(JsonValue::Object{{QStringLiteral("forgotten"), records.size()}});
    return {};
}

} // namespace

QList<Verb> keyVerbs() {
    using namespace common_option;
    static constexpr VerbOption type{"type", "NAME", "ed25519, ecdsa-p256 or rsa-pss-3072"};
    static constexpr VerbOption holder{"holder", "NAME", "who holds it; else the user's name"};
    static constexpr VerbOption folder{"keys", "DIR", "the folder of keys"};
    return {
        {{"keys new",
          "",
          "make the keys that sign releases",
          {folder,
           {"profile", "NAME", "solo: one key per role; team: root needs two of three"},
           type,
           holder,
           passphraseFd}},
         &newKeys},
        {{"keys make",
          "",
          "make one more key",
          {folder,
           {"role", "NAME", "root, targets, snapshot, timestamp, releases, evolution.ID"},
           type,
           holder,
           passphraseFd}},
         &makeOne},
        {{"keys token",
          "",
          "sign with a key that a PKCS#11 token keeps",
          {folder,
           {"role", "NAME", "root, targets, snapshot, timestamp, releases, evolution.ID"},
           {"module", "FILE", "the library of the token's maker"},
           {"token", "LABEL", "which token"},
           {"object", "LABEL", "which key on it"},
           holder,
           passphraseFd}},
         &useToken},
        {{"keys list", "", "the keys of a folder, their holders and days", {folder}}, &listKeys},
        {{"keys remember",
          "",
          "let the desktop's key store keep the passphrases of online keys",
          {folder, passphraseFd}},
         &remember},
        {{"keys passphrase",
          "",
          "encrypt keys with another passphrase; --passphrase-fd gives the old one, then the new",
          {folder, {"role", "NAME", "the keys of this role only"}, passphraseFd}},
         &changePassphrase},
        {{"keys forget", "", "take them out of the key store", {folder}}, &forget}};
}

} // namespace upkeep
