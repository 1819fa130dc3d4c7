// SPDX-License-Identifier: Apache-2.0
// Attacks of group A by whoever holds the site but no key, as the whole walk meets them: over real
// TLS, with a program installed. Those of thieves of keys are in tests/unit/trust/test_attacks_*.
#include "flow/attacked_site.h"

using namespace upkeep;
using namespace upkeep::test;

namespace {

bool isMetadata(const ServerRequest& request, const QByteArray& role) {
    return request.path.startsWith("/metadata/") && request.path.endsWith('.' + role + ".json");
}
bool isDocument(const ServerRequest& request) {
    return request.path.startsWith("/targets/") && request.path.contains("1.1.0.json");
}

} // namespace

class TestAttacksMetadata : public QObject {
    Q_OBJECT

    std::unique_ptr<AttackedSite> m_site;

    // The newest of a role that the site had yesterday.
    QByteArray ofYesterday(const QByteArray& role) const {
        const SmallTree& files = m_site->yesterday;
        for (int version = 50; version > 0; --version) {
            const QByteArray name = QByteArray::number(version) + '.' + role + ".json";
            if (files.contains(name))
                return m_site->world.read(m_site->world.site() / "metadata" / name.constData());
        }
        return {};
    }
    Hook mixing(const QByteArray& role) const {
        const QByteArray old = ofYesterday(role);
        return when([role](const ServerRequest& r) { return isMetadata(r, role); },
                    [old](ServerReply& reply) {
                        reply.body = old;
                        reply.etag.clear();
                    });
    }

private Q_SLOTS:
    void init() {
        m_site = std::make_unique<AttackedSite>();
        QVERIFY(m_site->installed);
    }
    void cleanup() { m_site.reset(); }

    void A_refused_data() {
        QTest::addColumn<Hook>("hook");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QByteArrayList>("honest");
        const auto timestamp = [](const std::function<void(QByteArray&)>& change) {
            return when(&isTimestamp, [change](ServerReply& reply) {
                change(reply.body);
                reply.etag.clear();
            });
        };
        const QByteArrayList none;
        QTest::newRow("A1 another document for a good name")
            << when(&isDocument,
                    [](ServerReply& reply) {
                        reply.body.replace("1.1.0", "9.9.9");
                        reply.etag.clear();
                    })
            << "trust.hash-mismatch" << QByteArrayList{"*"};
        QTest::newRow("A1 a longer document")
            << when(&isDocument, [](ServerReply& reply) { reply.body += ' '; })
            << "network.too-large" << QByteArrayList{"*"};
        QTest::newRow("A13 changed after it was signed") << timestamp([](QByteArray& body) {
            const qsizetype year = body.indexOf("20", body.indexOf("\"expires\""));
            body.replace(year, 2, "21");
        }) << "trust.signature" << none;
        QTest::newRow("A13 a member twice") << timestamp([](QByteArray& body) {
            body.replace("\"_type\"", "\"_type\":\"timestamp\",\"_type\"");
        }) << "trust.json-invalid" << none;
        const Hook sameRoot = [this](const ServerRequest& request, const ServerReply&) -> Reply {
            if (request.path != "/metadata/2.root.json")
                return {};
            return ServerReply{
                200, {}, m_site->world.read(m_site->world.site() / "metadata/1.root.json")};
        };
        QTest::newRow("A7 the root again as the next one") << sameRoot << "trust.rollback" << none;
    }
    void A_refused() {
        QFETCH(Hook, hook);
        QFETCH(QString, code);
        QFETCH(QByteArrayList, honest);
        m_site->replay(hook, code, honest);
    }

    void A5_mixAndMatch_data() {
        QTest::addColumn<QByteArray>("role");
        QTest::addColumn<QByteArrayList>("honest");
        const QByteArrayList first{"timestamp.json", "floor", "tool.floor"};
        QTest::newRow("A5 yesterday's snapshot") << QByteArray("snapshot") << first;
        QTest::newRow("A5 yesterday's channel")
            << QByteArray("stable.linux-x64")
            << first + QByteArrayList{"snapshot.json", "targets.json"};
    }
    void A5_mixAndMatch() {
        QFETCH(QByteArray, role);
        QFETCH(QByteArrayList, honest);
        QVERIFY(!ofYesterday(role).isEmpty());
        m_site->replay(mixing(role), "trust.hash-mismatch", honest);
    }

    // Today's release was seen already, though not installed.
    void A4_yesterdaysState() {
        const auto product = m_site->open();
        VERIFY_OK(product);
        VERIFY_OK((*product)->check({}, {}, {}));
        const QByteArray old = m_site->yesterday.value("timestamp.json");
        QVERIFY(!old.isEmpty());
        m_site->replay(when(&isTimestamp,
                            [old](ServerReply& reply) {
                                reply.body = old.mid(old.indexOf('{'));
                                reply.etag.clear();
                            }),
                       "trust.rollback",
                       {});
    }

    // The same timestamp for ever: after its day nothing is installed, and news free it.
    void A4_freeze() {
        m_site->world.clock.time = m_site->world.clock.time.addDays(16);
        const auto tree = m_site->tree();
        const auto trust = m_site->trusted();
        QCOMPARE(codeOf(m_site->update()), "trust.expired");
        QVERIFY(tree == m_site->tree());
        QVERIFY(trust == m_site->trusted());
        m_site->world.signAgain();
        m_site->nextGoodRun();
    }
};

QTEST_GUILESS_MAIN(TestAttacksMetadata)
#include "test_attacks_metadata.moc"
