// SPDX-License-Identifier: Apache-2.0
// Whatever palette the desktop has, text stays readable; notes of a feed stay harmless.
#include "theme/colours.h"
#include "widgets/notes_view.h"

#include <QTest>

using namespace upkeep;

namespace {

QPalette desktop(const char* window, const char* base, const char* text, const char* highlight) {
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(window));
    palette.setColor(QPalette::Base, QColor(base));
    palette.setColor(QPalette::WindowText, QColor(text));
    palette.setColor(QPalette::Highlight, QColor(highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

const QColor& of(const Colours& colours, Ink ink) {
    return colours[static_cast<int>(ink)];
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textStandsOut_data() {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<bool>("high");
        const std::pair<const char*, QPalette> palettes[] = {
            {"our light one", ownPalette(false)},
            {"our dark one", ownPalette(true)},
            {"a grey desktop", desktop("#c0c0c0", "#d8d8d8", "#303030", "#3daee9")},
            {"a dark desktop", desktop("#2a2e32", "#1b1e20", "#fcfcfc", "#3daee9")},
            {"a pale highlight", desktop("#ffffff", "#ffffff", "#777777", "#fff0a0")},
            {"an orange one", desktop("#f2f1f0", "#ffffff", "#3c3c3c", "#f07746")}};
        for (const auto& [name, palette] : palettes) {
            QTest::addRow("%s", name) << palette << false;
            QTest::addRow("%s, high contrast", name) << palette << true;
        }
    }
    void textStandsOut() {
        QFETCH(QPalette, palette);
        QFETCH(bool, high);
        const Colours colours = coloursFrom(palette, high ? Contrast::High : Contrast::Normal);
        const qreal text = high ? 7.0 : 4.5;
        for (const Ink ground : {Ink::Card, Ink::Window, Ink::Sidebar}) {
            for (const Ink ink : {Ink::Text, Ink::Text2, Ink::Accent})
                QVERIFY2(contrastRatio(of(colours, ink), of(colours, ground)) >= text - 0.01,
                         qPrintable(QString("ink %1 on %2").arg(int(ink)).arg(int(ground))));
        }
        for (const Tone tone :
             {Tone::Accent, Tone::Ok, Tone::Attention, Tone::Security, Tone::Error}) {
            for (const Ink ground : {Ink::Card, tintOf(tone)})
                QVERIFY(contrastRatio(of(colours, inkOf(tone)), of(colours, ground)) >=
                        text - 0.01);
        }
        QVERIFY(contrastRatio(of(colours, Ink::OnFill), of(colours, Ink::Fill)) >= text - 0.01);
        QVERIFY(contrastRatio(of(colours, Ink::Mark), of(colours, Ink::Card)) >=
                (high ? 4.5 : 3.0) - 0.01);
    }

    void desktopColoursAreKept() {
        const QPalette palette = desktop("#2a2e32", "#1b1e20", "#fcfcfc", "#3daee9");
        const Colours colours = coloursFrom(palette, Contrast::Normal);
        QCOMPARE(of(colours, Ink::Window), QColor("#2a2e32"));
        QCOMPARE(of(colours, Ink::Fill), QColor("#3daee9"));
    }

    void notesAreHarmless_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("html");
        QTest::newRow("emphasis and code stay") << "A **bold** `word`"
                                                << "A <b>bold</b> <code>word</code>";
        QTest::newRow("an https link stays") << "[here](https://example.com/a)"
                                             << "<a href=\"https://example.com/a\">here</a>";
        QTest::newRow("another scheme is only text") << "[here](javascript:alert(1))"
                                                     << "here";
        QTest::newRow("a file is only text") << "[here](file:///etc/passwd)"
                                             << "here";
        QTest::newRow("a picture vanishes") << "before ![alt](https://example.com/track.png) after"
                                            << "before  after";
        QTest::newRow("angle brackets are text") << "a < b & c"
                                                 << "a &lt; b &amp; c";
    }
    void notesAreHarmless() {
        QFETCH(QString, markdown);
        QTEST(harmlessHtml(markdown), "html");
    }

    void notesRunNoHtml() {
        const QString html =
            harmlessHtml("<script>alert(1)</script> <img src=\"https://e.com/x.png\"> <b>x</b>");
        QVERIFY2(!html.contains("<script") && !html.contains("<img"), qPrintable(html));
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
