// SPDX-License-Identifier: Apache-2.0
// The one loud thing of a page: what the state is, in the state's tint, with facts or progress
// below. One instance per page; changes are announced to screen readers.
#pragma once

#include "theme/theme.h"

#include <QFrame>
#include <QList>

class QBoxLayout;
class QVBoxLayout;

namespace upkeep {

class Badge;
class FactsRow;
class Hairline;
class Label;

struct Fact {
    QString caption;
    QString value;
    bool optional = false; // left out first where there is no room
    QString brief;         // the value in fewer words
    QString more = {};     // lines shown where the pointer rests on the facts
};

struct BannerText {
    Tone tone = Tone::Neutral;
    QString discIcon; // the state, on the product's picture
    QString headline;
    QString line;
    QString badge;
    Tone badgeTone = Tone::Neutral;
    QString badgeIcon;
    QList<Fact> facts;  // most important first: narrow windows leave out the last ones
    bool quiet = false; // a plain card instead of a tint
};

class StateBanner : public QFrame {
    Q_OBJECT

public:
    explicit StateBanner(QWidget* parent = nullptr);

    void setState(const BannerText& text, const QString& picturePath);
    // A widget below the hairline in place of facts (progress).
    void setBelow(QWidget* widget);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void placeBadge();
    void announce(const QString& headline);

    BannerText m_text;
    QWidget* m_picture;
    QBoxLayout* m_first; // headline and badge
    Label* m_headline;
    Label* m_line;
    Badge* m_badge;
    Hairline* m_hairline;
    FactsRow* m_facts;
    QVBoxLayout* m_column;
};

// Captions over strong values, hairlines between; as many as fit side by side.
class FactsRow : public QWidget {
    Q_OBJECT

public:
    explicit FactsRow(QWidget* parent = nullptr);
    void setFacts(const QList<Fact>& facts, Tone tone);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QList<Fact> fitting() const;

    QList<Fact> m_facts;
    Tone m_tone = Tone::Neutral;
};

} // namespace upkeep
