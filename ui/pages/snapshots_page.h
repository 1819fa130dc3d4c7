// SPDX-License-Identifier: Apache-2.0
// What can be gone back to: the list, the room it takes, what differs between two states, restoring
// one, and carrying one to another machine in a file.
#pragma once

#include "update_controller.h"
#include "widgets/page.h"

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace upkeep {

class Card;
class DifferenceModel;
class FoldingColumns;
class Label;
class SegmentedPages;
class SnapshotExchange;
class SnapshotModel;
class SpaceBar;

class SnapshotsPage : public Page {
    Q_OBJECT

public:
    explicit SnapshotsPage(UpdateController& controller, QWidget* parent = nullptr);
    // Selects a snapshot of the list; the newest without an id.
    void select(const QString& id);

private:
    void buildLayout();
    QWidget* buildList();
    QWidget* buildCompare();
    QWidget* buildCompareHead();
    void buildBar();
    void buildConnections();
    void fill(const QList<SnapshotSummary>& snapshots, const SpaceUse& space);
    void fillPickers();
    void followSelection();
    void startCompare();
    void showComparison(const Comparison& comparison);
    void followFilter();
    void setBusy();
    const SnapshotSummary* selected() const;

    void askCreate();
    void askDelete();
    void startRestore();
    void togglePin();

    UpdateController& m_controller;
    SnapshotModel* m_model;
    QSortFilterProxyModel* m_filtered;
    DifferenceModel* m_differences;
    QString m_wanted; // chosen before the list was read

    SpaceBar* m_space;
    FoldingColumns* m_columns;
    QLineEdit* m_search;
    QListView* m_list;
    Card* m_listCard;
    Card* m_compareCard;
    Label* m_compareTitle;
    Label* m_compareLine;
    QToolButton* m_pin;
    QWidget* m_pickers;
    QComboBox* m_against;
    SegmentedPages* m_kinds;
    QLineEdit* m_fileFilter;
    QTreeView* m_tree;
    Label* m_note;
    Label* m_hint; // what became of the last file
    SnapshotExchange* m_exchange;
    QPushButton* m_import;
    QPushButton* m_export;
    QPushButton* m_create;
    QPushButton* m_delete;
    QPushButton* m_verify;
    QPushButton* m_restore;
};

} // namespace upkeep
