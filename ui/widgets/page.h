// SPDX-License-Identifier: Apache-2.0
// The frame every page shares: title and quiet buttons, content, and the fixed action bar with the
// way out at its leading and the choices at its trailing edge.
#pragma once

#include "theme/theme.h"

#include <QAbstractButton>
#include <QWidget>

class QBoxLayout;
class QHBoxLayout;
class QVBoxLayout;
class QButtonGroup;
class QScrollArea;
class QToolButton;

namespace upkeep {

class Label;

class ActionBar : public QWidget {
    Q_OBJECT

public:
    explicit ActionBar(QWidget* parent = nullptr);
    void addLeading(QWidget* widget);
    void addTrailing(QWidget* widget);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeEdges();
    bool startsFlat() const;

    QPoint m_edges; // leading and trailing, as designed
    QBoxLayout* m_across;
    QHBoxLayout* m_leading;
    QHBoxLayout* m_trailing;
};

class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(const QString& title, QWidget* parent = nullptr);

    void addToTitle(QWidget* widget);
    // Narrow windows show these buttons by their icons only.
    void addTitleButton(QToolButton* button);
    // Above the title (the strip of the first start).
    void setAbove(QWidget* widget);
    QVBoxLayout* content() { return m_content; }
    void setActionBar(ActionBar* bar);
    // What scrolls runs out at the lower edge of the window.
    void setRunsOut() { m_runsOut = true; }
    // A link or button of this page asks for another page.
    Q_SIGNAL void pageWanted(const QString& name);
    // ... or for the report, which the history writes.
    Q_SIGNAL void reportWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QVBoxLayout* m_outer;
    QVBoxLayout* m_body;
    QHBoxLayout* m_titleRow;
    QVBoxLayout* m_content;
    QList<QToolButton*> m_titleButtons;
    bool m_runsOut = false;
};

// Two columns beside each other from 760 px of content on; below that one at a time, chosen by a
// segmented switch.
class SegmentedPages : public QWidget {
    Q_OBJECT

public:
    explicit SegmentedPages(QWidget* parent = nullptr);
    void addSegment(const QString& text);
    void setSegmentText(int index, const QString& text);
    int current() const;
    void setCurrent(int index);
    Q_SIGNAL void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QHBoxLayout* m_across;
    QButtonGroup* m_group;
};

// A scroll area without a frame whose content is as wide as the page.
QScrollArea* makeScroll(QWidget* content);

} // namespace upkeep
