// SPDX-License-Identifier: Apache-2.0
// Repositories that other implementations wrote (tests/data/tuf): read whole, or refused for their
// one fault.
#include "support/fast_folder.h"
#include "support/verify_ok.h"
#include "trust/trust_client.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

std::optional<QByteArray> contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

QString folderOf(const QString& shape) {
    return QStringLiteral(UPKEEP_SOURCE_DIR "/tests/data/tuf/") + shape;
}

class StoredSite final : public MetadataTransport {
public:
    explicit StoredSite(const QString& shape) : m_folder(folderOf(shape)) {}

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64, std::stop_token) override {
        return contentOf(m_folder + "/metadata/" + QString::fromUtf8(fileName));
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64, std::stop_token) override {
        return contentOf(m_folder + "/targets/" + QString::fromUtf8(pathWithHash));
    }

private:
    QString m_folder;
};

} // namespace

class TestInterop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatOthersWrote_data();
    void readsWhatOthersWrote();
    void noticesAChangedByte();
    void refusesWhatOthersTook_data();
    void refusesWhatOthersTook();

private:
    const QDateTime m_now{QDate(2046, 5, 3), QTime(12, 0), Qt::UTC};
    const std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
};

void TestInterop::readsWhatOthersWrote_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char* shape, const char* path, const char* content) {
        QTest::newRow(shape) << QByteArray(path) << QByteArray(content);
    };
    row("python-tuf", "packages/a b+c.txt", "python-tuf's artifact\n");
    row("tuf-on-ci", "delegatedrole/artifact", "tuf-on-ci's artifact\n");
    row("sigstore", "trusted_root.json", "{\"shape\": \"sigstore\"}\n");
}

void TestInterop::readsWhatOthersWrote() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, content);
    StoredSite site{QString(QTest::currentDataTag())};
    const QTemporaryDir folder(fastFolder());
    const auto place = LocalPath::parse((folder.path() + "/trust").toUtf8());
    const auto root = site.metadata("1.root.json", 0, {});
    auto store = TrustStore::create(*m_files, *place, **root);
    VERIFY_OK(store);
    // Twice: from the site, then from what was kept of it.
    for (int round = 0; round < 2; ++round) {
        auto client = TrustClient::open(*store, site, m_now);
        VERIFY_OK(client);
        VERIFY_OK(client->refresh({}));
        const auto target = client->find(path, {});
        VERIFY_OK(target);
        QVERIFY(target->has_value());
        const auto bytes = client->fetch(**target, 1000, {});
        VERIFY_OK(bytes);
        QCOMPARE(*bytes, content);
        QVERIFY(client->notes().isEmpty());
    }
    auto client = TrustClient::open(*store, site, m_now.addDays(2));
    QCOMPARE(codeOf(client->refresh({})), "trust.expired");
}

// Every signed byte is: none of them can change and the document still be believed. One in seven is
// tried.
void TestInterop::noticesAChangedByte() {
    const QByteArray root = *contentOf(folderOf("tuf-on-ci") + "/metadata/1.root.json");
    for (qsizetype at = root.indexOf("\"signed\""); at < root.size(); at += 7) {
        if (!QChar::fromLatin1(root.at(at)).isLetterOrNumber())
            continue;
        QByteArray changed = root;
        changed[at] = root.at(at) == '1' ? '2' : '1';
        QVERIFY2(!TrustedMetadata::open(changed, m_now, {}), changed.mid(at - 20, 40));
    }
}

void TestInterop::refusesWhatOthersTook_data() {
    QTest::addColumn<QString>("code");
    QTest::newRow("fraction-and-zone-in-expires") << "trust.metadata-invalid";
    QTest::newRow("zone-in-expires") << "trust.metadata-invalid";
    QTest::newRow("hex-ecdsa-key") << "trust.signature";
    QTest::newRow("key-id-is-not-the-hash") << "trust.metadata-invalid";
    QTest::newRow("no-consistent-snapshot") << "trust.metadata-invalid";
    QTest::newRow("spec-2") << "trust.metadata-invalid";
    QTest::newRow("version-as-float") << "trust.json-invalid";
}

void TestInterop::refusesWhatOthersTook() {
    QFETCH(QString, code);
    const QString file = QString("refused/metadata/%1.json").arg(QTest::currentDataTag());
    const auto root = contentOf(folderOf(file));
    QVERIFY(root.has_value());
    const auto refused = TrustedMetadata::open(*root, m_now, {});
    QCOMPARE(codeOf(refused), code);
    QVERIFY(!refused.error().cause.isEmpty());
}

QTEST_APPLESS_MAIN(TestInterop)
#include "test_interop.moc"
