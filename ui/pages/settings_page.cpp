// SPDX-License-Identifier: Apache-2.0
#include "pages/settings_page.h"

#include "pages/decisions_group.h"
#include "pages/privacy_group.h"
#include "pages/settings_groups.h"
#include "theme/icons.h"
#include "widgets/index_list.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace upkeep {
namespace {

constexpr int formWidth = 640;
constexpr int indexFrom = 820; // narrower pages have no room for the index

bool mentions(const QWidget& group, const QString& text) {
    const auto says = [&](const auto& widgets) {
        return std::any_of(widgets.begin(), widgets.end(), [&](const auto* widget) {
            return widget->text().contains(text, Qt::CaseInsensitive);
        });
    };
    return says(group.findChildren<QLabel*>()) || says(group.findChildren<QAbstractButton*>());
}

} // namespace

SettingsPage::SettingsPage(UpdateController& controller, QWidget* parent)
    : Page(tr("Settings"), parent), m_controller(controller), m_groups(new SettingsGroups(this)),
      m_decisions(new DecisionsGroup(controller)), m_search(new QLineEdit), m_index(new IndexList) {
    buildLayout();
    connect(&m_controller, &UpdateController::preferencesRead, m_groups, &SettingsGroups::present);
    connect(&m_controller, &UpdateController::statusChanged, this, &SettingsPage::presentStatus);
    connect(m_groups, &SettingsGroups::wanted, &m_controller, &UpdateController::setPreferences);
}

void SettingsPage::buildLayout() {
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->addAction(themedIcon(QStringLiteral("search"), Ink::Text2),
                        QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(px(230));
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::filter);
    addToTitle(m_search);
    m_all = m_groups->groups();
    m_all.insert(m_all.size() - 1, m_decisions); // the last one is for few
    m_all.insert(m_all.size() - 1, new PrivacyGroup);
    auto* groups = new QWidget;
    auto* column = new QVBoxLayout(groups);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 20);
    for (SettingsGroup* group : std::as_const(m_all)) {
        column->addWidget(group);
        m_index->addItem(group->title());
    }
    column->addSpacing(px(16));
    column->addStretch(1);
    m_scroll = makeScroll(groups);
    setRunsOut();
    groups->setMaximumWidth(px(formWidth));
    auto* across = new QHBoxLayout;
    setSpacing(across, 28);
    across->addWidget(m_scroll, 1);
    across->addWidget(m_index);
    content()->addLayout(across, 1);
    connect(m_index, &IndexList::chosen, this, &SettingsPage::jumpTo);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        int current = 0;
        for (int i = 0; i < m_all.size(); ++i) {
            if (m_all[i]->y() <= value + px(40))
                current = i;
        }
        // What the end of the page shows never reaches its top.
        if (value > 0 && value == m_scroll->verticalScrollBar()->maximum())
            current = int(m_all.size()) - 1;
        m_index->setCurrent(current);
    });
}

void SettingsPage::presentStatus(const ProductStatus& status) {
    m_groups->setManaged(status.managed, status.forbidden.value(QStringLiteral("settings")));
}

void SettingsPage::filter(const QString& text) {
    for (SettingsGroup* group : std::as_const(m_all))
        group->setVisible(text.isEmpty() || mentions(*group, text));
    m_index->setVisible(text.isEmpty() && width() >= px(indexFrom));
}

void SettingsPage::jumpTo(int group) {
    m_scroll->verticalScrollBar()->setValue(m_all[group]->y());
}

void SettingsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    m_index->setVisible(m_search->text().isEmpty() && width() >= px(indexFrom));
}

} // namespace upkeep
