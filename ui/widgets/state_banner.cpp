// SPDX-License-Identifier: Apache-2.0
#include "widgets/state_banner.h"

#include "theme/icons.h"
#include "theme/paint.h"
#include "widgets/card.h"
#include "widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace upkeep {
namespace {

// The product's picture with the state's disc on its lower trailing corner.
class PictureWithDisc : public QWidget {
public:
    using QWidget::QWidget;

    void present(const QString& path, const QString& icon, Tone tone, bool quiet) {
        m_path = path;
        m_icon = icon;
        m_tone = tone;
        m_quiet = quiet;
        update();
    }
    QSize sizeHint() const override { return {px(55), px(54)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        const QRect box(0, 0, px(48), px(48));
        const QRect picture = QStyle::visualRect(layoutDirection(), rect(), box);
        painter.drawPixmap(picture.topLeft(), productPicture(m_path, px(48), devicePixelRatioF()));
        if (m_icon.isEmpty())
            return;
        const int ring = px(2.5);
        const QRect disc =
            QStyle::visualRect(layoutDirection(), rect(), QRect(px(33), px(32), px(22), px(22)));
        paintRounded(painter,
                     disc.adjusted(-ring, -ring, ring, ring),
                     disc.width() / 2.0 + ring,
                     theme.colour(m_quiet ? Ink::Card : tintOf(m_tone)));
        paintRounded(painter, disc, disc.width() / 2.0, theme.colour(inkOf(m_tone)));
        paintIcon(painter, m_icon, theme.colour(Ink::Card), disc, px(16));
    }

private:
    QString m_path;
    QString m_icon;
    Tone m_tone = Tone::Neutral;
    bool m_quiet = false;
};

} // namespace

StateBanner::StateBanner(QWidget* parent)
    : QFrame(parent), m_picture(new PictureWithDisc),
      m_first(new QBoxLayout(QBoxLayout::LeftToRight)), m_headline(new Label(TextStyle::Headline)),
      m_line(new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap)), m_badge(new Badge),
      m_hairline(new Hairline), m_facts(new FactsRow), m_column(new QVBoxLayout(this)) {
    buildLayout();
}

