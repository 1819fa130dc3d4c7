// SPDX-License-Identifier: Apache-2.0
// All scenes in the made-up language: every text is translated, and none is cut or elided.
#include "scenes/scene.h"
#include "support/drawn_texts.h"
#include "support/pseudo_translation.h"
#include "text/translation.h"
#include "theme/style.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// Names, versions, notes, paths, sizes and dates: what is shown as it came.
bool isData(const QString& word) {
    static const QStringList known = {"Almanac",
                                      "almanac",
                                      "yaml",
                                      "json",
                                      "autosave",
                                      "minutes",
                                      "calendar",
                                      "calendars",
                                      "path",
                                      "home",
                                      "reminder",
                                      "sound",
                                      "chime",
                                      "bell"};
    return known.contains(word);
}

// Words no translator has seen.
QStringList foreignWords(const QString& text) {
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{3,}"));
    QStringList words;
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const QString found = it.next().captured();
        if (!isData(found))
            words << found;
    }
    return words;
}

QStringList faultsOf(const DrawnText& drawn) {
    QStringList faults;
    if (drawn.isElided())
        faults << "elided: " + drawn.text;
    if (drawn.isCut())
        faults << "cut: " + drawn.text;
    const QStringList foreign = foreignWords(drawn.text);
    if (!foreign.isEmpty())
        faults << "not translated: " + foreign.join(' ') + " in " + drawn.text;
    return faults;
}

} // namespace

class TestEveryScreen : public QObject {
    Q_OBJECT

    PseudoTranslation m_pseudo;

private Q_SLOTS:
    void initTestCase() {
        qputenv("UPKEEP_NO_ANIMATION", "1");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        installTranslation(*qApp);
        QCoreApplication::installTranslator(&m_pseudo);
        QApplication::setStyle(new Style);
    }

    void isTranslatedAndWhole_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QSize>("size");
        for (const Scene& scene : allScenes()) {
            QTest::addRow("%s", qPrintable(scene.name)) << scene.name << QSize(1100, 720);
            QTest::addRow("%s, small", qPrintable(scene.name)) << scene.name << QSize(800, 560);
        }
    }
    void isTranslatedAndWhole() {
        QFETCH(QString, name);
        QFETCH(QSize, size);
        for (const Scene& scene : allScenes()) {
            if (scene.name != name)
                continue;
            const Performance performance(scene, size);
            QStringList wrong;
            for (QWidget* widget : performance.shown()) {
                for (const DrawnText& drawn : drawnTexts(*widget))
                    wrong += faultsOf(drawn);
            }
            QVERIFY2(wrong.isEmpty(), qPrintable('\n' + wrong.join('\n')));
        }
    }
};

QTEST_MAIN(TestEveryScreen)
#include "test_every_screen.moc"
