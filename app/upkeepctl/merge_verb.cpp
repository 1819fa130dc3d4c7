// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "text/upkeep_tr.h"
#include "verbs.h"
#include "walks/open_settings.h"

namespace upkeep {

namespace {

JsonValue toJson(const OpenSetting& setting) {
    JsonValue value;
    value.set(QStringLiteral("name"), setting.name());
    value.set(QStringLiteral("component"), setting.component);
    value.set(QStringLiteral("file"), setting.file);
    value.set(QStringLiteral("key"), setting.conflict.key);
    value.set(QStringLiteral("base"), setting.conflict.base);
    value.set(QStringLiteral("mine"), setting.conflict.mine);
    value.set(QStringLiteral("theirs"), setting.conflict.theirs);
    return value;
}

void list(Console& console, const QList<OpenSetting>& open) {
    JsonValue::Array values;
    if (open.isEmpty())
        console.say(Upkeep::tr("No setting is open."));
    for (const OpenSetting& setting : open) {
        values.append(toJson(setting));
        console.say(setting.name());
        console.say(
            Upkeep::tr("  was %1, mine is %2, the update's is %3")
                .arg(setting.conflict.base, setting.conflict.mine, setting.conflict.theirs));
    }
    console.result(values);
}

} // namespace

Result<ExitCode> configMergeVerb(Session& session) {
    UPKEEP_TRY_AS(const Registration registration, session.registration());
    UPKEEP_TRY_AS(const Seams outside, session.seams());
    if (session.arguments().isEmpty()) {
        UPKEEP_TRY_AS(const QList<OpenSetting> open, openSettings(outside, registration));
        list(session.console(), open);
        return ExitCode::Done;
    }
    const QString wish = session.value("take");
    if (wish != QLatin1String("mine") && wish != QLatin1String("theirs"))
        return Error{ErrorCode::UsageInvalid, wish, QStringLiteral("--take takes mine or theirs")};
    const Side side = wish == QLatin1String("mine") ? Side::Mine : Side::Theirs;
    return session.carryOut(Upkeep::tr("Decided."), [&]() -> Result<void> {
        for (const QString& name : session.arguments())
            UPKEEP_TRY(decideSetting(outside, registration, name, side));
        return {};
    });
}

} // namespace upkeep
