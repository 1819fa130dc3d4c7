// SPDX-License-Identifier: Apache-2.0
// upkeep-render-icon SVG FOLDER SIZE...: FOLDER/SIZE.png each. Runs during the build, so that icon
// themes without SVG have the icon, too.
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fputs("usage: upkeep-render-icon SVG FOLDER SIZE...\n", stderr);
        return 2;
    }
    QSvgRenderer picture(QString::fromLocal8Bit(argv[1]));
    const QDir folder(QString::fromLocal8Bit(argv[2]));
    if (!picture.isValid() || !folder.mkpath(QStringLiteral(".")))
        return 1;
    for (int i = 3; i < argc; ++i) {
        const QString size = QString::fromLocal8Bit(argv[i]);
        QImage image(size.toInt(), size.toInt(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        picture.render(&painter);
        painter.end();
        if (!image.save(folder.filePath(size + QStringLiteral(".png"))))
            return 1;
    }
    return 0;
}
