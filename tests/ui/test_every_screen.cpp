// SPDX-License-Identifier: Apache-2.0
// All scenes, by what they paint: in English no text is cut or elided, in the made-up language
// every text is a translated one.
#include "scenes/scene.h"
#include "support/drawn_texts.h"
#include "support/pseudo_translation.h"
#include "text/translation.h"
#include "theme/style.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QRegularExpression& word() {
    static const QRegularExpression pattern(QStringLiteral("\\b[A-Za-z]{3,}\\b"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

void addWords(QSet<QString>& words, const QString& text) {
    for (auto it = word().globalMatch(text); it.hasNext();)
        words << it.next().captured();
}

// What the scenes and their world say in quotes is shown as it came: names, notes, paths, causes.
void addQuoted(QSet<QString>& words, const QString& path) {
    static const QRegularExpression quoted(QStringLiteral("\"([^\"\\n]*)\""));
    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    const QString source = QString::fromUtf8(file.readAll());
    for (auto it = quoted.globalMatch(source); it.hasNext();)
        addWords(words, it.next().captured(1));
}

QSet<QString> dataWords() {
    QSet<QString> words;
    const QString tests = QStringLiteral(UPKEEP_SOURCE_DIR "/tests");
    for (QDirIterator it(tests + "/ui/scenes", {"*.cpp"}); it.hasNext();)
        addQuoted(words, it.next());
    for (QDirIterator it(tests + "/support", {"fake_*.cpp", "sample_*.cpp", "notices.cpp"});
         it.hasNext();)
        addQuoted(words, it.next());
    // What no language changes: our name, ids, what is typed and what is sent.
    addWords(words,
             "Upkeep upkeepctl install adopt PRODUCT FOLDER yaml bytes GET User-Agent "
             "Accept-Encoding identity Accept-Language If-None-Match Range Authorization "
             "file.no-space probe.failed");
    const QLocale locale;
    for (int month = 1; month <= 12; ++month)
        addWords(words,
                 locale.monthName(month) + ' ' + locale.monthName(month, QLocale::ShortFormat));
    for (int day = 1; day <= 7; ++day)
        addWords(words, locale.dayName(day) + ' ' + locale.dayName(day, QLocale::ShortFormat));
    return words;
}

QString foreignWords(const QString& text) {
    static const QSet<QString> known = dataWords();
    QStringList foreign;
    for (auto it = word().globalMatch(text); it.hasNext();) {
        const QString found = it.next().captured();
        // An id of a publisher's stands as a name: "settings" as "Settings".
        if (!known.contains(found) && !known.contains(found.toLower()))
            foreign << found;
    }
    return foreign.join(' ');
}

// What each drawn text is found guilty of, one line each.
QString faults(const QString& scene, const std::function<QString(const DrawnText&)>& faultOf) {
    QStringList all;
    for (const Scene& candidate : allScenes()) {
        if (candidate.name != scene)
            continue;
        const Performance performance(candidate, QSize(1100, 720));
        for (QWidget* widget : performance.shown()) {
            for (const DrawnText& drawn : drawnTexts(*widget)) {
                const QString fault = faultOf(drawn);
                if (!fault.isEmpty())
                    all << fault + ": " + drawn.text;
            }
        }
    }
    return all.join('\n');
}

void addScenes() {
    QTest::addColumn<QString>("scene");
    for (const Scene& scene : allScenes())
        QTest::addRow("%s", qPrintable(scene.name)) << scene.name;
}

} // namespace

class TestEveryScreen : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("UPKEEP_NO_ANIMATION", "1");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        installTranslation(*qApp);
        QApplication::setStyle(new Style);
    }

    // The listener itself: it hears what is whole, what is elided and what is cut.
    void hearsWhatIsPainted() {
        QWidget window;
        window.resize(300, 60);
        auto* label = new QLabel("A whole sentence", &window);
        label->setGeometry(0, 0, 300, 20);
        auto* narrow = new QLabel("A sentence without enough room", &window);
        narrow->setGeometry(0, 30, 40, 20);
        window.show();
        QString whole;
        int cut = 0;
        for (const DrawnText& drawn : drawnTexts(window)) {
            whole += drawn.text;
            cut += drawn.isCut() ? 1 : 0;
        }
        QVERIFY2(whole.contains("A whole sentence"), qPrintable(whole));
        QCOMPARE(cut, 1);
    }

    void isWhole_data() { addScenes(); }
    void isWhole() {
        QFETCH(QString, scene);
        const QString guilty = faults(scene, [](const DrawnText& drawn) -> QString {
            return drawn.isElided() ? "elided" : drawn.isCut() ? "cut" : "";
        });
        QVERIFY2(guilty.isEmpty(), qPrintable('\n' + guilty));
    }

    void isTranslated_data() { addScenes(); }
    void isTranslated() {
        QFETCH(QString, scene);
        PseudoTranslation pseudo;
        QCoreApplication::installTranslator(&pseudo);
        const QString guilty = faults(scene, [](const DrawnText& drawn) -> QString {
            const QString foreign = foreignWords(drawn.text);
            return foreign.isEmpty() ? QString() : "not translated, " + foreign;
        });
        QVERIFY2(guilty.isEmpty(), qPrintable('\n' + guilty));
    }
};

QTEST_MAIN(TestEveryScreen)
#include "test_every_screen.moc"
