// SPDX-License-Identifier: Apache-2.0
#include "widgets/empty_state.h"

#include "theme/icons.h"
#include "theme/paint.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace upkeep {
namespace {

class LargePicture : public QWidget {
public:
    LargePicture() { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }
    void setPath(const QString& path) {
        m_path = path;
        update();
    }
    QSize sizeHint() const override { return {px(88), px(88)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.drawPixmap(0, 0, productPicture(m_path, px(88), devicePixelRatioF()));
    }

private:
    QString m_path;
};

// A fact that leads to another page: name at the start, value and chevron at the end.
class FactButton : public QAbstractButton {
public:
    FactButton(QString icon, QString name, QString value, bool leads)
        : m_icon(std::move(icon)), m_name(std::move(name)), m_value(std::move(value)),
          m_leads(leads) {
        setFocusPolicy(leads ? Qt::StrongFocus : Qt::NoFocus);
        setAttribute(Qt::WA_Hover, leads);
        setEnabled(true);
        setAccessibleName(m_name + QLatin1String(": ") + m_value);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {px(400), px(48)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        if (m_leads && underMouse())
            paintRounded(painter,
                         rect().adjusted(px(4), px(4), -px(4), -px(4)),
                         px(6),
                         theme.hover(theme.colour(Ink::Card)));
        const QRect inner = rect().adjusted(px(16), 0, -px(16), 0);
        const auto placed = [&](int x, int width) {
            return QStyle::visualRect(
                layoutDirection(), inner, QRect(inner.x() + x, inner.y(), width, inner.height()));
        };
        paintIcon(painter, m_icon, theme.colour(Ink::Text2), placed(0, px(18)), px(18));
        const int chevron = m_leads ? px(28) : 0;
        const int nameWidth = textWidth(m_name, TextStyle::Body);
        paintLine(
            painter, placed(px(30), nameWidth), m_name, TextStyle::Body, theme.colour(Ink::Text));
        const int valueX = px(30) + nameWidth + px(12);
        paintLine(painter,
                  placed(valueX, inner.width() - valueX - chevron),
                  m_value,
                  TextStyle::Body,
                  theme.colour(Ink::Text2),
                  Qt::AlignTrailing | Qt::AlignVCenter);
        if (m_leads)
            paintIcon(painter,
                      QStringLiteral("chevron-end"),
                      theme.colour(Ink::Text2),
                      placed(inner.width() - px(16), px(16)),
                      px(16));
    }

private:
    QString m_icon;
    QString m_name;
    QString m_value;
    bool m_leads;
};

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), m_picture(new LargePicture), m_icon(new IconLabel({}, Ink::Ok, 24)),
      m_title(new Label(TextStyle::Title)),
      m_line(new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap)), m_button(makeButton({})),
      m_facts(new Card) {
    buildLayout();
}

void EmptyState::buildLayout() {
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addStretch(45);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addSpacing(px(28));
    auto* title = new QHBoxLayout;
    setSpacing(title, 8);
    title->addStretch(1);
    title->addWidget(m_icon);
    title->addWidget(m_title);
    title->addStretch(1);
    column->addLayout(title);
    column->addSpacing(px(4));
    m_line->setAlignment(Qt::AlignHCenter);
    column->addWidget(m_line);
    column->addSpacing(px(20));
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addSpacing(px(40));
    auto* facts = new QHBoxLayout;
    facts->addStretch(1);
    facts->addWidget(m_facts, 20);
    facts->addStretch(1);
    m_facts->setMaximumWidth(px(560));
    column->addLayout(facts);
    column->addStretch(55);
}

void EmptyState::setPicture(const QString& path) {
    static_cast<LargePicture*>(m_picture)->setPath(path);
}

void EmptyState::setText(const QString& icon, Ink ink, const QString& title, const QString& line) {
    m_icon->setIcon(icon, ink);
    m_icon->setVisible(!icon.isEmpty());
    m_title->setText(title);
    m_line->setText(line);
    setAccessibleName(title);
    setAccessibleDescription(line);
}

void EmptyState::clearFacts() {
    m_facts->clearRows();
    m_facts->setVisible(false);
}

void EmptyState::addFact(const QString& icon,
                         const QString& name,
                         const QString& value,
                         const QString& target) {
    auto* row = new FactButton(icon, name, value, !target.isEmpty());
    if (!target.isEmpty())
        connect(
            row, &QAbstractButton::clicked, this, [this, target] { Q_EMIT factChosen(target); });
    m_facts->addRow(row);
    m_facts->setVisible(true);
}

} // namespace upkeep
