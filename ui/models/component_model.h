// SPDX-License-Identifier: Apache-2.0
// The parts a product is made of: version, health, local changes.
#pragma once

#include "health/health_types.h"
#include "walks/walk_types.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace upkeep {

class ComponentModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setComponents(const QList<ComponentStatus>& components, const QString& product);
    const ComponentStatus& component(int row) const { return m_rows[row]; }
    QString name(int row) const;
    QString secondLine(int row) const;
    QString healthText(int row) const;
    bool isHealthy(int row) const;
    // What a verification found goes before what the status said; nullopt: it is not known.
    void setIssues(const std::optional<QList<HealthIssue>>& issues);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<ComponentStatus> m_rows;
    QString m_product;
    std::optional<QHash<QString, int>> m_issues; // by component
};

class ComponentDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace upkeep
