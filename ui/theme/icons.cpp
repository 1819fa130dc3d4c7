// SPDX-License-Identifier: Apache-2.0
#include "theme/icons.h"

#include "theme/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace upkeep {
namespace {

// A product's picture comes from its signed tree, but nothing is gained by reading huge ones.
constexpr qint64 pictureLimit = 1 << 20;

bool isDirectional(const QString& name) {
    static const QStringList directional = {QStringLiteral("page-history"),
                                            QStringLiteral("resume"),
                                            QStringLiteral("roll-back"),
                                            QStringLiteral("skip"),
                                            QStringLiteral("open-link"),
                                            QStringLiteral("report"),
                                            QStringLiteral("chevron-end"),
                                            QStringLiteral("status-rolled-back")};
    return directional.contains(name);
}

QImage rendered(QSvgRenderer& renderer, int pixels) {
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    return image;
}

// Product pictures differ in the empty margin they keep; without it all look equally large.
void cutMargin(QSvgRenderer& renderer) {
    constexpr int probe = 64;
    const QImage image = rendered(renderer, probe);
    QRect opaque;
    for (int y = 0; y < probe; ++y) {
        for (int x = 0; x < probe; ++x) {
            if (qAlpha(image.pixel(x, y)) > 32)
                opaque |= QRect(x, y, 1, 1);
        }
    }
    if (opaque.isEmpty())
        return;
    const QRectF box = renderer.viewBoxF();
    const qreal margin = std::min({opaque.left(),
                                   opaque.top(),
                                   probe - 1 - opaque.right(),
                                   probe - 1 - opaque.bottom()}) *
                         box.width() / probe;
    renderer.setViewBox(box.adjusted(margin, margin, -margin, -margin));
}

QImage tinted(const QString& name, const QColor& colour, int pixels, bool mirrored) {
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    Q_ASSERT(renderer.isValid());
    QImage image = rendered(renderer, pixels);
    QPainter painter(&image);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), colour);
    painter.end();
    return mirrored ? image.mirrored(true, false) : image;
}

class ThemedIconEngine : public QIconEngine {
public:
    ThemedIconEngine(QString name, Ink ink) : m_name(std::move(name)), m_ink(ink) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paintIcon(*painter, m_name, colourFor(mode), rect, std::min(rect.width(), rect.height()));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return iconPixmap(m_name, colourFor(mode), std::min(size.width(), size.height()), 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        const int pixels = std::min(size.width(), size.height());
        return iconPixmap(m_name, colourFor(mode), qRound(pixels / scale), scale);
    }
    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QColor colourFor(QIcon::Mode mode) const {
        const Theme& theme = Theme::current();
        return theme.colour(mode == QIcon::Disabled ? Ink::Disabled : m_ink);
    }

    QString m_name;
    Ink m_ink;
};

} // namespace

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio) {
    const bool mirrored = QApplication::isRightToLeft() && isDirectional(name);
    const int pixels = qRound(size * devicePixelRatio);
    const QString key = QStringLiteral("upkeep/%1/%2/%3/%4")
                            .arg(name, colour.name(QColor::HexArgb))
                            .arg(pixels)
                            .arg(mirrored);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap::fromImage(tinted(name, colour, pixels, mirrored));
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon themedIcon(const QString& name, Ink ink) {
    return QIcon(new ThemedIconEngine(name, ink));
}

void paintIcon(
    QPainter& painter, const QString& name, const QColor& colour, const QRect& rect, int size) {
    QRect target(0, 0, size, size);
    target.moveCenter(rect.center());
    painter.drawPixmap(target.topLeft(),
                       iconPixmap(name, colour, size, painter.device()->devicePixelRatioF()));
}

QPixmap panelPixmap(const QString& name, int pixels) {
    const QColor ink = Theme::current().colour(Ink::Text);
    QColor seam = Theme::current().colour(Ink::Window);
    seam.setAlphaF(0.9F);
    const QImage mark = tinted(name, ink, pixels, false);
    const QImage shade = tinted(name, seam, pixels, false);
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    for (const QPoint& aside : {QPoint(-1, 0), QPoint(1, 0), QPoint(0, -1), QPoint(0, 1)})
        painter.drawImage(aside, shade);
    painter.drawImage(0, 0, mark);
    painter.end();
    return QPixmap::fromImage(image);
}

QPixmap productPicture(const QString& path, int size, qreal devicePixelRatio) {
    const bool usable = !path.isEmpty() && QFileInfo(path).size() <= pictureLimit;
    const int pixels = qRound(size * devicePixelRatio);
    QPixmap pixmap;
    if (usable && !path.endsWith(QLatin1String(".svg"))) {
        pixmap =
            QPixmap(path).scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    if (pixmap.isNull()) {
        QSvgRenderer renderer;
        if (!usable || !renderer.load(path))
            renderer.load(QStringLiteral(":/icons/upkeep.svg"));
        cutMargin(renderer);
        pixmap = QPixmap::fromImage(rendered(renderer, pixels));
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

} // namespace upkeep
