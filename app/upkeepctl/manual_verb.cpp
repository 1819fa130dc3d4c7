// SPDX-License-Identifier: Apache-2.0
#include "command_line/manual.h"
#include "policy/preference_keys.h"
#include "verbs.h"

#include <cstdio>

namespace upkeep {
namespace {

// What each preference is for, in the words of the settings page.
QString purposeOf(const QString& key) {
    static const QHash<QString, QString> purposes = {
        {QStringLiteral("automatic"),
         QStringLiteral(
             "What is installed without asking: all updates, security updates, or none.")},
        {QStringLiteral("start-after-update"),
         QStringLiteral("Whether the program is started after an update.")},
        {QStringLiteral("check-interval-hours"), QStringLiteral("Hours between two checks.")},
        {QStringLiteral("update-window"),
         QStringLiteral("When updates may be installed without asking; empty is any time.")},
        {QStringLiteral("idle-minutes"),
         QStringLiteral("How long nobody must have touched the computer before that.")},
        {QStringLiteral("cool-down-days"),
         QStringLiteral("How old a release must be before it is installed or announced.")},
        {QStringLiteral("security-bypasses-cool-down"),
         QStringLiteral("Whether security updates come at once all the same.")},
        {QStringLiteral("notifications"), QStringLiteral("Which updates are announced.")},
        {QStringLiteral("start-in-background"),
         QStringLiteral("Whether Upkeep starts at login, without a window.")},
        {QStringLiteral("show-tray"), QStringLiteral("Whether an icon is shown in the panel.")},
        {QStringLiteral("download-on-metered"),
         QStringLiteral("Whether downloads may cost money.")},
        {QStringLiteral("rate-limit-kib"),
         QStringLiteral("The most KiB per second a download takes; 0 is as fast as it goes.")},
        {QStringLiteral("proxy"), QStringLiteral("The way to the internet.")},
        {QStringLiteral("hold-on-battery"),
         QStringLiteral("Whether quiet updates wait while the battery is low.")},
        {QStringLiteral("battery-minimum"),
         QStringLiteral("Per cent below which a battery is low.")},
        {QStringLiteral("hold-on-power-saver"),
         QStringLiteral("Whether quiet updates wait in power saver mode.")},
        {QStringLiteral("hold-in-full-screen"),
         QStringLiteral("Whether everything waits while a window fills the screen.")},
        {QStringLiteral("snapshots-kept"),
         QStringLiteral("How many snapshots are kept, besides pinned ones.")},
        {QStringLiteral("snapshot-days"),
         QStringLiteral("How many days snapshots are kept; 0 is for as long as there is room.")},
        {QStringLiteral("snapshot-budget-gb"),
         QStringLiteral("Room for snapshots in GB; 0 is a fifth of the disk.")},
        {QStringLiteral("channel"), QStringLiteral("Which releases are followed.")},
        {QStringLiteral("log-level"),
         QStringLiteral("From which level on upkeep.log has a line for what happens.")},
        {QStringLiteral("docker-compose-path"),
         QStringLiteral("The compose file of a set-up made before Upkeep.")},
        {QStringLiteral("core-install-path"),
         QStringLiteral("The folder of a set-up made before Upkeep.")},
        {QStringLiteral("backup-path"), QStringLiteral("Where older backups are.")}};
    return purposes.value(key);
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
