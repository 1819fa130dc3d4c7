// SPDX-License-Identifier: Apache-2.0
#include "pages/first_start_view.h"

#include "text/format.h"
#include "text/state_text.h"
#include "theme/icons.h"
#include "widgets/card.h"
#include "widgets/label.h"
#include "widgets/state_banner.h"
#include "words.h"

#include <QVBoxLayout>

namespace upkeep {

FirstStartView::FirstStartView(QWidget* parent)
    : QWidget(parent), m_banner(new StateBanner), m_installed(new Card) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 16);
    column->addWidget(m_banner);
    column->addWidget(m_installed);
    column->addStretch(1);
}

void FirstStartView::present(const ProductStatus& status,
                             const QList<ComponentStatus>& components,
                             const QDateTime& now) {
    showBanner(status, now);
    m_installed->setTitle(tr("What is installed now"));
    m_installed->clearRows();
    for (const ComponentStatus& component : components)
        addRow(component, status.name);
    m_installed->setVisible(!components.isEmpty());
}

void FirstStartView::showBanner(const ProductStatus& status, const QDateTime& now) {
    const Look look = stateLook(UpdateState::UpToDate);
    BannerText text;
    text.quiet = true;
    text.tone = look.tone;
    text.discIcon = look.icon;
    text.headline = describe(status, now).headline;
    text.line = tr("Version %1, installed %2.")
                    .arg(versionText(status.version), formatMoment(status.updatedAt, now));
    if (!status.confirmed && status.canRollBack)
        text.line += u' ' + tr("Its first start is watched: if it fails, %1 comes back by itself.")
                                .arg(versionText(status.rollbackVersion));
    m_banner->setState(text, status.iconPath);
}

void FirstStartView::addRow(const ComponentStatus& component, const QString& product) {
    auto* health = new Badge;
    health->setBadge(component.healthy ? tr("Verified") : tr("Needs attention"),
                     component.healthy ? Tone::Ok : Tone::Attention,
                     false,
                     component.healthy ? QStringLiteral("check")
                                       : QStringLiteral("status-attention"));
    const QString version = tr("Version %1").arg(versionText(component.version));
    const QString caption =
        component.localChanges > 0 ? tr("%n local change(s)", nullptr, component.localChanges)
        : component.size > 0
            ? tr("%1, %2", "version, size").arg(version, formatSize(component.size))
            : version;
    m_installed->addRow(makeTextRow(kindIcon(component.kind),
                                    Ink::Text2,
                                    componentName(component.id, component.kind, product),
                                    caption,
                                    health));
}

} // namespace upkeep
