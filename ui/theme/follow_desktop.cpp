// SPDX-License-Identifier: Apache-2.0
#include "theme/follow_desktop.h"

#include "system/desktop_look.h"
#include "theme/theme.h"

#include <QApplication>
#include <QWidget>

namespace upkeep {

FollowDesktop::FollowDesktop(DesktopLook& look, QObject* parent) : QObject(parent), m_look(look) {
    connect(&look, &DesktopLook::changed, this, &FollowDesktop::follow);
    follow();
}

void FollowDesktop::follow() {
    const LookWishes wishes = m_look.wishes();
    const ThemeOptions before = Theme::options();
    ThemeOptions after = before;
    after.preferDark = wishes.scheme == LookWishes::Scheme::Dark;
    after.contrast = wishes.highContrast ? Contrast::High : Contrast::Normal;
    after.reducedMotion = wishes.reducedMotion;
    Theme::setOptions(after);
    if (after.preferDark == before.preferDark && after.contrast == before.contrast)
        return;
    // The palette of the platform, worked over by our style once more.
    QApplication::setPalette(QPalette());
    // Colours may differ although the palette is the same: contrast.
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets) {
        QEvent changed(QEvent::ApplicationPaletteChange);
        QCoreApplication::sendEvent(widget, &changed);
        widget->update();
    }
}

} // namespace upkeep
