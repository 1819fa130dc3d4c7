// SPDX-License-Identifier: Apache-2.0
// The evolutions of an offer (or of the installed version) as a list to tick, with their needs and
// conflicts kept consistent while ticking.
#pragma once

#include "walks/walk_types.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace upkeep {

class EvolutionModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { NameRole = Qt::UserRole + 1, SecondLineRole, SizeRole };

    using QAbstractListModel::QAbstractListModel;

    void setEvolutions(const QList<EvolutionOffer>& evolutions,
                       const Version& release,
                       const QString& product);
    const QList<EvolutionOffer>& evolutions() const { return m_rows; }
    QStringList chosenIds() const;
    int chosenCount() const { return int(chosenIds().size()); }
    // Bytes of what is chosen now minus what was chosen at first: the Download fact follows.
    qint64 extraBytes() const;
    // What differs from what is installed.
    bool differsFromInstalled() const;
    // auto_apply ones, required ones and what is installed.
    void chooseRecommended();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    static bool isFree(const EvolutionOffer& row) {
        return !row.required && row.blockedBy.isEmpty();
    }
    void choose(const QString& id, bool chosen);
    void announceAll();

    QList<EvolutionOffer> m_rows;
    QList<EvolutionOffer> m_offered;
    Version m_release;
    QString m_product;
};

class EvolutionDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool editorEvent(QEvent* event,
                     QAbstractItemModel* model,
                     const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
};

} // namespace upkeep
