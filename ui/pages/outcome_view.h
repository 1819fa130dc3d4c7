// SPDX-License-Identifier: Apache-2.0
// Every state that waits for a person and is neither an offer nor calm: held, ready but in use,
// failed, rolled back and pinned, stopped restore, withdrawn, at work elsewhere. One banner, what
// happened, and the ways out.
#pragma once

#include "theme/theme.h"
#include "update_controller.h"

#include <QWidget>

class QVBoxLayout;
class QPushButton;

namespace upkeep {

class ActionBar;
class Card;
class FoldingColumns;
class StateBanner;

class OutcomeView : public QWidget {
    Q_OBJECT

public:
    explicit OutcomeView(UpdateController& controller, QWidget* parent = nullptr);
    QWidget* bar() { return m_barPlace; }
    void
    present(const ProductStatus& status, const QList<HistoryEvent>& history, const QDateTime& now);
    // The update is staged, but its files are open; `blockers` where it was tried.
    void showReady(const ProductStatus& status,
                   const QList<RunningProgram>& blockers,
                   const QDateTime& now);

Q_SIGNALS:
    void detailsWanted(const upkeep::Error& error);
    void rollBackWanted();
    void pageWanted(const QString& name);
    void reportWanted();
    void notesWanted();
    // What was tried and blocked is left for later.
    void notNowWanted();

private:
    void reset(const ProductStatus& status);
    void showBanner(const QDateTime& now, const QString& line = {});
    void showMain(const QString& title, QWidget* body);
    void showHolds(const QDateTime& now);
    void showSide();
    void showWaiting();
    void showWhatWaits();
    void showRestartChoice();
    void addCard(const QString& icon,
                 Tone tone,
                 const QString& title,
                 const QString& text,
                 QPushButton* button);
    void addActions();
    void addFailedActions();
    void addRolledBackActions();
    void addHeldActions();
    void addWithdrawnActions();
    void addReadyActions(qsizetype programs);
    void wish(Answer answer);
    bool isForbidden(const char* act) const;
    QPushButton* add(bool trailing, QPushButton* button, std::function<void()> action);
    UpdateChoice lastChoice() const;

    UpdateController& m_controller;
    ProductStatus m_status;
    StateBanner* m_banner;
    FoldingColumns* m_columns;
    Card* m_main;
    QWidget* m_side;
    QVBoxLayout* m_sideCards;
    QWidget* m_barPlace;
    ActionBar* m_bar = nullptr;
};

} // namespace upkeep
