// SPDX-License-Identifier: Apache-2.0
#include "models/snapshot_model.h"

#include "models/row_paint.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "words.h"

#include <QPainter>

namespace upkeep {

void SnapshotModel::setSnapshots(const QList<SnapshotSummary>& snapshots,
                                 const Version& installed) {
    beginResetModel();
    m_rows = snapshots;
    m_installed = installed;
    endResetModel();
}

const SnapshotSummary* SnapshotModel::snapshotAt(int row) const {
    return row >= 1 && row <= m_rows.size() ? &m_rows[row - 1] : nullptr;
}

const SnapshotSummary* SnapshotModel::find(const QString& id) const {
    for (const SnapshotSummary& snapshot : m_rows) {
        if (snapshot.id == id)
            return &snapshot;
    }
    return nullptr;
}

QString SnapshotModel::title(const SnapshotSummary& snapshot) {
    return momentLine(snapshot.time, QDateTime::currentDateTime());
}

QString SnapshotModel::reason(const SnapshotSummary& snapshot) {
    if (snapshot.damaged)
        return tr("Damaged, not whole");
    return snapshot.description.isEmpty() ? snapshotReasonName(snapshot.reason)
                                          : snapshot.description;
}

int SnapshotModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size()) + 1;
}

QString SnapshotModel::spoken(int row) const {
    const SnapshotSummary* snapshot = snapshotAt(row);
    if (!snapshot)
        return tr("Now, version %1").arg(m_installed.toString());
    QStringList parts{title(*snapshot),
                      tr("version %1").arg(snapshot->version.toString()),
                      reason(*snapshot),
                      formatSize(snapshot->ownSize)};
    if (snapshot->pinned)
        parts << tr("pinned");
    if (snapshot->verified.isValid())
        parts << tr("verified");
    return parts.join(QLatin1String(", "));
}

QVariant SnapshotModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SnapshotSummary* snapshot = snapshotAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return snapshot ? title(*snapshot) : tr("Now");
    case IdRole:
        return snapshot ? snapshot->id : QString();
    case Qt::AccessibleTextRole:
    case SearchRole:
        return spoken(index.row());
    case Qt::ToolTipRole:
        if (!snapshot)
            return {};
        return tr("%1 files, %2; of its own %3")
            .arg(snapshot->files)
            .arg(formatSize(snapshot->size), formatSize(snapshot->ownSize));
    default:
        return {};
    }
}

namespace {

struct RowTexts {
    QString icon;
    Ink iconInk = Ink::Text2;
    QString title;
    QString version;
    QString second;
    Ink secondInk = Ink::Text2;
    QString size;
    bool pinned = false;
    bool verified = false;
};

RowTexts textsOf(const SnapshotModel& model, int row) {
    const SnapshotSummary* snapshot = model.snapshotAt(row);
    if (!snapshot)
        return {QStringLiteral("status-current"),
                Ink::Accent,
                SnapshotModel::tr("Now"),
                versionText(model.installed()),
                SnapshotModel::tr("In use"),
                Ink::Text2,
                {},
                false,
                false};
    RowTexts texts;
    texts.icon = QStringLiteral("page-snapshots");
    texts.title = SnapshotModel::title(*snapshot);
    texts.version = versionText(snapshot->version);
    texts.second = SnapshotModel::reason(*snapshot);
    texts.size = formatSize(snapshot->ownSize);
    texts.pinned = snapshot->pinned;
    texts.verified = snapshot->verified.isValid() && !snapshot->damaged;
    if (snapshot->damaged) {
        texts.icon = QStringLiteral("status-attention");
        texts.iconInk = Ink::Error;
        texts.secondInk = Ink::Error;
    }
    return texts;
}

} // namespace

void SnapshotDelegate::paint(QPainter* painter,
                             const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const auto* proxy = qobject_cast<const QSortFilterProxyModel*>(index.model());
    const auto& model =
        static_cast<const SnapshotModel&>(proxy ? *proxy->sourceModel() : *index.model());
    const RowTexts texts = textsOf(model, proxy ? proxy->mapToSource(index).row() : index.row());
    const Theme& theme = Theme::current();
    RowPainter row(*painter, option);
    row.ground();
    row.hairlineBelow();
    const bool selected = option.state & QStyle::State_Selected;
    const int height = option.rect.height();
    row.icon(texts.icon,
             theme.colour(selected && texts.iconInk == Ink::Text2 ? Ink::Accent : texts.iconInk),
             QRect(px(14), 0, px(18), height),
             px(18));
    int right = option.rect.width() - px(14);
    if (texts.verified)
        row.icon(QStringLiteral("verify"),
                 theme.colour(Ink::Ok),
                 QRect(right - px(18), 0, px(18), height),
                 px(18));
    right -= px(28);
    const int sizeWidth = textWidth(texts.size, TextStyle::Body);
    paintLine(*painter,
              row.visual(QRect(right - sizeWidth, 0, sizeWidth, height)),
              texts.size,
              TextStyle::Body,
              theme.colour(Ink::Text2));
    const int textX = px(44);
    const int room = right - sizeWidth - px(8) - textX;
    const int first = lineHeight(TextStyle::Strong);
    const int top = (height - first - lineHeight(TextStyle::Body)) / 2;
    const int titleWidth = std::min(room, textWidth(texts.title, TextStyle::Strong));
    paintLine(*painter,
              row.visual(QRect(textX, top, titleWidth, first)),
              texts.title,
              TextStyle::Strong,
              theme.colour(Ink::Text));
    const int versionX = textX + titleWidth + px(8);
    const int versionWidth = textWidth(texts.version, TextStyle::Caption);
    if (versionX + versionWidth <= textX + room)
        paintLine(*painter,
                  row.visual(QRect(versionX, top, versionWidth, first)),
                  texts.version,
                  TextStyle::Caption,
                  theme.colour(Ink::Text2));
    if (texts.pinned)
        row.icon(QStringLiteral("status-pinned"),
                 theme.colour(Ink::Attention),
                 QRect(versionX + versionWidth + px(6), top, px(16), first),
                 px(16));
    paintLine(*painter,
              row.visual(QRect(textX, top + first, room, lineHeight(TextStyle::Body))),
              texts.second,
              TextStyle::Body,
              theme.colour(texts.secondInk));
    row.focus();
}

QSize SnapshotDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {px(200), px(58)};
}

} // namespace upkeep
