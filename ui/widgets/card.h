// SPDX-License-Identifier: Apache-2.0
// A white ground with a line and round corners; an optional head with title, caption and link; rows
// divided by hairlines.
#pragma once

#include "theme/theme.h"

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace upkeep {

class Label;

class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(QWidget* parent = nullptr);

    // The head comes first; asked for when it is needed.
    void setTitle(const QString& title);
    // Where a switch above says it already.
    void setTitleShown(bool shown);
    void setCaption(const QString& caption);
    void setTrailingCaption(const QString& caption);
    // Without it, head and body are one.
    void setHeadLine(bool lined);
    // At the head's end: a link, a small control.
    void addToHead(QWidget* widget);
    // A row with a hairline above it unless it is the first.
    void addRow(QWidget* row);
    // Everything below the head, without padding or hairlines.
    void setBody(QWidget* body);
    void clearRows();
    // After rows were hidden or shown: no hairline without a row below and one above it.
    void followRows();
    QVBoxLayout* column() { return m_column; }
    void setGround(Ink ground, bool lined);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void ensureHead();

    QVBoxLayout* m_column;
    QVBoxLayout* m_rows;
    QWidget* m_head = nullptr;
    QHBoxLayout* m_headRow = nullptr;
    QWidget* m_headLine = nullptr;
    bool m_lineWanted = true;
    Label* m_title = nullptr;
    Label* m_caption = nullptr;
    Label* m_trailing = nullptr;
    Ink m_ground = Ink::Card;
    bool m_lined = true;
};

// A hairline between two rows.
class Hairline : public QWidget {
    Q_OBJECT

public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr);
    // On a tint the line is a shade of the tint's own colour.
    void setTone(Tone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Neutral;
};

// Icon, strong line, a caption below that may wrap, an optional widget at the end.
QWidget* makeTextRow(const QString& icon,
                     Ink iconInk,
                     const QString& title,
                     const QString& caption,
                     QWidget* trailing = nullptr);
// A tinted note inside a page: icon, strong words, text.
Card* makeNote(Tone tone, const QString& icon, const QString& strong, const QString& text);
// Removes and deletes everything in a layout.
void clearLayout(class QLayout* layout);

} // namespace upkeep
