// SPDX-License-Identifier: Apache-2.0
// One row per component of a running update: what it waits for, how far it is, whether it is
// verified.
#pragma once

#include "walks/walk_types.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace upkeep {

struct ProgressRow {
    enum class State { Waiting, Running, Ready };
    QString id;
    QString kind;
    QString name;
    State state = State::Waiting;
    QString text;
    qint64 done = 0;
    qint64 total = 0;
    bool counted = true; // bytes say something to people; later phases count entries, too
};

class ProgressModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(const QList<ProgressRow>& rows);
    // Takes what a walk reports; a component it names for the first time gets a row.
    void take(const Progress& progress);
    const ProgressRow& row(int index) const { return m_rows[index]; }
    int readyCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    int indexOf(const QString& id);

    QList<ProgressRow> m_rows;
    Phase m_phase = Phase::Check;
};

class ProgressDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace upkeep
