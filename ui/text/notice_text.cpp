// SPDX-License-Identifier: Apache-2.0
#include "text/notice_text.h"

#include "text/error_text.h"
#include "text/format.h"
#include "text/upkeep_tr.h"

#include <array>

namespace upkeep {
namespace {

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
    return notice.bytes > 0 ? Upkeep::tr("%1 to download.").arg(formatSize(notice.bytes))
                            : QString();
}

QString deadlineOf(const Notice& notice, const QDateTime& now) {
    return notice.deadline.isValid() ? Upkeep::tr("Your administrator has it installed by %1.")
                                           .arg(formatMoment(notice.deadline, now))
                                     : QString();
}

QString causeOf(const Notice& notice) {
    if (!notice.cause)
        return {};
    const ErrorText text = describe(*notice.cause, {notice.name, notice.from.toString()});
    return joined({text.happened, text.state});
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
                       deadlineOf(notice, now)});
    case NoticeKind::Updated:
        return Upkeep::tr("Something wrong? %1 is one click away.").arg(versionOf(notice.from));
    case NoticeKind::RolledBack:
        return Upkeep::tr("%1 did not start correctly and is on hold. Nothing was lost.")
            .arg(versionOf(notice.version));
    case NoticeKind::Failed:
        return notice.cause ? causeOf(notice) : installed;
    case NoticeKind::RollbackFailed:
        return notice.cause ? causeOf(notice) : Upkeep::tr("Going back did not succeed.");
    case NoticeKind::Withdrawn:
        return Upkeep::tr("It is still installed here.");
    }
    return {};
}

NoticeButton button(Answer answer, const QString& text) {
    return {answer, text};
}

QList<NoticeButton> buttonsOf(const Notice& notice) {
    const auto update = button(Answer::UpdateNow, Upkeep::tr("Update Now"));
    const auto remind = button(Answer::RemindLater, Upkeep::tr("Remind Me Later"));
    const auto details = button(Answer::Details, Upkeep::tr("Details"));
    const bool forced = notice.deadline.isValid();
    switch (notice.kind) {
    case NoticeKind::Available:
        if (forced)
            return {update};
        return {update, remind, button(Answer::Skip, Upkeep::tr("Skip This Version"))};
    case NoticeKind::Security:
        return forced ? QList<NoticeButton>{update} : QList<NoticeButton>{update, remind};
    case NoticeKind::Ready:
        return {button(Answer::RestartNow, Upkeep::tr("Restart Now")),
                button(Answer::OnQuit, Upkeep::tr("On Quit"))};
    case NoticeKind::Updated:
        return {button(Answer::Details, Upkeep::tr("What's New")),
                button(Answer::RollBack, Upkeep::tr("Roll Back"))};
    case NoticeKind::RolledBack:
    case NoticeKind::RollbackFailed:
        return {details};
    case NoticeKind::Failed:
        return {button(Answer::Retry, Upkeep::tr("Retry")), details};
    case NoticeKind::Withdrawn:
        return {button(Answer::RollBack, Upkeep::tr("Go Back")), details};
    }
    return {};
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
        return Upkeep::tr("Open Upkeep for the details.");
    }
    return {};
}

struct AnswerRow {
    Answer answer;
    const char* id;
};

constexpr std::array<AnswerRow, 11> answerRows = {{
    {Answer::UpdateNow, "update-now"},
    {Answer::RemindLater, "remind-later"},
    {Answer::RemindOnQuit, "remind-on-quit"},
    {Answer::Skip, "skip"},
    {Answer::RestartNow, "restart-now"},
    {Answer::RestartWhenIdle, "restart-when-idle"},
    {Answer::OnQuit, "on-quit"},
    {Answer::Retry, "retry"},
    {Answer::Details, "details"},
    {Answer::RollBack, "roll-back"},
    {Answer::Dismissed, "dismissed"},
}};

} // namespace

NoticeText describe(const Notice& notice, const QDateTime& now) {
    return {titleOf(notice), bodyOf(notice, now), buttonsOf(notice), invitationOf(notice)};
}

QLatin1String answerId(Answer answer) {
    for (const AnswerRow& row : answerRows) {
        if (row.answer == answer)
            return QLatin1String(row.id);
    }
    return {};
}

std::optional<Answer> answerOf(const QString& id) {
    for (const AnswerRow& row : answerRows) {
        if (id == QLatin1String(row.id))
            return row.answer;
    }
    return {};
}

} // namespace upkeep
