// SPDX-License-Identifier: Apache-2.0
// upkeep-gallery FOLDER [NAME...]: draws every scene in every variant into pictures, for people to
// look at. NAME is a scene, a variant or SCENE-VARIANT; UPKEEP_GALLERY_LANGUAGE=de is another
// language, "pseudo" the made-up one. Not a test: nobody compares pixels.
#include "scenes/scene.h"
#include "support/pseudo_translation.h"
#include "text/translation.h"
#include "theme/style.h"
#include "theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QTextStream>

using namespace upkeep;
using namespace upkeep::test;

namespace {

struct Variant {
    QString name;
    bool dark = false;
    Contrast contrast = Contrast::Normal;
    bool rightToLeft = false;
    qreal fontFactor = 1;
    QSize size = QSize(1100, 720);
    qreal scale = 1;
};

QList<Variant> variants() {
    const QSize usual(1100, 720);
    return {{"light"},
            {"dark", true},
            {"rtl", false, Contrast::Normal, true},
            {"narrow", false, Contrast::Normal, false, 1, QSize(800, 560)},
            {"wide", false, Contrast::Normal, false, 1, QSize(1600, 900)},
            {"font150", false, Contrast::Normal, false, 1.5, usual},
            {"contrast", false, Contrast::High},
            {"contrast-dark", true, Contrast::High},
            {"2x", false, Contrast::Normal, false, 1, usual, 2}};
}

void wear(const Variant& variant) {
    ThemeOptions options;
    options.preferDark = variant.dark;
    options.contrast = variant.contrast;
    Theme::setOptions(options);
    QApplication::setStyle(new Style);
    QFont font("Inter");
    font.setPointSizeF(10 * variant.fontFactor);
    QApplication::setFont(font);
    QApplication::setLayoutDirection(variant.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
}

QImage pictureOf(QWidget& widget, qreal scale) {
    QImage image(widget.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colour(Ink::Window));
    widget.render(&image);
    return image;
}

// The window with its dialogs in its middle.
QImage pictureOf(const Performance& performance, qreal scale) {
    const QList<QWidget*> shown = performance.shown();
    QImage image = pictureOf(*shown.first(), scale);
    QPainter painter(&image);
    for (QWidget* over : shown.mid(1))
        painter.drawImage(QPoint((shown.first()->width() - over->width()) / 2,
                                 (shown.first()->height() - over->height()) / 2),
                          pictureOf(*over, scale));
    return image;
}

void chooseLanguage(QApplication& app) {
    const QString language = qEnvironmentVariable("UPKEEP_GALLERY_LANGUAGE", "en_GB");
    QLocale::setDefault(QLocale(language == "pseudo" ? "en_GB" : language));
    installTranslation(app);
    if (language == "pseudo")
        QCoreApplication::installTranslator(new PseudoTranslation(&app));
}

} // namespace

int main(int argc, char** argv) {
    qputenv("UPKEEP_NO_ANIMATION", "1");
    QApplication app(argc, argv);
    chooseLanguage(app);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        QTextStream(stderr) << "usage: upkeep-gallery FOLDER [NAME...]\n";
        return 2;
    }
    const QDir folder(arguments[1]);
    folder.mkpath(".");
    const QStringList wanted = arguments.mid(2);
    const auto isWanted = [&](const QString& scene, const QString& variant) {
        return wanted.isEmpty() || wanted.contains(scene) || wanted.contains(variant) ||
               wanted.contains(scene + '-' + variant);
    };
    for (const Variant& variant : variants()) {
        wear(variant);
        for (const Scene& scene : allScenes()) {
            if (!isWanted(scene.name, variant.name))
                continue;
            const Performance performance(scene, variant.size);
            const QString file = folder.filePath(scene.name + '-' + variant.name + ".png");
            if (!pictureOf(performance, variant.scale).save(file))
                QTextStream(stderr) << "cannot write " << file << '\n';
        }
    }
    return 0;
}
