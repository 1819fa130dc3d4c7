// SPDX-License-Identifier: Apache-2.0
// The frame of all dialogs: headline and line, content, a foot with the way out first and the deed
// last. Window modal, over a veil on its parent.
#pragma once

#include "theme/theme.h"

#include <QDialog>
#include <QPointer>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace upkeep {

class Label;

// Dims a window while its dialog is open; deleted by who asked for it.
QWidget* veilOver(QWidget* window);

class DialogFrame : public QDialog {
    Q_OBJECT

public:
    DialogFrame(const QString& headline, const QString& line, QWidget* parent);
    ~DialogFrame() override;
    DialogFrame(const DialogFrame&) = delete;
    DialogFrame& operator=(const DialogFrame&) = delete;

    void setHeadline(const QString& headline, const QString& line);
    QVBoxLayout* content() { return m_content; }
    QPushButton* addLeading(QPushButton* button);
    QPushButton* addTrailing(QPushButton* button);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_headline;
    Label* m_line;
    QVBoxLayout* m_content;
    QWidget* m_foot;
    QHBoxLayout* m_leading;
    QHBoxLayout* m_trailing;
    QPointer<QWidget> m_veil;
};

} // namespace upkeep
