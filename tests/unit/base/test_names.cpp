// SPDX-License-Identifier: Apache-2.0
#include "base/names.h"

#include <QTest>

using namespace upkeep;

class TestNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesSignedNamesThatCouldLeaveTheTree_data() {
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char* what, const QByteArray& name) {
            QTest::newRow(what) << name;
        };
        row("empty", "");
        row("parent", "..");
        row("hidden parent", "a/../b");
        row("dot", "a/./b");
        row("absolute", "/etc/passwd");
        row("double slash", "a//b");
        row("trailing slash", "a/");
        row("backslash", "a\\..\\b");
        row("drive", "C:/x");
        row("newline", "a\nb");
        row("NUL", QByteArray("a\0b", 3));
        row("not UTF-8", "a\xff");
        row("overlong slash",
            "a\xc0\xaf"
            "b");
        row("device", "lib/CON");
        row("device with an ending", "aux.txt");
        row("trailing dot", "a./b");
        row("trailing space", "a ");
        row("too long", QByteArray(1025, 'x'));
        row("long component", QByteArray(256, 'x'));
        row("too deep", QByteArray("a/").repeated(40) + 'b');
    }
    void refusesSignedNamesThatCouldLeaveTheTree() {
        QFETCH(QByteArray, name);
        const auto parsed = RelativePath::parse(name);
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().code, ErrorCode::NameInvalid);
    }

    void takesOrdinaryNames() {
        for (const char* name :
             {"a", "bin/almanac", "lib/libc++.so.6", "share/Müller & Söhne.txt", ".hidden", "a..b"})
            QVERIFY2(RelativePath::parse(name).has_value(), name);
    }

    // One more of each is refused above.
    void takesNamesAtTheLimits() {
        QVERIFY(RelativePath::parse(QByteArray("a/").repeated(39) + 'b').has_value());
        QVERIFY(RelativePath::parse(QByteArray(255, 'x')).has_value());
        const QByteArray part = QByteArray(127, 'x') + '/';
        QVERIFY(RelativePath::parse(part.repeated(8).chopped(1) + 'x').has_value());
        QVERIFY(!RelativePath::parse(part.repeated(8).chopped(1) + "xx").has_value());
    }

    void keepsLocalNamesAsBytes() {
        const QByteArray bytes("caf\xe9/\xff\n");
        QCOMPARE(LocalName::parse(bytes).value().bytes(), bytes);
        QVERIFY(!LocalName::parse("../x").has_value());
        QVERIFY(!LocalName::parse("/x").has_value());
    }

    void joinsPlaces() {
        const LocalPath root = LocalPath::parse("/srv/app").value();
        QCOMPARE((root / "current/bin").bytes(), QByteArray("/srv/app/current/bin"));
        QCOMPARE((root / "x").parent(), root);
        QCOMPARE(root.parent().parent().bytes(), QByteArray("/"));
        QVERIFY((root / "x").isWithin(root));
        QVERIFY(!LocalPath::parse("/srv/app2").value().isWithin(root));
        QVERIFY(!LocalPath::parse("srv").has_value());
        QVERIFY(!LocalPath::parse("/srv/").has_value());
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "test_names.moc"
