// SPDX-License-Identifier: Apache-2.0
// What Style draws, one function per kind of control; called by Style only.
#pragma once

#include "theme/theme.h"

#include <QStyleOption>

class QPainter;
class QWidget;

namespace upkeep::draw {

TextStyle buttonTextStyle(const QWidget* widget);
void buttonGround(const QStyleOptionButton& option, QPainter& painter, const QWidget* widget);
void buttonLabel(const QStyleOptionButton& option,
                 QPainter& painter,
                 const QWidget* widget,
                 bool mnemonic);
void toolButton(const QStyleOptionToolButton& option, QPainter& painter, const QWidget* widget);
QRect toolButtonMenuRect(const QStyleOptionToolButton& option);

void checkMark(const QStyleOption& option, QPainter& painter);
void radioMark(const QStyleOption& option, QPainter& painter);
void field(const QStyleOption& option, QPainter& painter);
void comboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget);
void comboLabel(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget);

void progressBar(const QStyleOptionProgressBar& option, QPainter& painter);
void scrollBar(const QStyleOptionSlider& option, QPainter& painter, const QRect& thumb);
// A scroll bar without arrow buttons: the groove is the whole of it.
QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl part);
void menuGround(const QRect& rect, QPainter& painter);
void menuItem(const QStyleOptionMenuItem& option, QPainter& painter, bool mnemonic);
void headerLabel(const QStyleOptionHeader& option, QPainter& painter);
void headerSection(const QStyleOptionHeader& option, QPainter& painter);
void itemGround(const QStyleOptionViewItem& option, QPainter& painter);

} // namespace upkeep::draw
