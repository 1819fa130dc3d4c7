// SPDX-License-Identifier: Apache-2.0
#include "dialogs/dialog_frame.h"

#include "theme/paint.h"
#include "widgets/label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace upkeep {
namespace {

// Dims the parent while its dialog is open.
class Veil : public QWidget {
public:
    explicit Veil(QWidget* parent) : QWidget(parent) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        resize(parent->size());
        parent->installEventFilter(this);
        show();
        raise();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QColor shade = theme.isDark() ? QColor(Qt::black) : theme.colour(Ink::Text);
        shade.setAlphaF(theme.isDark() ? 0.50F : 0.28F);
        QPainter(this).fillRect(rect(), shade);
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Resize)
            resize(parentWidget()->size());
        return QWidget::eventFilter(watched, event);
    }
};

} // namespace

QWidget* veilOver(QWidget* window) {
    return new Veil(window);
}

DialogFrame::DialogFrame(const QString& headline, const QString& line, QWidget* parent)
    : QDialog(parent), m_headline(new Label(TextStyle::Headline, Ink::Text, Label::Fit::Wrap)),
      m_line(new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap)), m_content(new QVBoxLayout),
      m_foot(new QWidget), m_leading(new QHBoxLayout), m_trailing(new QHBoxLayout) {
    setWindowModality(Qt::WindowModal);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* body = new QVBoxLayout;
    setMargins(body, 24, 24, 24, 20);
    setSpacing(body, 4);
    body->addWidget(m_headline);
    body->addWidget(m_line);
    body->addSpacing(px(12));
    setSpacing(m_content, 12);
    body->addLayout(m_content, 1);
    outer->addLayout(body, 1);
    auto* across = new QHBoxLayout(m_foot);
    setMargins(across, 20, 14);
    setSpacing(across, 8);
    setSpacing(m_leading, 8);
    setSpacing(m_trailing, 8);
    across->addLayout(m_leading);
    across->addStretch(1);
    across->addLayout(m_trailing);
    outer->addWidget(m_foot);
    setHeadline(headline, line);
}

DialogFrame::~DialogFrame() {
    delete m_veil;
}

void DialogFrame::setHeadline(const QString& headline, const QString& line) {
    m_headline->setText(headline);
    m_line->setText(line);
    m_line->setVisible(!line.isEmpty());
    setWindowTitle(headline);
    setAccessibleName(headline);
    setAccessibleDescription(line);
}

QPushButton* DialogFrame::addLeading(QPushButton* button) {
    m_leading->addWidget(button);
    return button;
}

QPushButton* DialogFrame::addTrailing(QPushButton* button) {
    m_trailing->addWidget(button);
    return button;
}

void DialogFrame::showEvent(QShowEvent* event) {
    if (parentWidget() && !m_veil)
        m_veil = veilOver(parentWidget()->window());
    QDialog::showEvent(event);
}

void DialogFrame::hideEvent(QHideEvent* event) {
    delete m_veil;
    QDialog::hideEvent(event);
}

void DialogFrame::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(QRect(0, m_foot->y(), width(), 1), theme.colour(Ink::Line));
}

} // namespace upkeep