void StateBanner::buildLayout() {
    setMargins(m_column, 20, 16);
    setSpacing(m_column, 11);
    auto* top = new QHBoxLayout;
    setSpacing(top, 12);
    m_picture->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    top->addWidget(m_picture, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    m_headline->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_first->addWidget(m_headline);
    m_first->addWidget(m_badge, 0, Qt::AlignLeft);
    m_first->addStretch(1);
    words->addStretch(1);
    words->addLayout(m_first);
    words->addWidget(m_line);
    words->addStretch(1);
    top->addLayout(words, 1);
    m_column->addLayout(top);
    m_column->addWidget(m_hairline);
    m_column->addWidget(m_facts);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void StateBanner::setState(const BannerText& text, const QString& picturePath) {
    const bool news = text.headline != m_text.headline;
    m_text = text;
    static_cast<PictureWithDisc*>(m_picture)->present(
        picturePath, text.discIcon, text.tone, text.quiet);
    m_headline->setText(text.headline);
    m_line->setText(text.line);
    m_line->setVisible(!text.line.isEmpty());
    m_badge->setVisible(!text.badge.isEmpty());
    m_badge->setBadge(text.badge, text.badgeTone, !text.quiet, text.badgeIcon);
    m_hairline->setTone(text.quiet ? Tone::Neutral : text.tone);
    m_hairline->setVisible(!text.facts.isEmpty());
    m_facts->setVisible(!text.facts.isEmpty());
    m_facts->setFacts(text.facts, text.quiet ? Tone::Neutral : text.tone);
    placeBadge();
    if (news)
        announce(text.headline);
    update();
}

void StateBanner::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    placeBadge();
}

// Below the headline where both would not fit beside each other: the headline is never cut for it.
void StateBanner::placeBadge() {
    const int room = contentsRect().width() - m_picture->sizeHint().width() - px(20 + 12 + 20);
    const int both = m_headline->sizeHint().width() + px(10) + m_badge->sizeHint().width();
    const bool isBeside = m_text.badge.isEmpty() || both <= room;
    m_first->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    setSpacing(m_first, isBeside ? 10 : 4);
}

void StateBanner::setBelow(QWidget* widget) {
    m_column->addWidget(widget);
}

void StateBanner::announce(const QString& headline) {
    setAccessibleName(headline);
    setAccessibleDescription(m_text.line);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void StateBanner::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    if (m_text.quiet)
        paintRounded(painter, rect(), px(12), theme.colour(Ink::Card), theme.colour(Ink::Line));
    else
        paintRounded(painter, rect(), px(12), theme.colour(tintOf(m_text.tone)));
}

FactsRow::FactsRow(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FactsRow::setFacts(const QList<Fact>& facts, Tone tone) {
    m_facts = facts;
    m_tone = tone;
    QStringList spoken;
    for (const Fact& fact : facts)
        spoken << fact.caption + QLatin1String(": ") + fact.value;
    QStringList more;
    for (const Fact& fact : facts)
        more << fact.more;
    more.removeAll(QString());
    setToolTip(more.join(u'\n'));
    setAccessibleName(spoken.join(QLatin1String(", ")));
    updateGeometry();
    update();
}

QSize FactsRow::sizeHint() const {
    return {px(400), lineHeight(TextStyle::Caption) + lineHeight(TextStyle::Strong) + px(3)};
}

QSize FactsRow::minimumSizeHint() const {
    return {px(160), sizeHint().height()};
}

// The facts there is room for: optional ones give way first, then the last.
QList<Fact> FactsRow::fitting() const {
    QList<Fact> shown = m_facts;
    const qsizetype most = width() >= px(640) ? 4 : width() >= px(420) ? 3 : 2;
    const auto isTooWide = [&] {
        const int room = width() / int(shown.size()) - px(16);
        return std::any_of(shown.begin(), shown.end(), [room](const Fact& fact) {
            return textWidth(fact.value, TextStyle::Strong) > room;
        });
    };
    if (shown.size() > most || isTooWide()) {
        for (Fact& fact : shown)
            fact.value = fact.brief.isEmpty() ? fact.value : fact.brief;
    }
    while (shown.size() > most || (shown.size() > 2 && isTooWide())) {
        const auto optional = std::find_if(
            shown.begin(), shown.end(), [](const Fact& fact) { return fact.optional; });
        shown.erase(optional == shown.end() ? shown.end() - 1 : optional);
    }
    return shown;
}

void FactsRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    update();
}

void FactsRow::paintEvent(QPaintEvent*) {
    if (m_facts.isEmpty())
        return;
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QList<Fact> shown = fitting();
    const int column = width() / int(shown.size());
    const QColor line = m_tone == Tone::Neutral
                            ? theme.colour(Ink::Line)
                            : mix(theme.colour(inkOf(m_tone)), theme.colour(tintOf(m_tone)), 0.16);
    for (int i = 0; i < shown.size(); ++i) {
        const QRect cell(i * column, 0, column, height());
        QRect text = cell.adjusted(i == 0 ? 0 : px(16), 0, -px(8), 0);
        const int first = lineHeight(TextStyle::Caption);
        const QRect caption = QStyle::visualRect(
            layoutDirection(), rect(), QRect(text.x(), text.y(), text.width(), first));
        const QRect value = QStyle::visualRect(
            layoutDirection(),
            rect(),
            QRect(text.x(), text.y() + first + px(2), text.width(), lineHeight(TextStyle::Strong)));
        paintLine(painter, caption, shown[i].caption, TextStyle::Caption, theme.colour(Ink::Text2));
        paintLine(painter, value, shown[i].value, TextStyle::Strong, theme.colour(Ink::Text));
        if (i > 0)
            painter.fillRect(
                QStyle::visualRect(layoutDirection(), rect(), QRect(cell.x(), 0, 1, height())),
                line);
    }
}

} // namespace upkeep
