// SPDX-License-Identifier: Apache-2.0
#include "models/difference_model.h"

#include "models/row_paint.h"
#include "text/format.h"
#include "words.h"

#include <QPainter>

namespace upkeep {
namespace {

// A group's index carries 0, an entry's its group's row plus one.
constexpr quintptr groupId = 0;

Tone toneOf(Difference difference) {
    switch (difference) {
    case Difference::Added:
        return Tone::Ok;
    case Difference::Removed:
        return Tone::Error;
    case Difference::Changed:
    case Difference::Permissions:
        return Tone::Attention;
    case Difference::Same:
        break;
    }
    return Tone::Neutral;
}

} // namespace

QString DifferenceModel::letter(Difference difference) {
    switch (difference) {
    case Difference::Added:
        return QStringLiteral("+");
    case Difference::Removed:
        return QStringLiteral("-");
    case Difference::Changed:
        return QStringLiteral("~");
    case Difference::Permissions:
        return QStringLiteral("p");
    case Difference::Same:
        break;
    }
    return {};
}

void DifferenceModel::setComparison(const Comparison& comparison,
                                    const QList<ComponentStatus>& components,
                                    const QString& product) {
    m_all.clear();
    for (const DifferenceEntry& entry : comparison.entries) {
        // Our own record changes with every update and says nothing to people.
        if (entry.difference != Difference::Same &&
            !entry.path.bytes().startsWith(".upkeep-installed/"))
            m_all.append(entry);
    }
    m_components = components;
    m_product = product;
    rebuild();
}

void DifferenceModel::setFilter(std::optional<Difference> difference, const QString& text) {
    m_filter = difference;
    m_text = text;
    rebuild();
}

int DifferenceModel::count(std::optional<Difference> difference) const {
    if (!difference)
        return int(m_all.size());
    return int(
        std::count_if(m_all.begin(), m_all.end(), [difference](const DifferenceEntry& entry) {
            return entry.difference == *difference;
        }));
}

// Every component stands there, also one without a difference: "same" is an answer too.
void DifferenceModel::rebuild() {
    beginResetModel();
    m_groups.clear();
    for (const ComponentStatus& component : std::as_const(m_components))
        m_groups.append({component.id,
                         component.kind,
                         componentName(component.id, component.kind, m_product),
                         {}});
    for (const DifferenceEntry& entry : std::as_const(m_all)) {
        const bool wanted =
            (!m_filter || entry.difference == *m_filter) &&
            (m_text.isEmpty() || entry.path.display().contains(m_text, Qt::CaseInsensitive));
        if (!wanted)
            continue;
        auto group = std::find_if(m_groups.begin(), m_groups.end(), [&](const Group& candidate) {
            return candidate.component == entry.component;
        });
        if (group == m_groups.end()) {
            m_groups.append(
                {entry.component, {}, componentName(entry.component, {}, m_product), {}});
            group = m_groups.end() - 1;
        }
        group->entries.append(entry);
    }
    endResetModel();
}

const DifferenceEntry* DifferenceModel::entryAt(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == groupId)
        return nullptr;
    return &m_groups[int(index.internalId()) - 1].entries[index.row()];
}

QModelIndex DifferenceModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, groupId);
    return createIndex(row, column, quintptr(parent.row()) + 1);
}

QModelIndex DifferenceModel::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == groupId)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, groupId);
}

int DifferenceModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return int(m_groups.size());
    if (parent.column() > 0 || parent.internalId() != groupId)
        return 0;
    return int(m_groups[parent.row()].entries.size());
}

int DifferenceModel::columnCount(const QModelIndex&) const {
    return 1;
}

QString DifferenceModel::groupState(const Group& group) {
    int counts[3] = {};
    for (const DifferenceEntry& entry : group.entries) {
        const bool changed =
            entry.difference == Difference::Changed || entry.difference == Difference::Permissions;
        ++counts[changed ? 0 : entry.difference == Difference::Added ? 1 : 2];
    }
    QStringList parts;
    if (counts[0] > 0)
        parts << tr("%n changed", nullptr, counts[0]);
    if (counts[1] > 0)
        parts << tr("%n added", nullptr, counts[1]);
    if (counts[2] > 0)
        parts << tr("%n removed", nullptr, counts[2]);
    return parts.isEmpty() ? tr("same") : parts.join(QLatin1String(", "));
}

QString DifferenceModel::entryState(const DifferenceEntry& entry) {
    switch (entry.difference) {
    case Difference::Added:
        return tr("added, %1").arg(formatSize(entry.newSize));
    case Difference::Removed:
        return tr("removed, %1").arg(formatSize(entry.oldSize));
    case Difference::Changed:
        return entry.oldSize == entry.newSize
                   ? tr("changed, %1").arg(formatSize(entry.newSize))
                   : tr("%1, was %2").arg(formatSize(entry.newSize), formatSize(entry.oldSize));
    case Difference::Permissions:
        return tr("permissions");
    case Difference::Same:
        break;
    }
    return tr("same");
}

QVariant DifferenceModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DifferenceEntry* entry = entryAt(index);
    const Group& group = m_groups[entry ? int(index.internalId()) - 1 : index.row()];
    const QString name = entry ? entry->path.display() : group.name;
    const QString state = entry ? entryState(*entry) : groupState(group);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return name;
    case StateRole:
        return state;
    case KindRole:
        return entry ? QString() : group.kind;
    case DifferenceRole:
        return entry ? int(entry->difference) : int(Difference::Same);
    case Qt::AccessibleTextRole:
        return tr("%1, %2", "file, its state").arg(name, state);
    default:
        return {};
    }
}

void DifferenceDelegate::paint(QPainter* painter,
                               const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    RowPainter row(*painter, option);
    row.ground();
    const bool isFile = index.parent().isValid();
    const auto difference = Difference(index.data(DifferenceModel::DifferenceRole).toInt());
    const int height = option.rect.height();
    const QString icon = isFile ? QStringLiteral("report")
                                : kindIcon(index.data(DifferenceModel::KindRole).toString());
    row.icon(icon, theme.colour(Ink::Text2), QRect(px(4), 0, px(16), height), px(16));
    int right = option.rect.width() - px(16);
    if (isFile) {
        const QRect mark = row.visual(QRect(right - px(12), 0, px(12), height));
        paintLine(*painter,
                  mark,
                  DifferenceModel::letter(difference),
                  TextStyle::Strong,
                  theme.colour(inkOf(toneOf(difference))),
                  Qt::AlignCenter);
    }
    right -= px(24);
    const QString state = index.data(DifferenceModel::StateRole).toString();
    const int stateWidth = std::min(textWidth(state, TextStyle::Caption), option.rect.width() / 2);
    paintLine(*painter,
              row.visual(QRect(right - stateWidth, 0, stateWidth, height)),
              state,
              TextStyle::Caption,
              theme.colour(Ink::Text2),
              Qt::AlignTrailing | Qt::AlignVCenter);
    const QRect name = row.visual(QRect(px(28), 0, right - stateWidth - px(36), height));
    paintLine(*painter,
              name,
              index.data(Qt::DisplayRole).toString(),
              TextStyle::Body,
              theme.colour(Ink::Text),
              Qt::AlignLeading | Qt::AlignVCenter,
              Qt::ElideMiddle);
    row.focus();
}

QSize DifferenceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {px(200), px(28)};
}

} // namespace upkeep
