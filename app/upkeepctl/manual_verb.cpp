// SPDX-License-Identifier: Apache-2.0
#include "command_line/manual.h"
#include "policy/preference_keys.h"
#include "verbs.h"

#include <cstdio>

namespace upkeep {
namespace {

struct Purpose {
    const char* key;
    const char* words;
};

// What each preference is for, in the words of the settings page.
constexpr Purpose purposes[] = {
    {"automatic", "What is installed without asking: all updates, security updates, or none."},
    {"start-after-update", "Whether the program is started after an update."},
    {"check-interval-hours", "Hours between two checks."},
    {"update-window", "When updates may be installed without asking; empty is any time."},
    {"idle-minutes", "How long nobody must have touched the computer before that."},
    {"integrity-days", "Days between two looks at every file of the installation; 0 is never."},
    {"cool-down-days", "How old a release must be before it is installed or announced."},
    {"security-bypasses-cool-down", "Whether security updates come at once all the same."},
    {"notifications", "Which updates are announced."},
    {"start-in-background", "Whether Upkeep starts at login, without a window."},
    {"show-tray", "Whether an icon is shown in the panel."},
    {"download-on-metered", "Whether downloads may cost money."},
    {"rate-limit-kib", "The most KiB per second a download takes; 0 is as fast as it goes."},
    {"proxy", "The way to the internet."},
    {"hold-on-battery", "Whether quiet updates wait while the battery is low."},
    {"battery-minimum", "Per cent below which a battery is low."},
    {"hold-on-power-saver", "Whether quiet updates wait in power saver mode."},
    {"hold-in-full-screen", "Whether everything waits while a window fills the screen."},
    {"snapshots-kept", "How many snapshots are kept, besides pinned ones."},
    {"snapshot-days", "How many days snapshots are kept; 0 is for as long as there is room."},
    {"snapshot-budget-gb", "Room for snapshots in GB; 0 is a fifth of the disk."},
    {"channel", "Which releases are followed."},
    {"log-level", "From which level on upkeep.log has a line for what happens."},
    {"docker-compose-path", "The compose file of a set-up made before Upkeep."},
    {"core-install-path", "The folder of a set-up made before Upkeep."},
    {"backup-path", "Where older backups are."}};

QString purposeOf(const QString& key) {
    for (const Purpose& purpose : purposes) {
        if (key == QLatin1String(purpose.key))
            return QLatin1String(purpose.words);
    }
    return {};
}

QString keyEntry(const PreferenceKey& key) {
    const QString value = key.write(Preferences());
    return QStringLiteral(".TP\n\\fB%1\\fR=%2\n%3 It takes %4; %5. As a preference: \\fB%6\\fR.\n")
        .arg(roff(key.key),
             roff(value),
             roff(purposeOf(key.name)),
             roff(key.takes),
             value.isEmpty() ? QStringLiteral("nothing is set at first")
                             : QStringLiteral("%1 at first").arg(roff(value)),
             roff(key.name));
}

QString configurationManual() {
    QString text = roffHead(
        QStringLiteral("upkeep.conf"), 5, QStringLiteral("what a person prefers of Upkeep"));
    text += QStringLiteral(
        ".SH DESCRIPTION\n"
        "An INI file, \\fI$XDG_CONFIG_HOME/upkeep/upkeep.conf\\fR. Window and command line\n"
        "(\\fBupkeepctl config set\\fR \\fIPREFERENCE VALUE\\fR) write it; comments and keys of\n"
        "others stay. A value that is not understood is named and its default used; a file that "
        "is\n"
        "broken is kept beside as \\fIupkeep.conf.broken\\fR. What an administrator decides in\n"
        "\\fI/etc/upkeep/policy.d\\fR goes before it.\n");
    QStringList sections;
    for (const PreferenceKey& key : preferenceKeys()) {
        if (!sections.contains(key.section))
            sections << key.section;
    }
    for (const QString& section : std::as_const(sections)) {
        text += QStringLiteral(".SH [%1]\n").arg(roff(section));
        for (const PreferenceKey& key : preferenceKeys())
            text += key.section == section ? keyEntry(key) : QString();
    }
    return text + QStringLiteral(".SH SEE ALSO\n\\fBupkeep\\fR(1), \\fBupkeepctl\\fR(1)\n");
}

QString ownManual() {
    return manualFor(
        verbTable(),
        QStringLiteral(
            ".TP\n\\fI$XDG_CONFIG_HOME/upkeep/upkeep.conf\\fR\nPreferences.\n"
            ".TP\n\\fI$XDG_CONFIG_HOME/upkeep/products.d\\fR\nThe programs looked after.\n"
            ".TP\n\\fI$XDG_STATE_HOME/upkeep\\fR\nWhom to trust, decisions, history, "
            "upkeep.log.\n"
            ".TP\n\\fI$XDG_DATA_HOME/upkeep\\fR\nSnapshots.\n"
            ".TP\n\\fI$XDG_CACHE_HOME/upkeep\\fR\nDownloads.\n"
            ".TP\n\\fI/etc/upkeep/policy.d\\fR\nWhat an administrator decides.\n"),
        QStringLiteral("\\fBupkeep\\fR(1), "
                       "\\fBupkeep.conf\\fR(5), \\fBupdate\\-manifest.yaml\\fR(5)\n"));
}

} // namespace

// For packagers; the build calls it, too.
Result<ExitCode> manualVerb(Session& session) {
    const QString page = session.arguments().value(0);
    const bool isOwn = page == QLatin1String("upkeepctl");
    if (!isOwn && page != QLatin1String("upkeep.conf"))
        return Error{
            ErrorCode::UsageInvalid, page, QStringLiteral("is none of upkeepctl, upkeep.conf")};
    std::fputs((isOwn ? ownManual() : configurationManual()).toUtf8().constData(), stdout);
    return ExitCode::Done;
}

} // namespace upkeep
