// SPDX-License-Identifier: Apache-2.0
#include "notify/work_bubbles.h"

#include "notify/notifications.h"

namespace upkeep {
namespace {

constexpr int betweenActs = 500;      // ms
constexpr qint64 betweenShown = 2000; // ms: a bubble is read, not watched

bool isWork(Activity activity) {
    return activity == Activity::Downloading || activity == Activity::Updating ||
           activity == Activity::ChangingEvolutions || activity == Activity::RollingBack ||
           activity == Activity::Restoring;
}

// Nobody asked for it: nobody is told before it is done.
bool isSilent(const UpdateController& controller) {
    const Activity activity = controller.activity();
    const bool byChoice = activity == Activity::Downloading || activity == Activity::Updating ||
                          activity == Activity::ChangingEvolutions;
    return byChoice && controller.choice().trigger == Trigger::Silent;
}

Version targetOf(const UpdateController& controller) {
    const ProductStatus& status = controller.status();
    if (controller.activity() == Activity::RollingBack)
        return status.rollbackVersion;
    const bool isUpdate = controller.activity() == Activity::Downloading ||
                          controller.activity() == Activity::Updating;
    return isUpdate && status.offer ? status.offer->to : status.version;
}

} // namespace

WorkBubbles::WorkBubbles(Notifications& bubbles, std::function<bool()> isSeen, QObject* parent)
    : QObject(parent), m_bubbles(bubbles), m_isSeen(std::move(isSeen)) {
    m_end.setSingleShot(true);
    m_end.setInterval(betweenActs);
    connect(&m_end, &QTimer::timeout, this, &WorkBubbles::end);
}

void WorkBubbles::add(const QString& product, UpdateController& controller) {
    m_works[product].controller = &controller;
    connect(
        &controller, &UpdateController::activityChanged, this, [this, product](Activity activity) {
            if (isWork(activity))
                begin(product);
            else if (activity == Activity::None)
                m_end.start();
        });
    connect(&controller,
            &UpdateController::progressed,
            this,
            [this, product](const Progress& progress) { follow(product, progress); });
    connect(&controller,
            &UpdateController::updated,
            this,
            [this, product](const UpdateOutcome& outcome) { tellOutcome(product, outcome); });
    connect(&controller,
            &UpdateController::failed,
            this,
            [this, product](Activity activity, const Error& error) {
                if (isWork(activity))
                    tellFailure(product, error);
            });
}

void WorkBubbles::remove(const QString& product) {
    const auto found = m_works.find(product);
    if (found == m_works.end())
        return;
    found->second.controller->disconnect(this);
    m_works.erase(found);
}

void WorkBubbles::begin(const QString& product) {
    Work& work = m_works[product];
    work.wasSeen = false;
    if (m_isSeen() || isSilent(*work.controller))
        return;
    work.percent = -1;
    work.sinceShown.start();
    m_bubbles.show(noticeOf(work, product, NoticeKind::Working),
                   work.controller->status().iconPath);
}

void WorkBubbles::follow(const QString& product, const Progress& progress) {
    Work& work = m_works[product];
    const int percent =
        progress.overallTotal > 0 ? int(progress.overallDone * 100 / progress.overallTotal) : 0;
    if (!work.sinceShown.isValid() || percent == work.percent ||
        work.sinceShown.elapsed() < betweenShown)
        return;
    work.percent = percent;
    work.sinceShown.start();
    m_bubbles.follow(product, progress);
}

void WorkBubbles::end() {
    for (auto& [product, work] : m_works) {
        if (work.controller->isBusy())
            continue;
        work.wasSeen = false;
        work.sinceShown.invalidate();
        m_bubbles.endWork(product);
    }
}

// A window that is gone looks like work that has ended.
void WorkBubbles::sayItGoesOn() {
    for (auto& [product, work] : m_works) {
        if (!isWork(work.controller->activity()) || !work.controller->isWorking())
            continue; // a download that rests does not go on
        work.wasSeen = true;
        if (std::exchange(m_hasSaidItGoesOn, true))
            continue;
        work.sinceShown.start();
        m_bubbles.show(noticeOf(work, product, NoticeKind::GoesOn),
                       work.controller->status().iconPath);
    }
}

void WorkBubbles::tellOutcome(const QString& product, const UpdateOutcome& outcome) {
    Work& work = m_works[product];
    const bool isTold = outcome.kind == UpdateOutcome::Kind::Updated ||
                        outcome.kind == UpdateOutcome::Kind::RolledBack;
    if (!std::exchange(work.wasSeen, false) || !isTold || m_isSeen())
        return;
    Notice notice = noticeOf(work,
                             product,
                             outcome.kind == UpdateOutcome::Kind::Updated ? NoticeKind::Updated
                                                                          : NoticeKind::RolledBack);
    notice.version = outcome.to;
    notice.from = outcome.from;
    notice.cause = outcome.cause;
    m_bubbles.show(notice, work.controller->status().iconPath);
}

void WorkBubbles::tellFailure(const QString& product, const Error& error) {
    Work& work = m_works[product];
    if (!std::exchange(work.wasSeen, false) || m_isSeen() || error.code == ErrorCode::Cancelled)
        return;
    const bool needsHelp =
        error.code == ErrorCode::NeedsHelp || error.code == ErrorCode::RollbackFailed;
    Notice notice =
        noticeOf(work, product, needsHelp ? NoticeKind::RollbackFailed : NoticeKind::Failed);
    notice.cause = error;
    m_bubbles.show(notice, work.controller->status().iconPath);
}

Notice WorkBubbles::noticeOf(const Work& work, const QString& product, NoticeKind kind) {
    const ProductStatus& status = work.controller->status();
    Notice notice;
    notice.product = product;
    notice.name = status.name.isEmpty() ? product : status.name;
    notice.kind = kind;
    notice.version = targetOf(*work.controller);
    notice.from = status.version;
    notice.answers = {Answer::Details};
    return notice;
}

} // namespace upkeep
