// SPDX-License-Identifier: Apache-2.0
// The first page: exactly one state at a time, each with its own view, chosen from the product's
// status and what the worker is at.
#pragma once

#include "update_controller.h"
#include "widgets/page.h"

#include <QTimer>

class QPushButton;
class QStackedWidget;
class QToolButton;

namespace upkeep {

class CalmView;
class FirstStartView;
class OfferView;
class OutcomeView;
class ProgressView;
class Strip;

class UpdatesPage : public Page {
    Q_OBJECT

public:
    explicit UpdatesPage(UpdateController& controller, QWidget* parent = nullptr);
    ProgressView* progressView() { return m_progress; }

Q_SIGNALS:
    void rollBackWanted();

private:
    void buildLayout();
    void buildConnections();
    void refresh();
    void present();
    void showProgress();
    void showStrip();
    void showView(QWidget* view, QWidget* bar);
    ProductStatus withCause(ProductStatus status) const;
    void showNews();
    void showNotes(const Offer& offer);
    void showFailure(const QDateTime& now);
    bool isFresh(const QDateTime& now) const;
    void showDetails(const Error& error);
    void keepFailure(Activity activity, const Error& error);
    void keepOutcome(const UpdateOutcome& outcome);
    void keepRollback(const RollbackOutcome& outcome);

    UpdateController& m_controller;
    QList<HistoryEvent> m_history;
    // What the last try brought, until the next one.
    std::optional<Error> m_failure;
    QList<RunningProgram> m_blockers;
    std::optional<Offer> m_lastOffer;
    QTimer m_followOther;
    QString m_closedStripOf; // the version whose strip was closed

    QToolButton* m_check;
    Strip* m_strip;
    QStackedWidget* m_views;
    QStackedWidget* m_bars;
    OfferView* m_offer;
    ProgressView* m_progress;
    OutcomeView* m_outcome;
    CalmView* m_calm;
    FirstStartView* m_firstStart;
    QPushButton* m_back = nullptr;
};

} // namespace upkeep
