// SPDX-License-Identifier: Apache-2.0
// What happened to a product, newest first, in columns; the filter of search, result and kind of
// operation; and its export.
#pragma once

#include "walks/walk_types.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

namespace upkeep {

class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        MarkColumn,
        TimeColumn,
        OperationColumn,
        TriggerColumn,
        ResultColumn,
        TookColumn,
        MoreColumn,
        ColumnCount
    };
    enum Role { ResultIdRole = Qt::UserRole + 1, OperationIdRole, SearchRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(const QList<HistoryEvent>& events);
    const HistoryEvent& event(int row) const { return m_events[row]; }
    const QList<HistoryEvent>& events() const { return m_events; }
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString operation(const HistoryEvent& event);

private:
    static QString cell(const HistoryEvent& event, int column);

    QList<HistoryEvent> m_events;
};

class HistoryFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString& text);
    void setResult(const QString& id); // empty = all
    void setOperation(const QString& id);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
    QString m_result;
    QString m_operation;
};

class HistoryDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace upkeep
