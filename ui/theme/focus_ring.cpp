// SPDX-License-Identifier: Apache-2.0
#include "theme/focus_ring.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFocusFrame>
#include <QKeyEvent>
#include <QPointer>

namespace upkeep {
namespace {

bool keyboardInUse = false;

bool isFramed(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget);
}

} // namespace

FocusRing::FocusRing(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
    connect(
        qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
}

FocusRing::~FocusRing() {
    delete m_frame;
}

bool FocusRing::isShown() {
    return keyboardInUse;
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    const bool before = keyboardInUse;
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        keyboardInUse = keyboardInUse || key == Qt::Key_Tab || key == Qt::Key_Backtab ||
                        key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left ||
                        key == Qt::Key_Right || key == Qt::Key_Alt;
    } else if (event->type() == QEvent::MouseButtonPress) {
        keyboardInUse = false;
    }
    if (before != keyboardInUse)
        follow(QApplication::focusWidget());
    return QObject::eventFilter(watched, event);
}

void FocusRing::follow(QWidget* widget) {
    const bool framed = keyboardInUse && widget && isFramed(widget);
    if (framed) {
        if (!m_frame)
            m_frame = new QFocusFrame;
        m_frame->setWidget(widget);
    } else if (m_frame) {
        m_frame->setWidget(nullptr);
    }
    if (widget)
        widget->update();
}

} // namespace upkeep
