// SPDX-License-Identifier: Apache-2.0
#include "models/progress_model.h"

#include "models/row_paint.h"
#include "text/format.h"
#include "words.h"

#include <QPainter>

namespace upkeep {

void ProgressModel::setRows(const QList<ProgressRow>& rows) {
    beginResetModel();
    m_rows = rows;
    m_phase = Phase::Check;
    endResetModel();
}

int ProgressModel::indexOf(const QString& id) {
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].id == id)
            return i;
    }
    const int last = int(m_rows.size());
    beginInsertRows({}, last, last);
    ProgressRow row;
    row.id = id;
    row.kind = QStringLiteral("evolution");
    row.name = componentName(id, row.kind, {});
    m_rows.append(row);
    endInsertRows();
    return last;
}

void ProgressModel::take(const Progress& progress) {
    m_phase = progress.phase;
    if (progress.component.isEmpty() || m_rows.isEmpty())
        return;
    const int at = indexOf(progress.component);
    ProgressRow& row = m_rows[at];
    row.done = progress.done;
    row.total = progress.total;
    row.counted = progress.phase == Phase::Download;
    const bool complete = progress.total > 0 && progress.done >= progress.total;
    row.state = complete ? ProgressRow::State::Ready : ProgressRow::State::Running;
    switch (progress.phase) {
    case Phase::Download:
        row.text = complete ? tr("Downloaded and verified") : tr("Downloading");
        break;
    case Phase::Verify:
        row.text = complete ? tr("Verified") : tr("Checking every file");
        break;
    case Phase::Snapshot:
        row.text = complete ? tr("Kept in the snapshot") : tr("Being kept in the snapshot");
        break;
    case Phase::Apply:
        row.text = complete ? tr("Installed") : tr("Being installed");
        break;
    default:
        row.text = complete ? tr("Done") : tr("Being checked");
    }
    Q_EMIT dataChanged(index(at), index(at));
}

int ProgressModel::readyCount() const {
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const ProgressRow& row) {
        return row.state == ProgressRow::State::Ready;
    }));
}

int ProgressModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ProgressModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProgressRow& row = m_rows[index.row()];
    if (role == Qt::DisplayRole)
        return row.name;
    if (role == Qt::AccessibleTextRole)
        return tr("%1, %2", "component, what happens to it").arg(row.name, row.text);
    return {};
}

namespace {

QString bytesText(const ProgressRow& row) {
    if (row.total <= 0 || row.state == ProgressRow::State::Waiting || !row.counted)
        return {};
    if (row.done >= row.total)
        return formatSize(row.total);
    return ProgressModel::tr("%1 of %2").arg(formatSize(row.done), formatSize(row.total));
}

void paintBar(QPainter& painter,
              const QRect& bar,
              const ProgressRow& row,
              Qt::LayoutDirection direction) {
    const Theme& theme = Theme::current();
    const bool ready = row.state == ProgressRow::State::Ready;
    paintRounded(painter, bar, bar.height() / 2.0, theme.colour(Ink::Track));
    const double share = double(row.done) / double(std::max<qint64>(1, row.total));
    QRect filled = bar;
    filled.setWidth(qRound(bar.width() * std::clamp(share, 0.0, 1.0)));
    filled = QStyle::visualRect(direction, bar, filled);
    if (filled.width() > 0)
        paintRounded(
            painter, filled, bar.height() / 2.0, theme.colour(ready ? Ink::Ok : Ink::Accent));
}

} // namespace

void ProgressDelegate::paint(QPainter* painter,
                             const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const auto& model = static_cast<const ProgressModel&>(*index.model());
    const ProgressRow& data = model.row(index.row());
    const Theme& theme = Theme::current();
    RowPainter row(*painter, option);
    row.hairlineAbove(index.row() > 0);
    const int height = option.rect.height();
    row.icon(
        kindIcon(data.kind), theme.colour(Ink::Text2), QRect(px(16), 0, px(20), height), px(20));
    const bool waiting = data.state == ProgressRow::State::Waiting;
    const bool started = !waiting && data.total > 0;
    const int bytesWidth = textWidth(
        tr("%1 of %2").arg(formatSize(88'800'000), formatSize(88'800'000)), TextStyle::Caption);
    const int barWidth = option.rect.width() >= px(440) ? px(132) : px(80);
    const int right = option.rect.width() - px(16);
    int textRight = right;
    if (started) {
        const QRect bytes = row.visual(QRect(right - bytesWidth, 0, bytesWidth, height));
        paintLine(*painter,
                  bytes,
                  bytesText(data),
                  TextStyle::Caption,
                  theme.colour(Ink::Text2),
                  Qt::AlignTrailing | Qt::AlignVCenter);
        const QRect bar = row.visual(
            QRect(right - bytesWidth - px(8) - barWidth, height / 2 - px(2), barWidth, px(4)));
        paintBar(*painter, bar, data, option.direction);
        textRight = right - bytesWidth - barWidth - px(20);
    }
    const int first = lineHeight(TextStyle::Label);
    const int second = lineHeight(TextStyle::Caption);
    const int top = (height - first - second) / 2;
    paintLine(*painter,
              row.visual(QRect(px(48), top, textRight - px(48), first)),
              data.name,
              TextStyle::Label,
              theme.colour(Ink::Text));
    const bool ready = data.state == ProgressRow::State::Ready;
    paintLine(*painter,
              row.visual(QRect(px(48), top + first, textRight - px(48), second)),
              data.text.isEmpty() ? tr("Waiting") : data.text,
              TextStyle::Caption,
              theme.colour(ready ? Ink::Ok : Ink::Text2));
}

QSize ProgressDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {px(300), px(56)};
}

} // namespace upkeep
