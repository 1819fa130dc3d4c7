// SPDX-License-Identifier: Apache-2.0
// What the person prefers, in groups; every change applies at once.
#pragma once

#include "update_controller.h"
#include "widgets/page.h"

class QLineEdit;
class QScrollArea;

namespace upkeep {

class DecisionsGroup;
class IndexList;
class SettingsGroup;
class SettingsGroups;

class SettingsPage : public Page {
    Q_OBJECT

public:
    explicit SettingsPage(UpdateController& controller, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void presentStatus(const ProductStatus& status);
    void filter(const QString& text);
    void jumpTo(int group);

    UpdateController& m_controller;
    SettingsGroups* m_groups;
    DecisionsGroup* m_decisions;
    QList<SettingsGroup*> m_all; // in the order of the page
    QLineEdit* m_search;
    QScrollArea* m_scroll = nullptr;
    IndexList* m_index;
};

} // namespace upkeep
