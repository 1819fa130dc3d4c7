// SPDX-License-Identifier: Apache-2.0
#include "text/notice_text.h"

#include "text/error_text.h"
#include "text/format.h"
#include "text/state_text.h"
#include "text/upkeep_tr.h"

namespace upkeep {
namespace {

constexpr qsizetype mostButtons = 3;

QString versionOf(const Version& version) {
    return isolated(version.toString());
}

QString joined(const QStringList& sentences) {
    QStringList said;
    for (const QString& sentence : sentences) {
        if (!sentence.isEmpty())
            said << sentence;
    }
    return said.join(u' ');
}

QString sizeOf(const Notice& notice) {
    if (notice.bytes <= 0)
        return {};
    const QString size = formatSize(notice.bytes);
    if (notice.seconds <= 0)
        return Upkeep::tr("%1 to download.").arg(size);
    const QString time = formatEstimate(notice.seconds);
    return Upkeep::tr("%1 to download. %2.", "size, time").arg(size, time);
}

QString deadlineOf(const Notice& notice, const QDateTime& now) {
    return notice.deadline.isValid() ? Upkeep::tr("Your administrator has it installed by %1.")
                                           .arg(formatMoment(notice.deadline, now))
                                     : QString();
}

QString holdersOf(const Notice& notice) {
    return notice.holders.isEmpty()
               ? QString()
               : Upkeep::tr("Open now: %1.").arg(notice.holders.join(QStringLiteral(", ")));
}

QString causeOf(const Notice& notice) {
    if (!notice.cause)
        return {};
    const ErrorText text = describe(*notice.cause, {notice.name, notice.from.toString()});
    return joined({text.happened, text.state});
}

QString titleOfWork(const Notice& notice) {
    if (notice.version < notice.from)
        return Upkeep::tr("Taking %1 back to %2").arg(notice.name, versionOf(notice.version));
    return notice.version == notice.from
               ? Upkeep::tr("Changing %1").arg(notice.name)
               : Upkeep::tr("Updating %1 to %2").arg(notice.name, versionOf(notice.version));
}

QString stepOf(const Notice& notice) {
    if (!notice.progress)
        return {};
    const Progress& progress = *notice.progress;
    const QString phase = phaseName(progress.phase);
    if (progress.phase != Phase::Download || progress.overallTotal <= 0)
        return Upkeep::tr("Now: %1.", "phase").arg(phase);
    return Upkeep::tr("%1: %2 of %3.", "phase, done, total")
        .arg(phase, formatSize(progress.overallDone), formatSize(progress.overallTotal));
}

QString titleOf(const Notice& notice) {
    const QString version = versionOf(notice.version);
    switch (notice.kind) {
    case NoticeKind::Available:
        return Upkeep::tr("%1 %2 is available").arg(notice.name, version);
    case NoticeKind::Security:
        return Upkeep::tr("%1 %2 fixes a security problem").arg(notice.name, version);
    case NoticeKind::Ready:
        return Upkeep::tr("%1 %2 is ready").arg(notice.name, version);
    case NoticeKind::Updated:
        return Upkeep::tr("%1 was updated to %2").arg(notice.name, version);
    case NoticeKind::RolledBack:
        return Upkeep::tr("%1 %2 is back").arg(notice.name, versionOf(notice.from));
    case NoticeKind::Failed:
        return Upkeep::tr("%1 %2 was not installed").arg(notice.name, version);
    case NoticeKind::RollbackFailed:
        return Upkeep::tr("%1 needs your help").arg(notice.name);
    case NoticeKind::Withdrawn:
        return Upkeep::tr("%1 %2 was withdrawn by its publisher").arg(notice.name, version);
    case NoticeKind::Damaged:
        return Upkeep::tr("%1 is damaged").arg(notice.name);
    case NoticeKind::GoesOn:
        return Upkeep::tr("The work on %1 goes on").arg(notice.name);
    case NoticeKind::Working:
        return titleOfWork(notice);
    }
    return notice.name;
}

QString bodyOf(const Notice& notice, const QDateTime& now) {
    const QString installed = Upkeep::tr("%1 is installed.").arg(versionOf(notice.from));
    switch (notice.kind) {
    case NoticeKind::Available:
        return joined({installed, sizeOf(notice), deadlineOf(notice, now)});
    case NoticeKind::Security:
        return joined({notice.cves.isEmpty()
                           ? installed
                           : Upkeep::tr("Fixes %1.").arg(notice.cves.join(QStringLiteral(", "))),
                       sizeOf(notice),
                       deadlineOf(notice, now)});
    case NoticeKind::Ready:
        return joined({Upkeep::tr("It is installed when %1 is closed.").arg(notice.name),
                       holdersOf(notice),
                       deadlineOf(notice, now)});
    case NoticeKind::Updated:
        return Upkeep::tr("%1 stays at hand: Upkeep can go back to it.")
            .arg(versionOf(notice.from));
    case NoticeKind::RolledBack:
        return Upkeep::tr("%1 did not start correctly and is on hold. Nothing was lost.")
            .arg(versionOf(notice.version));
    case NoticeKind::Failed:
        return notice.cause ? causeOf(notice) : installed;
    case NoticeKind::RollbackFailed:
        return notice.cause ? causeOf(notice) : Upkeep::tr("Going back did not succeed.");
    case NoticeKind::Withdrawn:
        return Upkeep::tr("It is still installed here.");
    case NoticeKind::Damaged:
        return notice.cause ? causeOf(notice)
                            : Upkeep::tr("Some of its files are not as their publisher signed "
                                         "them. A repair fetches only what is missing.");
    case NoticeKind::GoesOn:
        return joined({stepOf(notice),
                       Upkeep::tr("Closing the window does not stop it. Start Upkeep again to see "
                                  "how far it is.")});
    case NoticeKind::Working:
        return notice.progress ? stepOf(notice) : Upkeep::tr("It has just begun.");
    }
    return {};
}

QString labelOf(Answer answer, NoticeKind kind) {
    switch (answer) {
    case Answer::UpdateNow:
        return Upkeep::tr("Update Now");
    case Answer::RemindLater:
        return Upkeep::tr("Remind Me Later");
    case Answer::RemindOnQuit:
        return Upkeep::tr("When I Quit");
    case Answer::Skip:
        return Upkeep::tr("Skip This Version");
    case Answer::RestartNow:
        return Upkeep::tr("Restart Now");
    case Answer::RestartWhenIdle:
        return Upkeep::tr("Restart When Idle");
    case Answer::OnQuit:
        return Upkeep::tr("On Quit");
    case Answer::Retry:
        return Upkeep::tr("Retry");
    case Answer::Details:
        return kind == NoticeKind::Updated ? Upkeep::tr("What's New") : Upkeep::tr("Details");
    case Answer::RollBack:
        return kind == NoticeKind::Withdrawn ? Upkeep::tr("Go Back") : Upkeep::tr("Roll Back");
    case Answer::Repair:
        return Upkeep::tr("Repair");
    case Answer::Dismissed:
        break;
    }
    return {};
}

QList<NoticeButton> buttonsOf(const Notice& notice) {
    QList<NoticeButton> buttons;
    for (const Answer answer : notice.answers) {
        const QString label = labelOf(answer, notice.kind);
        if (!label.isEmpty() && buttons.size() < mostButtons)
            buttons << NoticeButton{answer, label};
    }
    return buttons;
}

QString invitationOf(const Notice& notice) {
    switch (notice.kind) {
    case NoticeKind::Available:
    case NoticeKind::Security:
        return Upkeep::tr("Open Upkeep to install it.");
    case NoticeKind::Ready:
        return Upkeep::tr("Open Upkeep to restart it now.");
    case NoticeKind::Updated:
    case NoticeKind::Withdrawn:
        return Upkeep::tr("Open Upkeep to go back.");
    case NoticeKind::RolledBack:
    case NoticeKind::Failed:
    case NoticeKind::RollbackFailed:
    case NoticeKind::Damaged:
    case NoticeKind::GoesOn:
    case NoticeKind::Working:
        return Upkeep::tr("Open Upkeep for the details.");
    }
    return {};
}

} // namespace

NoticeText describe(const Notice& notice, const QDateTime& now) {
    return {titleOf(notice), bodyOf(notice, now), buttonsOf(notice), invitationOf(notice)};
}

} // namespace upkeep
