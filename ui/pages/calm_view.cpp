// SPDX-License-Identifier: Apache-2.0
#include "pages/calm_view.h"

#include "text/format.h"
#include "text/state_text.h"
#include "theme/icons.h"
#include "words.h"

#include <QDesktopServices>
#include <QPushButton>
#include <QUrl>

namespace upkeep {

CalmView::CalmView(UpdateController& controller, QWidget* parent)
    : EmptyState(parent), m_controller(controller) {
    connect(button(), &QPushButton::clicked, this, &CalmView::press);
}

void CalmView::present(const QList<HistoryEvent>& history, const QDateTime& now) {
    setPicture(m_controller.status().iconPath);
    showWords(now);
    if (isPackaged())
        button()->setText(tr("&Open Software"));
    button()->setIcon(
        themedIcon(isPackaged() ? QStringLiteral("open-link") : QStringLiteral("refresh")));
    addFacts(history, now);
}

void CalmView::showWords(const QDateTime& now) {
    const ProductStatus& status = m_controller.status();
    const StateText words = describe(status, now);
    if (status.state == UpdateState::Withdrawn)
        return setText(
            QStringLiteral("status-attention"),
            Ink::Attention,
            words.headline,
            tr("You chose to stay. A mended version is offered as soon as there is one."));
    const bool good = status.state == UpdateState::UpToDate;
    setText(good ? QStringLiteral("status-ok") : QStringLiteral("status-info"),
            good ? Ink::Ok : Ink::Text2,
            words.headline,
            words.line);
}

// A package is updated by whoever installs packages here; `appstream:` is how desktops ask for it.
void CalmView::press() {
    if (!isPackaged())
        return Q_EMIT checkWanted();
    QDesktopServices::openUrl(QUrl(QStringLiteral("appstream://") + m_controller.status().id));
}

void CalmView::addFacts(const QList<HistoryEvent>& history, const QDateTime& now) {
    const ProductStatus& status = m_controller.status();
    clearFacts();
    for (const HistoryEvent& event : history) {
        if (event.operation != QLatin1String("update") || event.result != QLatin1String("success"))
            continue;
        addFact(QStringLiteral("page-history"),
                tr("Updated"),
                tr("%1, in %2").arg(momentLine(event.time, now), formatDuration(event.seconds)),
                QStringLiteral("history"));
        break;
    }
    if (status.canRollBack)
        addFact(QStringLiteral("page-snapshots"),
                tr("Way back"),
                versionText(status.rollbackVersion),
                QStringLiteral("snapshots"));
    if (isPackaged())
        return;
    const AutoUpdate automatic = m_controller.preferences().automatic;
    addFact(QStringLiteral("refresh"),
            tr("Automatic updates"),
            automatic == AutoUpdate::All            ? tr("All updates")
            : automatic == AutoUpdate::SecurityOnly ? tr("Security updates only")
                                                    : tr("Off, a click decides"),
            QStringLiteral("settings"));
}

} // namespace upkeep
