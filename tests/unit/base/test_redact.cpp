// SPDX-License-Identifier: Apache-2.0
// Attack D11: no token in a log or an error, whatever shape it came in.
#include "base/redact.h"

#include "base/error.h"
#include "base/log.h"

#include <QTest>

using namespace upkeep;

class TestRedact : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesSecretsOut_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        QTest::newRow("GitHub's tokens") << "is ghp_abcdefgh12345678 here"
                                         << "is *** here";
        QTest::newRow("fine-grained") << "github_pat_11AAAA0_bbbb"
                                      << "***";
        QTest::newRow("of a job") << "x ghs_0123456789"
                                  << "x ***";
        QTest::newRow("GitLab's") << "glpat-abcd-efgh"
                                  << "***";
        QTest::newRow("bearer") << "Bearer 0123456789abcdef0123"
                                << "Bearer ***";
        QTest::newRow("Gitea's") << "token 0123456789abcdef0123456789abcdef01234567"
                                 << "token ***";
        QTest::newRow("a header in any case") << "AUTHORIZATION: Basic dXNlcjpwYXNz"
                                              << "AUTHORIZATION: ***";
        QTest::newRow("a private token") << "Private-Token: abc"
                                         << "Private-Token: ***";
        QTest::newRow("in JSON") << "{\"authorization\": \"x y\"}"
                                 << "{\"authorization\": ***";
        QTest::newRow("in an address") << "https://me:secret@host/x"
                                       << "https://***@host/x";
        QTest::newRow("a signed link") << "https://h/o?X-Amz-Signature=abc&se=1"
                                       << "https://h/o?X-Amz-Signature=***&se=1";
        QTest::newRow("ordinary words") << "the token was refused (api.github.com), basic checks"
                                        << "the token was refused (api.github.com), basic checks";
        QTest::newRow("a hash") << "sha256 0123456789abcdef0123456789abcdef"
                                << "sha256 0123456789abcdef0123456789abcdef";
    }
    void takesSecretsOut() {
        QFETCH(QString, text);
        QFETCH(QString, clean);
        QCOMPARE(redacted(text), clean);
        const QByteArray line = logLine(LogLevel::Error, text, QDateTime::currentDateTime());
        QVERIFY2(line.endsWith(clean.toUtf8()), line.constData());
        const Error error{ErrorCode::NetworkFailed, QString("subject"), text};
        QCOMPARE(error.toString(), "network.failed: subject: " + clean);
    }

    void takesOutWhatItIsTold() {
        QCOMPARE(withoutSecret("odd s3cr3t here", "s3cr3t"), "odd *** here");
        QCOMPARE(withoutSecret("nothing", {}), "nothing");
    }
};

QTEST_APPLESS_MAIN(TestRedact)
#include "test_redact.moc"
