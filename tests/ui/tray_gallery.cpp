// SPDX-License-Identifier: Apache-2.0
// upkeep-tray-gallery FILE: the seven tray icons at the sizes of panels, on light and dark ones, as
// a light and as a dark desktop draws them; for people to look at.
#include "theme/style.h"
#include "theme/theme.h"
#include "tray/tray_icon.h"

#include <QApplication>
#include <QPainter>

using namespace upkeep;

namespace {

constexpr int sizes[] = {16, 22, 24, 32};
constexpr int columnWidth = 62;
constexpr int rowHeight = 48;
constexpr int marks = 7;
constexpr int columns = marks * 4;

void drawRow(QPainter& painter, int top, const QColor& panel) {
    painter.fillRect(0, top, columns * columnWidth, rowHeight, panel);
    for (int mark = 0; mark < marks; ++mark) {
        const QIcon icon = trayIcon(TrayMark(mark));
        for (int size = 0; size < 4; ++size) {
            const int side = sizes[size];
            const QPoint corner((mark * 4 + size) * columnWidth + (columnWidth - side) / 2,
                                top + (rowHeight - side) / 2);
            painter.drawPixmap(corner, icon.pixmap(QSize(side, side), 1.0));
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc != 2)
        return 2;
    QImage image(columns * columnWidth, 8 * rowHeight, QImage::Format_RGB32);
    QPainter painter(&image);
    int row = 0;
    for (const bool dark : {false, true}) {
        Theme::setOptions({dark, Contrast::Normal, true});
        QApplication::setPalette(ownPalette(dark));
        for (const char* panel : {"#f3f4f6", "#1b1f26", "#c8d6e2", "#3b5b8c"})
            drawRow(painter, row++ * rowHeight, QColor(panel));
    }
    painter.end();
    return image.save(QString::fromLocal8Bit(argv[1])) ? 0 : 1;
}
