// SPDX-License-Identifier: Apache-2.0
#include "models/component_model.h"

#include "models/row_paint.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "words.h"

#include <QPainter>

namespace upkeep {

void ComponentModel::setComponents(const QList<ComponentStatus>& components,
                                   const QString& product) {
    beginResetModel();
    m_rows = components;
    m_product = product;
    endResetModel();
}

QString ComponentModel::name(int row) const {
    return componentName(m_rows[row].id, m_rows[row].kind, m_product);
}

QString ComponentModel::secondLine(int row) const {
    const ComponentStatus& component = m_rows[row];
    QStringList parts;
    if (componentKindName(component.kind) != name(row))
        parts << componentKindName(component.kind);
    if (component.size > 0)
        parts << formatSize(component.size);
    if (parts.isEmpty() && component.localChanges == 0)
        parts << tr("Nothing stored yet");
    if (component.localChanges > 0)
        parts << tr("%n local change(s)", nullptr, component.localChanges);
    return parts.join(QLatin1String(", "));
}

QString ComponentModel::healthText(int row) const {
    const int issues = m_issues ? m_issues->value(m_rows[row].id) : 0;
    if (issues > 0)
        return tr("%n problem(s)", nullptr, issues);
    return isHealthy(row) ? tr("Healthy") : tr("Needs attention");
}

bool ComponentModel::isHealthy(int row) const {
    return m_issues ? !m_issues->contains(m_rows[row].id) : m_rows[row].healthy;
}

void ComponentModel::setIssues(const std::optional<QList<HealthIssue>>& issues) {
    m_issues.reset();
    if (issues) {
        m_issues.emplace();
        for (const HealthIssue& issue : *issues)
            ++(*m_issues)[issue.component];
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ComponentModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ComponentModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    if (role == Qt::DisplayRole)
        return name(row);
    if (role == Qt::ToolTipRole)
        return m_rows[row].path;
    if (role == Qt::AccessibleTextRole)
        return QStringList{
            name(row), m_rows[row].version.toString(), secondLine(row), healthText(row)}
            .join(QLatin1String(", "));
    return {};
}

void ComponentDelegate::paint(QPainter* painter,
                              const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    const auto& model = static_cast<const ComponentModel&>(*index.model());
    const ComponentStatus& data = model.component(index.row());
    const Theme& theme = Theme::current();
    RowPainter row(*painter, option);
    row.ground();
    row.hairlineAbove(index.row() > 0);
    const int height = option.rect.height();
    row.icon(
        kindIcon(data.kind), theme.colour(Ink::Text2), QRect(px(16), 0, px(20), height), px(20));
    const QString health = model.healthText(index.row());
    const bool healthy = model.isHealthy(index.row());
    const Tone tone = healthy ? Tone::Ok : Tone::Attention;
    const QSize size = badgeSize(health, true);
    int right = option.rect.width() - px(16);
    paintBadge(
        *painter,
        row.visual(
            QRect(right - size.width(), (height - size.height()) / 2, size.width(), size.height())),
        health,
        tone,
        false,
        healthy ? QStringLiteral("check") : QStringLiteral("status-attention"));
    right -= std::max(size.width(), px(130)) + px(8);
    const bool newer = data.latest > data.version;
    const QString version = newer ? ComponentModel::tr("%1, %2 available")
                                        .arg(versionText(data.version), versionText(data.latest))
                                  : versionText(data.version);
    const int versionWidth = std::min(textWidth(version, TextStyle::Body), px(200));
    paintLine(*painter,
              row.visual(QRect(right - versionWidth, 0, versionWidth, height)),
              version,
              TextStyle::Body,
              theme.colour(newer ? Ink::Accent : Ink::Text2),
              Qt::AlignTrailing | Qt::AlignVCenter);
    const int first = lineHeight(TextStyle::Label);
    const int second = lineHeight(TextStyle::Caption);
    const int top = (height - first - second) / 2;
    const int room = right - versionWidth - px(60);
    paintLine(*painter,
              row.visual(QRect(px(48), top, room, first)),
              model.name(index.row()),
              TextStyle::Label,
              theme.colour(Ink::Text));
    paintLine(*painter,
              row.visual(QRect(px(48), top + first, room, second)),
              model.secondLine(index.row()),
              TextStyle::Caption,
              theme.colour(data.localChanges > 0 ? Ink::Attention : Ink::Text2));
    row.focus();
}

QSize ComponentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {px(300), px(56)};
}

} // namespace upkeep
