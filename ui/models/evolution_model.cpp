// SPDX-License-Identifier: Apache-2.0
#include "models/evolution_model.h"

#include "models/row_paint.h"
#include "text/format.h"
#include "text/offer_text.h"

#include <QKeyEvent>
#include <QPainter>

namespace upkeep {

void EvolutionModel::setEvolutions(const QList<EvolutionOffer>& evolutions,
                                   const Version& release,
                                   const QString& product) {
    beginResetModel();
    m_rows = evolutions;
    m_offered = evolutions;
    m_release = release;
    m_product = product;
    endResetModel();
    Q_EMIT choiceChanged();
}

QStringList EvolutionModel::chosenIds() const {
    QStringList ids;
    for (const EvolutionOffer& row : m_rows) {
        if (row.chosen || row.required)
            ids << row.id;
    }
    return ids;
}

qint64 EvolutionModel::extraBytes() const {
    qint64 extra = 0;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].chosen != m_offered[i].chosen && !m_rows[i].installed)
            extra += m_rows[i].chosen ? m_rows[i].size : -m_rows[i].size;
    }
    return extra;
}

bool EvolutionModel::differsFromInstalled() const {
    return std::any_of(m_rows.begin(), m_rows.end(), [](const EvolutionOffer& row) {
        return (row.chosen || row.required) != row.installed;
    });
}

void EvolutionModel::chooseRecommended() {
    for (EvolutionOffer& row : m_rows) {
        if (isFree(row))
            row.chosen = row.autoApply || row.installed;
    }
    announceAll();
}

// Choosing one brings what it needs and drops what it cannot live with; dropping one drops what
// needs it.
void EvolutionModel::choose(const QString& id, bool chosen) {
    for (EvolutionOffer& row : m_rows) {
        if (row.id == id && isFree(row))
            row.chosen = chosen;
    }
    for (const EvolutionOffer& row : std::as_const(m_rows)) {
        if (chosen && row.id == id) {
            for (const QString& needed : row.needs) {
                if (!chosenIds().contains(needed))
                    choose(needed, true);
            }
            for (const QString& other : row.conflicts) {
                if (chosenIds().contains(other))
                    choose(other, false);
            }
        }
        if (!chosen && row.chosen && row.needs.contains(id))
            choose(row.id, false);
    }
}

void EvolutionModel::announceAll() {
    if (m_rows.isEmpty())
        return;
    Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    Q_EMIT choiceChanged();
}

int EvolutionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant EvolutionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EvolutionOffer& row = m_rows[index.row()];
    const QString second = describe(row, m_release, m_product);
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return row.name;
    case Qt::ToolTipRole:
    case SecondLineRole:
        return second;
    case SizeRole:
        return row.installed ? tr("Installed") : row.size > 0 ? formatSize(row.size) : QString();
    case Qt::CheckStateRole:
        return row.chosen || row.required ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3", "evolution, reason, size")
            .arg(row.name, second, formatSize(row.size));
    default:
        return {};
    }
}

bool EvolutionModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        !isFree(m_rows[index.row()]))
        return false;
    choose(m_rows[index.row()].id, value.toInt() == Qt::Checked);
    announceAll();
    return true;
}

Qt::ItemFlags EvolutionModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    // A locked row stays reachable, so that a reader can tell why it is locked.
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren | Qt::ItemIsEnabled;
    if (isFree(m_rows[index.row()]))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

void EvolutionDelegate::paint(QPainter* painter,
                              const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    const bool free = index.flags() & Qt::ItemIsUserCheckable;
    const bool chosen = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    RowPainter row(*painter, option);
    row.ground(false);
    row.hairlineAbove(index.row() > 0);
    QStyleOptionButton mark;
    mark.state = (free ? QStyle::State_Enabled : QStyle::State_None) |
                 (chosen ? QStyle::State_On : QStyle::State_Off);
    mark.rect = row.visual(QRect(px(16), px(6), px(16), px(18)));
    option.widget->style()->drawPrimitive(
        QStyle::PE_IndicatorCheckBox, &mark, painter, option.widget);
    const QString size = index.data(EvolutionModel::SizeRole).toString();
    const int sizeWidth = textWidth(size, TextStyle::Caption);
    const int textX = px(42);
    const int right = option.rect.width() - px(16);
    const int first = lineHeight(TextStyle::Label);
    const QRect sizeRect = row.visual(QRect(right - sizeWidth, px(5), sizeWidth, first));
    paintLine(*painter, sizeRect, size, TextStyle::Caption, theme.colour(Ink::Text2));
    const QRect name = row.visual(QRect(textX, px(5), right - sizeWidth - textX - px(8), first));
    paintLine(*painter,
              name,
              index.data(EvolutionModel::NameRole).toString(),
              TextStyle::Label,
              theme.colour(free || chosen ? Ink::Text : Ink::Disabled));
    const QRect second =
        row.visual(QRect(textX, px(5) + first, right - textX, lineHeight(TextStyle::Caption)));
    paintLine(*painter,
              second,
              index.data(EvolutionModel::SecondLineRole).toString(),
              TextStyle::Caption,
              theme.colour(Ink::Text2));
    row.focus();
}

QSize EvolutionDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    const int lines = lineHeight(TextStyle::Label) + lineHeight(TextStyle::Caption);
    return {px(200), std::max(px(45), lines + px(11))};
}

// The whole row toggles, not only the small box.
bool EvolutionDelegate::editorEvent(QEvent* event,
                                    QAbstractItemModel* model,
                                    const QStyleOptionViewItem&,
                                    const QModelIndex& index) {
    const bool click = event->type() == QEvent::MouseButtonRelease;
    const bool space =
        event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (!(click || space) || !(index.flags() & Qt::ItemIsUserCheckable))
        return false;
    const bool chosen = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, chosen ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace upkeep
