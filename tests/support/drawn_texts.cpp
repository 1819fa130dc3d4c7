// SPDX-License-Identifier: Apache-2.0
#include "support/drawn_texts.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>

namespace upkeep::test {
namespace {

// Half a pixel more or less is rounding.
constexpr qreal tolerance = 1.5;

// Keeps the texts and leaves everything else out.
class Listener : public QPaintEngine {
public:
    Listener() : QPaintEngine(AllFeatures) {}

    using QPaintEngine::drawPolygon;

    QList<DrawnText> texts;

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {
    }
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}

    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const QRectF box(
            at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        const QPainter& painter = *this->painter();
        QRectF room = painter.hasClipping()
                          ? painter.deviceTransform().mapRect(painter.clipBoundingRect())
                          : QRectF(0, 0, paintDevice()->width(), paintDevice()->height());
        if (!systemClip().isEmpty())
            room &= systemClip().boundingRect();
        texts.append({item.text(), painter.deviceTransform().mapRect(box), room});
    }
};

class Ear : public QPaintDevice {
public:
    explicit Ear(QSize size) : m_size(size) {}

    QPaintEngine* paintEngine() const override { return &m_listener; }
    QList<DrawnText> texts() const { return m_listener.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return int(devicePixelRatioFScale());
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return 96;
        default:
            return QPaintDevice::metric(metric);
        }
    }

private:
    QSize m_size;
    mutable Listener m_listener;
};

} // namespace

bool DrawnText::isCut() const {
    if (text.trimmed().isEmpty() || !room.intersects(place))
        return false; // scrolled away
    return place.left() < room.left() - tolerance || place.right() > room.right() + tolerance;
}

QList<DrawnText> drawnTexts(QWidget& widget) {
    Ear ear(widget.size());
    widget.render(&ear);
    return ear.texts();
}

} // namespace upkeep::test
