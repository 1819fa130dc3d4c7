// SPDX-License-Identifier: Apache-2.0
#include "text/hold_text.h"

#include "text/format.h"
#include "text/upkeep_tr.h"

namespace upkeep {
namespace {

struct Row {
    const char* id;
    const char* text; // %1 the version, %2 the subject
};

// A person's and the publisher's reasons (policy/decide.h), the machine's, then the agent's
// (policy/hold_reasons.h).
constexpr Row rows[] = {
    {"pinned",
     QT_TRANSLATE_NOOP("Upkeep", "Pinned to %1; newer versions wait until updates are resumed.")},
    {"left", QT_TRANSLATE_NOOP("Upkeep", "%1 is not offered again, because it was rolled back.")},
    {"skipped", QT_TRANSLATE_NOOP("Upkeep", "%1 was skipped.")},
    {"reminder", QT_TRANSLATE_NOOP("Upkeep", "You asked to be reminded of %1 later.")},
    {"rollout",
     QT_TRANSLATE_NOOP("Upkeep", "%1 reaches computers step by step; this one comes later.")},
    {"revoked", QT_TRANSLATE_NOOP("Upkeep", "%1 was withdrawn by its publisher.")},
    {"below-minimum", QT_TRANSLATE_NOOP("Upkeep", "%1 is older than its publisher allows.")},
    {"platform", QT_TRANSLATE_NOOP("Upkeep", "%1 is not made for this kind of computer.")},
    {"min-os", QT_TRANSLATE_NOOP("Upkeep", "%1 needs a newer system.")},
    {"max-os", QT_TRANSLATE_NOOP("Upkeep", "%1 is not made for a system as new as this.")},
    {"min-remote-version", QT_TRANSLATE_NOOP("Upkeep", "%1 needs a newer Upkeep.")},
    {"waypoint", QT_TRANSLATE_NOOP("Upkeep", "%1 needs another version in between first.")},
    {"read-only-parent",
     QT_TRANSLATE_NOOP(
         "Upkeep", "The folder of the installation cannot be written, so %1 cannot be installed.")},
    {"mount-point",
     QT_TRANSLATE_NOOP("Upkeep",
                       "The installation is a mount point, so %1 cannot be exchanged for it.")},
    {"symlink",
     QT_TRANSLATE_NOOP("Upkeep",
                       "The installation is a symbolic link, so %1 cannot be installed.")},
    {"disk", QT_TRANSLATE_NOOP("Upkeep", "Not enough space for %1.")},
    {"package", QT_TRANSLATE_NOOP("Upkeep", "A package of the system brings the updates: %2.")},
    {"paused", QT_TRANSLATE_NOOP("Upkeep", "Updates are paused.")},
    {"window", QT_TRANSLATE_NOOP("Upkeep", "Updates are set to be installed at other hours.")},
    {"cool-down",
     QT_TRANSLATE_NOOP("Upkeep", "New versions are set to wait some days after their release.")},
    {"offline", QT_TRANSLATE_NOOP("Upkeep", "There is no connection.")},
    {"captive-portal", QT_TRANSLATE_NOOP("Upkeep", "This network asks for a login first.")},
    {"network-unknown",
     QT_TRANSLATE_NOOP("Upkeep",
                       "Nothing says whether this network is metered, so the download waits.")},
    {"metered",
     QT_TRANSLATE_NOOP("Upkeep",
                       "The download is waiting for an unmetered network; charges may apply.")},
    {"battery", QT_TRANSLATE_NOOP("Upkeep", "The battery is low.")},
    {"power-saver", QT_TRANSLATE_NOOP("Upkeep", "The computer is saving power.")},
    {"full-screen", QT_TRANSLATE_NOOP("Upkeep", "A window fills the screen.")},
    {"busy", QT_TRANSLATE_NOOP("Upkeep", "Not to be interrupted now. %2")},
    {"not-signed",
     QT_TRANSLATE_NOOP("Upkeep",
                       "It is not signed by its publisher, so it is never installed by itself.")},
    {"not-idle", QT_TRANSLATE_NOOP("Upkeep", "Somebody is using the computer.")},
    {"running", QT_TRANSLATE_NOOP("Upkeep", "The program is open.")},
    {"managed", QT_TRANSLATE_NOOP("Upkeep", "Your administrator brings the updates.")},
};

// Subjects that are for a tooltip, not for a sentence.
bool isForMachines(const Hold& hold) {
    return hold.reason == QLatin1String("managed") || hold.reason == QLatin1String("running");
}

QString reasonOf(const Hold& hold) {
    const QString version = isolated(hold.version.toString());
    for (const Row& row : rows) {
        if (hold.reason != QLatin1String(row.id))
            continue;
        QString text = Upkeep::tr(row.text);
        const bool takesSubject = text.contains(QLatin1String("%2"));
        text.replace(QLatin1String("%1"), version);
        text.replace(QLatin1String("%2"), hold.subject);
        return takesSubject || hold.subject.isEmpty() || isForMachines(hold)
                   ? text
                   : text + u' ' + hold.subject;
    }
    return Upkeep::tr("%1 is on hold (%2).").arg(version, hold.reason);
}

} // namespace

QString describe(const Hold& hold, const QDateTime& now) {
    const QString text = reasonOf(hold);
    return hold.until.isValid()
               ? text + u' ' + Upkeep::tr("Until %1.").arg(formatMoment(hold.until, now))
               : text;
}

} // namespace upkeep
