// SPDX-License-Identifier: Apache-2.0
#include "models/history_model.h"

#include "models/row_paint.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "words.h"

#include <QPainter>

namespace upkeep {

void HistoryModel::setEvents(const QList<HistoryEvent>& events) {
    beginResetModel();
    m_events = events;
    endResetModel();
}

int HistoryModel::rowOf(const QString& id) const {
    for (int row = 0; row < m_events.size(); ++row) {
        if (m_events[row].id == id)
            return row;
    }
    return -1;
}

int HistoryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_events.size());
}

int HistoryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString HistoryModel::operation(const HistoryEvent& event) {
    const QString name = operationName(event.operation);
    const QString versions = describe(event);
    return versions.isEmpty() ? name : tr("%1 %2", "operation, versions").arg(name, versions);
}

QString HistoryModel::cell(const HistoryEvent& event, int column) {
    switch (column) {
    case TimeColumn:
        return momentLine(event.time, QDateTime::currentDateTime());
    case OperationColumn:
        return operation(event);
    case TriggerColumn:
        return triggerText(event.trigger);
    case ResultColumn:
        return resultName(event.result);
    case TookColumn:
        return event.seconds > 0 ? formatDuration(event.seconds) : QString();
    default:
        return {};
    }
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HistoryEvent& event = m_events[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return cell(event, index.column());
    case ResultIdRole:
        return event.result;
    case OperationIdRole:
        return event.operation;
    case Qt::ToolTipRole:
        if (!event.kept.isEmpty())
            return describeKept(event.kept);
        return event.errorCause.isEmpty() ? QVariant() : QVariant(event.errorCause);
    case Qt::AccessibleTextRole:
        return index.column() == MarkColumn ? resultName(event.result)
                                            : cell(event, index.column());
    case SearchRole: {
        QStringList all;
        for (int column = 0; column < ColumnCount; ++column)
            all << cell(event, column);
        return (all << event.kept << event.errorId << event.errorCause).join(QLatin1Char(' '));
    }
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (section == TookColumn ? Qt::AlignTrailing : Qt::AlignLeading));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case OperationColumn:
        return tr("Operation");
    case TriggerColumn:
        return tr("Started by");
    case ResultColumn:
        return tr("Result");
    case TookColumn:
        return tr("Took");
    default:
        return QString();
    }
}

void HistoryFilter::setText(const QString& text) {
    m_text = text;
    invalidateFilter();
}

void HistoryFilter::setResult(const QString& id) {
    m_result = id;
    invalidateFilter();
}

void HistoryFilter::setOperation(const QString& id) {
    m_operation = id;
    invalidateFilter();
}

bool HistoryFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_result.isEmpty() && index.data(HistoryModel::ResultIdRole).toString() != m_result)
        return false;
    if (!m_operation.isEmpty() &&
        index.data(HistoryModel::OperationIdRole).toString() != m_operation)
        return false;
    return m_text.isEmpty() ||
           index.data(HistoryModel::SearchRole).toString().contains(m_text, Qt::CaseInsensitive);
}

void HistoryDelegate::paint(QPainter* painter,
                            const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    RowPainter row(*painter, option);
    row.ground();
    row.hairlineBelow();
    const QString text = index.data(Qt::DisplayRole).toString();
    const Look look = resultLook(index.data(HistoryModel::ResultIdRole).toString());
    const QRect inner(0, 0, option.rect.width() - px(4), option.rect.height());
    switch (index.column()) {
    case HistoryModel::MarkColumn:
        row.icon(look.icon,
                 theme.colour(inkOf(look.tone)),
                 QRect(px(14), 0, px(20), option.rect.height()),
                 px(18));
        break;
    case HistoryModel::ResultColumn: {
        const QSize size = badgeSize(text);
        const QRect badge(inner.x(),
                          (option.rect.height() - size.height()) / 2,
                          std::min(size.width(), inner.width()),
                          size.height());
        paintBadge(*painter, row.visual(badge), text, look.tone);
        break;
    }
    case HistoryModel::TookColumn:
        paintLine(*painter,
                  row.visual(inner),
                  text,
                  TextStyle::Body,
                  theme.colour(Ink::Text2),
                  Qt::AlignTrailing | Qt::AlignVCenter);
        break;
    case HistoryModel::MoreColumn:
        row.icon(QStringLiteral("chevron-end"),
                 theme.colour(Ink::Text2),
                 QRect(px(4), 0, px(16), option.rect.height()),
                 px(16));
        break;
    default: {
        const bool first = index.column() == HistoryModel::OperationColumn;
        paintLine(*painter,
                  row.visual(inner),
                  text,
                  first ? TextStyle::Label : TextStyle::Body,
                  theme.colour(first ? Ink::Text : Ink::Text2));
    }
    }
    if (index.column() == HistoryModel::OperationColumn)
        row.focus();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const QString text = index.data(Qt::DisplayRole).toString();
    return {textWidth(text, TextStyle::Body) + px(28), px(35)};
}

} // namespace upkeep
