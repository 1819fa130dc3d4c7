// SPDX-License-Identifier: Apache-2.0
// Every piece of text a widget paints, with the room it was given: what a person reads, whether it
// comes from a label, a delegate or a painter's own hand.
#pragma once

#include <QList>
#include <QRectF>
#include <QString>

class QWidget;

namespace upkeep::test {

struct DrawnText {
    QString text; // one run: a line may be several
    QRectF place; // in the widget, as wide as the text
    QRectF room;  // what of the widget may be painted there

    bool isElided() const { return text.contains(QChar(0x2026)); }
    // Cut at its start or end; what a list scrolls away above and below is not.
    bool isCut() const;
};

QList<DrawnText> drawnTexts(QWidget& widget);

} // namespace upkeep::test
