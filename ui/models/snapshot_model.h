// SPDX-License-Identifier: Apache-2.0
// The snapshots of a product, newest first, below a row for what is in use now.
#pragma once

#include "walks/walk_types.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

namespace upkeep {

class SnapshotModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, SnapshotRole, SearchRole };

    using QAbstractListModel::QAbstractListModel;

    void setSnapshots(const QList<SnapshotSummary>& snapshots, const Version& installed);
    // Row 0 is "Now" and has no snapshot.
    const SnapshotSummary* snapshotAt(int row) const;
    const SnapshotSummary* find(const QString& id) const;
    const QList<SnapshotSummary>& snapshots() const { return m_rows; }
    const Version& installed() const { return m_installed; }
    // "Today, 09:47"
    static QString title(const SnapshotSummary& snapshot);
    static QString reason(const SnapshotSummary& snapshot);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString spoken(int row) const;

    QList<SnapshotSummary> m_rows;
    Version m_installed;
};

class SnapshotDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace upkeep
