// SPDX-License-Identifier: Apache-2.0
#include "notify/bubble_picture.h"

#include "theme/icons.h"
#include "theme/paint.h"
#include "words.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QPainter>

namespace upkeep {

// Rows of red, green, blue and alpha bytes, as the notification specification orders them.
struct BubbleImage {
    int width = 0;
    int height = 0;
    int bytesPerLine = 0;
    bool hasAlpha = true;
    int bitsPerSample = 8;
    int channels = 4;
    QByteArray bytes;
};

static QDBusArgument& operator<<(QDBusArgument& out, const BubbleImage& image) {
    out.beginStructure();
    out << image.width << image.height << image.bytesPerLine << image.hasAlpha
        << image.bitsPerSample << image.channels << image.bytes;
    out.endStructure();
    return out;
}

static const QDBusArgument& operator>>(const QDBusArgument& in, BubbleImage& image) {
    in.beginStructure();
    in >> image.width >> image.height >> image.bytesPerLine >> image.hasAlpha >>
        image.bitsPerSample >> image.channels >> image.bytes;
    in.endStructure();
    return in;
}

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::BubbleImage)

namespace upkeep {
namespace {

constexpr int side = 64;

UpdateState stateOf(NoticeKind kind) {
    switch (kind) {
    case NoticeKind::Available:
        return UpdateState::Available;
    case NoticeKind::Security:
        return UpdateState::Security;
    case NoticeKind::Ready:
        return UpdateState::Ready;
    case NoticeKind::Updated:
        return UpdateState::UpToDate;
    case NoticeKind::Working:
        return UpdateState::Downloading;
    case NoticeKind::RolledBack:
        return UpdateState::RolledBack;
    case NoticeKind::Failed:
        return UpdateState::Failed;
    case NoticeKind::RollbackFailed:
        return UpdateState::RestoreFailed;
    case NoticeKind::Withdrawn:
        return UpdateState::Withdrawn;
    case NoticeKind::Damaged:
        return UpdateState::Damaged;
    case NoticeKind::GoesOn:
        return UpdateState::Applying;
    }
    return UpdateState::Available;
}

} // namespace

QImage bubblePicture(NoticeKind kind, const QString& picture) {
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(0, 0, productPicture(picture, 56, 1));
    // The bubble's own ground is the server's: the ring round the disc is cut out, not painted.
    constexpr QRectF disc(34, 34, 29, 29);
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    paintRounded(painter, disc.adjusted(-3, -3, 3, 3), disc.width() / 2 + 3, Qt::black);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    const Theme& theme = Theme::current();
    const Look look = stateLook(stateOf(kind));
    paintRounded(painter, disc, disc.width() / 2, theme.colour(inkOf(look.tone)));
    paintIcon(painter, look.icon, theme.colour(Ink::Card), disc.toRect(), 20);
    painter.end();
    return image;
}

QVariant imageData(const QImage& image) {
    static const int registered = qDBusRegisterMetaType<BubbleImage>().id();
    Q_UNUSED(registered)
    const QImage plain = image.convertToFormat(QImage::Format_RGBA8888);
    return QVariant::fromValue(
        BubbleImage{plain.width(),
                    plain.height(),
                    int(plain.bytesPerLine()),
                    true,
                    8,
                    4,
                    QByteArray(reinterpret_cast<const char*>(plain.constBits()),
                               qsizetype(plain.sizeInBytes()))});
}

} // namespace upkeep
