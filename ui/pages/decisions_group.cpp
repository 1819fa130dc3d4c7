// SPDX-License-Identifier: Apache-2.0
#include "pages/decisions_group.h"

#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/moments_menu.h"
#include "words.h"

#include <QPushButton>

namespace upkeep {

DecisionsGroup::DecisionsGroup(UpdateController& controller, QWidget* parent)
    : SettingsGroup(tr("Skipped and pinned"), parent), m_controller(controller) {
    connect(&m_controller, &UpdateController::statusChanged, this, &DecisionsGroup::present);
    present(ProductStatus());
}

void DecisionsGroup::present(const ProductStatus& status) {
    clearRows();
    addPause(status);
    addPin(status);
    addReminder(status);
    addSkips(status);
    if (!status.pinnedTo && status.skippedVersions.isEmpty() && !status.remindAt.isValid())
        addRow(makeTextRow({},
                           Ink::Text2,
                           tr("Nothing is skipped or pinned"),
                           tr("Versions you skip or go back from are listed here.")));
}

void DecisionsGroup::add(const ProductStatus& status,
                         const char* act,
                         const QString& text,
                         const QString& caption,
                         QWidget* control) {
    const QString name = control->accessibleName(); // "Forget ..." says more than the row does
    auto* row = new SettingsRow(text, caption, control);
    if (!name.isEmpty())
        control->setAccessibleName(name);
    const QString by = status.forbidden.value(QLatin1String(act));
    row->setManaged(!by.isEmpty(), by);
    addRow(row);
}

void DecisionsGroup::addPause(const ProductStatus& status) {
    const QDateTime now = QDateTime::currentDateTime();
    if (status.pausedUntil.isValid() && status.pausedUntil > now) {
        auto* go = makeButton(tr("&Resume Updates"), ButtonRole::Plain, QStringLiteral("resume"));
        makeSmall(go);
        connect(go, &QPushButton::clicked, &m_controller, [this] { m_controller.pause({}); });
        return add(status,
                   "pause",
                   tr("Paused until %1").arg(formatMoment(status.pausedUntil, now)),
                   tr("Nothing is downloaded, installed or announced by itself."),
                   go);
    }
    auto* pause = makeButton(tr("&Pause"), ButtonRole::Plain, QStringLiteral("pause"));
    makeSmall(pause);
    auto* menu =
        makePauseMenu(pause, [this](const QDateTime& until) { m_controller.pause(until); });
    pause->setMenu(menu);
    pause->setAccessibleName(tr("Pause updates for a while"));
    add(status,
        "pause",
        tr("Pause for a while"),
        tr("Nothing is downloaded, installed or announced by itself. A click still works."),
        pause);
}

void DecisionsGroup::addPin(const ProductStatus& status) {
    if (!status.pinnedTo)
        return;
    auto* unpin = makeButton(tr("&Unpin"), ButtonRole::Plain, QStringLiteral("unpin"));
    makeSmall(unpin);
    connect(unpin, &QPushButton::clicked, &m_controller, &UpdateController::resume);
    unpin->setAccessibleName(tr("Unpin %1").arg(status.pinnedTo->toString()));
    add(status,
        "pin",
        tr("Pinned to %1").arg(versionText(*status.pinnedTo)),
        tr("Newer versions wait until it is unpinned."),
        unpin);
}

void DecisionsGroup::addReminder(const ProductStatus& status) {
    const QDateTime now = QDateTime::currentDateTime();
    if (!status.remindAt.isValid() || status.remindAt <= now)
        return;
    auto* forget = makeButton(tr("Forget"));
    makeSmall(forget);
    connect(forget, &QPushButton::clicked, &m_controller, [this] { m_controller.remind({}); });
    forget->setAccessibleName(tr("Forget the reminder"));
    add(status,
        "remind",
        tr("A reminder %1").arg(formatMoment(status.remindAt, now)),
        tr("The update is not announced before."),
        forget);
}

void DecisionsGroup::addSkips(const ProductStatus& status) {
    for (const QString& skipped : status.skippedVersions) {
        const auto version = Version::parse(skipped);
        if (!version)
            continue;
        auto* forget = makeButton(tr("Forget"));
        makeSmall(forget);
        connect(forget, &QPushButton::clicked, &m_controller, [this, version] {
            m_controller.unskip(*version);
        });
        forget->setAccessibleName(tr("Forget that %1 is skipped").arg(skipped));
        add(status,
            "skip",
            tr("%1 is skipped").arg(isolated(skipped)),
            tr("It is not offered by itself."),
            forget);
    }
}

} // namespace upkeep
