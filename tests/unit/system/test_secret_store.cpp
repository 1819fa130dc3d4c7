// SPDX-License-Identifier: Apache-2.0
// Attack D11: without a key store nothing is kept, least of all in clear text.
#include "system/secret_store.h"

#include "support/verify_ok.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using test::codeOf;

class TestSecretStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsNothingWhereThereIsNoKeyStore() {
        QTemporaryDir home;
        for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
            qputenv(name, home.path().toUtf8());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/absent/bus");
        const auto store = makeKeychainStore();
        QCOMPARE(codeOf(store->write("github.com/someone", "token")), "secret.unavailable");
        const auto read = store->read("github.com/someone");
        QVERIFY(!read.has_value() || !read->has_value());
        QDirIterator files(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        QVERIFY2(!files.hasNext(), qPrintable(files.hasNext() ? files.next() : QString()));
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "test_secret_store.moc"
