// SPDX-License-Identifier: Apache-2.0
// What differs between two states, as a tree: component, then its files; with a filter by kind of
// difference and by name.
#pragma once

#include "walks/walk_types.h"

#include <QAbstractItemModel>
#include <QStyledItemDelegate>

namespace upkeep {

class DifferenceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role { DifferenceRole = Qt::UserRole + 1, KindRole, StateRole };

    using QAbstractItemModel::QAbstractItemModel;

    void setComparison(const Comparison& comparison,
                       const QList<ComponentStatus>& components,
                       const QString& product);
    // nullopt = every difference.
    void setFilter(std::optional<Difference> difference, const QString& text);
    int count(std::optional<Difference> difference) const;
    const DifferenceEntry* entryAt(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    static QString letter(Difference difference);

private:
    struct Group {
        QString component;
        QString kind;
        QString name;
        QList<DifferenceEntry> entries;
    };
    void rebuild();
    static QString groupState(const Group& group);
    static QString entryState(const DifferenceEntry& entry);

    QList<DifferenceEntry> m_all;
    QList<ComponentStatus> m_components;
    QString m_product;
    QList<Group> m_groups;
    std::optional<Difference> m_filter;
    QString m_text;
};

class DifferenceDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace upkeep
