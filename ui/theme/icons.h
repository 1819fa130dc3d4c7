// SPDX-License-Identifier: Apache-2.0
// Our SVG icons (LOOKS section 4), tinted with a colour role, mirrored in right-to-left where their
// direction has a meaning, cached by name, size and colour.
#pragma once

#include "theme/colours.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

namespace upkeep {

// `name` is the file name without ".svg". `size` in logical pixels.
QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio);
// Follows palette and direction; for buttons, menus and anything else that takes a QIcon.
QIcon themedIcon(const QString& name, Ink ink = Ink::Text);
// Paints the icon centred in `rect`, `size` logical pixels wide.
void paintIcon(
    QPainter& painter, const QString& name, const QColor& colour, const QRect& rect, int size);
// For a panel, whose colour nobody tells: in the desktop's own text colour, with a thin seam of the
// opposite one, so that it is seen on either ground.
QPixmap panelPixmap(const QString& name, int pixels);
// A product's own picture in its colours: a file of the product, or ours.
QPixmap productPicture(const QString& path, int size, qreal devicePixelRatio);

} // namespace upkeep
