// SPDX-License-Identifier: Apache-2.0
#include "product/evolutions.h"

#include <QTest>

using namespace upkeep;

namespace {

EvolutionSpec
evolution(const char* id, const QStringList& needs = {}, const QStringList& conflicts = {}) {
    EvolutionSpec spec;
    spec.id = id;
    spec.name = id;
    spec.version = Version::parse("1.1.0").value();
    spec.needs = needs;
    spec.conflicts = conflicts;
    return spec;
}

// base <- charts <- stars; charts x tides; core is required and needs base; later needs 2.0.0;
// lost needs something that is not there; loop-a and loop-b need each other.
QList<EvolutionSpec> release() {
    QList<EvolutionSpec> specs = {evolution("base"),
                                  evolution("charts", {"base"}),
                                  evolution("stars", {"charts"}),
                                  evolution("tides", {}, {"charts"}),
                                  evolution("core", {"base"}),
                                  evolution("later"),
                                  evolution("lost", {"nowhere"}),
                                  evolution("loop-a", {"loop-b"}),
                                  evolution("loop-b", {"loop-a"})};
    specs[4].required = true;
    specs[5].minVersion = Version::parse("2.0.0").value();
    specs[2].autoApply = true;
    return specs;
}

const Version program = Version::parse("1.1.0").value();

} // namespace

class TestEvolutions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closesTheSetWanted_data() {
        QTest::addColumn<QStringList>("installed");
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QStringList>("ids");
        QTest::addColumn<QString>("refused");
        const auto row = [](const char* what,
                            QStringList installed,
                            QStringList wanted,
                            QStringList ids,
                            const char* refused = "") {
            QTest::newRow(what) << installed << wanted << ids << QString(refused);
        };
        row("nothing wanted: the required and what it needs", {}, {}, {"base", "core"});
        row("needs of needs", {}, {"stars"}, {"base", "charts", "stars", "core"});
        row("removing keeps the required", {"base", "core", "stars"}, {}, {"base", "core"});
        row("a circle of needs", {}, {"loop-a"}, {"base", "core", "loop-a", "loop-b"});
        row("a conflict", {}, {"charts", "tides"}, {}, "charts: conflict:tides");
        row("a conflict of a need", {}, {"tides", "stars"}, {}, "tides: conflict:charts");
        row("needs a later program", {}, {"later"}, {}, "later: version:2.0.0");
        row("needs what is not there", {}, {"lost"}, {}, "lost: missing:nowhere");
        row("unknown", {}, {"comets"}, {}, "comets: missing:comets");
    }
    void closesTheSetWanted() {
        QFETCH(QStringList, installed);
        QFETCH(QStringList, wanted);
        QFETCH(QStringList, ids);
        QFETCH(QString, refused);
        const auto choice = chooseEvolutions(release(), program, installed, wanted);
        QCOMPARE(choice.has_value(), refused.isEmpty());
        if (choice)
            QCOMPARE(choice->ids, ids);
        else
            QCOMPARE(choice.error().subject + ": " + choice.error().cause, refused);
    }

    void namesWhatIsAddedAndRemoved() {
        const auto choice =
            chooseEvolutions(release(), program, {"core", "tides", "old"}, {"charts"}).value();
        QCOMPARE(choice.added, (QStringList{"base", "charts"}));
        QCOMPARE(choice.removed, (QStringList{"tides", "old"}));
    }

    void offersWithWhatIsTicked_data() {
        QTest::addColumn<QStringList>("installed");
        QTest::addColumn<QStringList>("known");
        QTest::addColumn<QStringList>("chosen");
        QTest::newRow("first time: required and auto_apply with its needs")
            << QStringList() << QStringList() << QStringList{"base", "charts", "stars", "core"};
        QTest::newRow("declined before")
            << QStringList{"base", "core"} << QStringList{"stars"} << QStringList{"base", "core"};
        QTest::newRow("what is installed wins over what is suggested")
            << QStringList{"tides"} << QStringList() << QStringList{"base", "tides", "core"};
        QTest::newRow("installed but blocked now")
            << QStringList{"later"} << QStringList{"stars"} << QStringList{"base", "core"};
    }
    void offersWithWhatIsTicked() {
        QFETCH(QStringList, installed);
        QFETCH(QStringList, known);
        QFETCH(QStringList, chosen);
        QStringList ticked;
        for (const EvolutionOffer& offer : offerEvolutions(release(), program, installed, known))
            if (offer.chosen)
                ticked += offer.id;
        QCOMPARE(ticked, chosen);
    }

    void offersSayWhyNot() {
        QHash<QString, EvolutionOffer> offers;
        for (const EvolutionOffer& offer : offerEvolutions(release(), program, {"base"}))
            offers.insert(offer.id, offer);
        QCOMPARE(offers["later"].blockedBy, "version:2.0.0");
        QCOMPARE(offers["lost"].blockedBy, "missing:nowhere");
        QCOMPARE(offers["tides"].blockedBy, "");
        QVERIFY(offers["core"].required);
        QVERIFY(offers["base"].required);
        QVERIFY(!offers["tides"].required);
        QVERIFY(offers["base"].installed);
        QVERIFY(!offers["core"].installed);
    }

    void whatARequiredOneExcludesIsBlocked() {
        QList<EvolutionSpec> specs = {evolution("a"), evolution("b", {}, {"a"})};
        specs[0].required = true;
        const auto offers = offerEvolutions(specs, program, {});
        QCOMPARE(offers[0].blockedBy, "");
        QCOMPARE(offers[1].blockedBy, "conflict:a");
    }
};

QTEST_GUILESS_MAIN(TestEvolutions)
#include "test_evolutions.moc"
