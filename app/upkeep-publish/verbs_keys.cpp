// SPDX-License-Identifier: Apache-2.0
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

Result<void> newKeys(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, session.path("keys"));
    UPKEEP_TRY_AS(const KeyProfile profile, profileOf(session));
    UPKEEP_TRY_AS(const QByteArray passphrase, session.passphrase(true));
    UPKEEP_TRY(KeyFolder::create(session.files(), folder, profile, passphrase));
    session.say(
        Upkeep::tr("New keys are in %1, encrypted with the passphrase.").arg(folder.display()));
    if (profile == KeyProfile::Solo)
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

} // namespace

QList<Verb> keyVerbs() {
    return {{{"keys new",
              "",
              "make the keys that sign releases",
              {{"keys", "DIR", "the folder to put them in"},
               {"profile", "NAME", "solo: one key per role; team: root needs two of three"},
               {"passphrase-fd", "N", "read the passphrase from this open file, one line"}}},
             &newKeys}};
}

} // namespace upkeep
