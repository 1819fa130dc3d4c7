// SPDX-License-Identifier: Apache-2.0
// An update as it is offered: what it costs, what is new, the evolutions to tick, the plan, and the
// three answers. Comes after a check, before the progress.
#pragma once

#include "update_controller.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QListView;
class QMenu;
class QPushButton;
class QToolButton;

namespace upkeep {

class ActionBar;
class Card;
class EvolutionModel;
class FoldingColumns;
class NotesView;
class StateBanner;

class OfferView : public QWidget {
    Q_OBJECT

public:
    explicit OfferView(UpdateController& controller, QWidget* parent = nullptr);
    ActionBar* bar() { return m_bar; }
    void present(const ProductStatus& status, const QDateTime& now);
    // The notes take the first focus, so that readers read them.
    void focusNotes();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void buildBar();
    void addQuitReminder(QMenu& menu);
    void showAnswers();
    void followPreferences(const Preferences& preferences);
    void setAlways(bool always);
    void showBanner(const QDateTime& now);
    void showPlan();
    void followChoice();
    void startUpdate();
    bool isForbidden(const char* act) const;

    UpdateController& m_controller;
    ProductStatus m_status;
    QDateTime m_now;
    EvolutionModel* m_evolutions;
    StateBanner* m_banner;
    FoldingColumns* m_columns;
    Card* m_notesCard;
    NotesView* m_notes;
    Card* m_evolutionCard;
    QListView* m_evolutionList;
    Card* m_planCard;
    ActionBar* m_bar;
    QPushButton* m_skip = nullptr;
    QCheckBox* m_always = nullptr;
    AutoUpdate m_otherwise = AutoUpdate::Manual; // what "always" came from
    QToolButton* m_remind = nullptr;
    QAction* m_remindOnQuit = nullptr;
    QPushButton* m_update = nullptr;
};

} // namespace upkeep
