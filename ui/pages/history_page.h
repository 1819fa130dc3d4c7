// SPDX-License-Identifier: Apache-2.0
// Everything that happened, failures too: the installed version over time, the figures, the list
// with its filter, and what support needs of it.
#pragma once

#include "update_controller.h"
#include "widgets/page.h"

class QComboBox;
class QLineEdit;
class QTreeView;

namespace upkeep {

class Card;
class FigureRow;
class HistoryFilter;
class HistoryModel;
class Label;
class PlotLegend;
class VersionPlot;

class HistoryPage : public Page {
    Q_OBJECT

public:
    explicit HistoryPage(UpdateController& controller, QWidget* parent = nullptr);
    void showReport();

private:
    void buildLayout();
    void buildTitle();
    QWidget* buildPlot();
    QWidget* buildFilters();
    QWidget* buildList();
    void fill(const QList<HistoryEvent>& events);
    void fillFilters();
    void showFigures();
    void followFilter();
    void fitColumns();
    void showDetails(const QModelIndex& index);
    void selectEvent(const QString& id);
    void save(const QString& suffix);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    UpdateController& m_controller;
    HistoryModel* m_model;
    HistoryFilter* m_filter;
    VersionPlot* m_plot;
    QWidget* m_plotCard = nullptr;
    PlotLegend* m_legend;
    FigureRow* m_figures;
    QComboBox* m_span;
    QLineEdit* m_search;
    QComboBox* m_result;
    QComboBox* m_operation;
    Label* m_count;
    QTreeView* m_list;
    Label* m_note; // in place of an empty list
};

} // namespace upkeep
