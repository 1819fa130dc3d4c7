// SPDX-License-Identifier: Apache-2.0
// A walk while it runs: one overall bar, the six phases, a row per component, the download rate,
// what is saved, and the way back.
#pragma once

#include "update_controller.h"

#include <QElapsedTimer>
#include <QWidget>

class QListView;
class QPushButton;

namespace upkeep {

class ActionBar;
class Card;
class FoldingColumns;
class Label;
class PhaseLine;
class ProgressLine;
class ProgressModel;
struct ProgressRow;
class RatePlot;
class StateBanner;

class ProgressView : public QWidget {
    Q_OBJECT

public:
    explicit ProgressView(UpdateController& controller, QWidget* parent = nullptr);
    ActionBar* bar() { return m_bar; }
    // Before the first report: what is going to happen.
    void start(Activity activity, const ProductStatus& status);
    void take(const Progress& progress);
    RatePlot* ratePlot() { return m_rate; }

private:
    void buildLayout();
    QWidget* makeBelow();
    QList<ProgressRow> plannedRows() const;
    void showBanner(Phase phase);
    void showNumbers(const Progress& progress);
    void showSide();
    void announce(const Progress& progress);
    void showPaused(bool paused);
    void showButtons();
    void showPauseButton();

    UpdateController& m_controller;
    ProductStatus m_status;
    Activity m_activity = Activity::None;
    Phase m_phase = Phase::Check;
    int m_announcedQuarter = 0;
    QElapsedTimer m_sinceFirstByte; // of this stretch of the download; not valid before
    ProgressModel* m_model;
    StateBanner* m_banner;
    ProgressLine* m_line;
    Label* m_percent;
    Label* m_bytes;
    Label* m_remaining;
    PhaseLine* m_phases;
    FoldingColumns* m_columns;
    Card* m_rowsCard;
    QListView* m_rows;
    Card* m_rateCard;
    RatePlot* m_rate;
    Card* m_saved;
    Card* m_wayBack;
    ActionBar* m_bar;
    Label* m_hint;
    QPushButton* m_pause;
    QPushButton* m_cancel;
};

} // namespace upkeep
