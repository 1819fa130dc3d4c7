// SPDX-License-Identifier: Apache-2.0
#include "agent/notices.h"

#include "policy/admin_policy.h"

#include <array>

namespace upkeep {

namespace {

Notice
noticeOf(const WatchedProduct& product, NoticeKind kind, std::initializer_list<Answer> answers) {
    Notice notice;
    notice.product = product.status.id;
    notice.name = product.status.name;
    notice.kind = kind;
    notice.from = product.status.version;
    notice.deadline = product.status.deadline;
    if (product.status.offer) {
        notice.version = product.status.offer->to;
        notice.cves = product.status.offer->cves;
        notice.bytes = product.status.offer->plan.downloadBytes;
        notice.seconds = product.status.offer->plan.secondsEstimated;
    }
    for (const Answer answer : answers) {
        if (isAllowed(product, answer))
            notice.answers.append(answer);
    }
    return notice;
}

} // namespace

bool isAllowed(const WatchedProduct& product, Answer answer) {
    const bool isDictated = product.status.deadline.isValid();
    switch (answer) {
    case Answer::UpdateNow:
    case Answer::RestartNow:
    case Answer::Retry:
        return isDictated || !product.isForbidden(Act::Update);
    case Answer::RemindLater:
    case Answer::RemindOnQuit:
        return !isDictated && !product.isForbidden(Act::Remind);
    case Answer::Skip: {
        const bool isSecurity = product.status.offer && product.status.offer->security;
        return !isSecurity && !isDictated && !product.isForbidden(Act::Skip);
    }
    case Answer::RollBack:
        return product.status.canRollBack && !product.isForbidden(Act::RollBack);
    default:
        return true;
    }
}

bool isWanted(const WatchedProduct& product, const Notice& notice) {
    if (notice.kind == NoticeKind::RollbackFailed || notice.deadline.isValid())
        return true;
    switch (product.preferences.notifications) {
    case NotifyAbout::All:
        return true;
    case NotifyAbout::SecurityOnly:
        return notice.kind != NoticeKind::Available;
    case NotifyAbout::Nothing:
        return false;
    }
    return true;
}

QLatin1String noticeId(NoticeKind kind) {
    static constexpr std::array names = {"available",
                                         "security",
                                         "ready",
                                         "updated",
                                         "rolled-back",
                                         "failed",
                                         "rollback-failed",
                                         "damaged",
                                         "withdrawn",
                                         "goes-on",
                                         "working"};
    return QLatin1String(names.at(std::size_t(kind)));
}

QLatin1String answerId(Answer answer) {
    static constexpr std::array names = {"update-now",
                                         "remind-later",
                                         "remind-on-quit",
                                         "skip",
                                         "restart-now",
                                         "restart-when-idle",
                                         "on-quit",
                                         "retry",
                                         "details",
                                         "roll-back",
                                         "repair",
                                         "dismissed"};
    return QLatin1String(names.at(std::size_t(answer)));
}

Notice noticeOfOffer(const WatchedProduct& product) {
    const bool isSecurity = product.status.offer && product.status.offer->security;
    if (isSecurity)
        return noticeOf(product, NoticeKind::Security, {Answer::UpdateNow, Answer::RemindLater});
    return noticeOf(
        product, NoticeKind::Available, {Answer::UpdateNow, Answer::RemindLater, Answer::Skip});
}

Notice noticeOfReady(const WatchedProduct& product) {
    Notice notice = noticeOf(
        product, NoticeKind::Ready, {Answer::RestartWhenIdle, Answer::RestartNow, Answer::OnQuit});
    notice.holders = product.holders;
    notice.bytes = 0;
    return notice;
}

Notice noticeOfWithdrawal(const WatchedProduct& product) {
    Notice notice = noticeOf(product, NoticeKind::Withdrawn, {Answer::RollBack, Answer::Details});
    notice.version = product.status.version;
    return notice;
}

Notice noticeOfDamage(const WatchedProduct& product) {
    Notice notice = noticeOf(product, NoticeKind::Damaged, {Answer::Repair, Answer::Details});
    notice.version = product.status.version;
    notice.holders = product.holders;
    return notice;
}

Notice noticeOfReturn(const WatchedProduct& product, const RollbackOutcome& outcome) {
    Notice notice = noticeOf(product, NoticeKind::RolledBack, {Answer::Details});
    notice.version = outcome.from;
    notice.from = outcome.to;
    notice.cause = product.status.probationTrouble;
    return notice;
}

Notice noticeOfUpdate(const WatchedProduct& product, const UpdateOutcome& outcome) {
    const bool cameBack = outcome.kind == UpdateOutcome::Kind::RolledBack;
    Notice notice = cameBack ? noticeOf(product, NoticeKind::RolledBack, {Answer::Details})
                             : noticeOf(product, NoticeKind::Updated, {Answer::Details});
    notice.version = outcome.to;
    notice.from = outcome.from;
    notice.bytes = outcome.downloadedBytes;
    notice.cause = outcome.cause;
    return notice;
}

Notice noticeOfFailure(const WatchedProduct& product, const Error& error) {
    const bool needsHelp =
        error.code == ErrorCode::NeedsHelp || error.code == ErrorCode::RollbackFailed;
    Notice notice = needsHelp
                        ? noticeOf(product, NoticeKind::RollbackFailed, {Answer::Details})
                        : noticeOf(product, NoticeKind::Failed, {Answer::Retry, Answer::Details});
    notice.cause = error;
    return notice;
}

} // namespace upkeep
