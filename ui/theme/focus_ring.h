// SPDX-License-Identifier: Apache-2.0
// The accent ring around the control that has the keyboard, shown only while the keyboard is in
// use. Lists draw it inside the current row instead.
#pragma once

#include <QFocusFrame>
#include <QObject>
#include <QPointer>

namespace upkeep {

class FocusRing : public QObject {
    Q_OBJECT

public:
    explicit FocusRing(QObject* parent);
    ~FocusRing() override;
    FocusRing(const FocusRing&) = delete;
    FocusRing& operator=(const FocusRing&) = delete;

    // Whether the last input came from the keyboard; delegates ask.
    static bool isShown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QWidget* widget);

    QPointer<QFocusFrame> m_frame; // lives beside its widget and dies with it
};

} // namespace upkeep
