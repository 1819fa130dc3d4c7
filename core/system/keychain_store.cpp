// SPDX-License-Identifier: Apache-2.0
// QtKeychain answers by signal; an event loop on the calling thread makes it straight-line.
// Measured with the Secret Service: a locked collection answers "not found", like a missing entry.
#include "system/secret_store.h"

#include <QEventLoop>
#include <qt6keychain/keychain.h>

namespace upkeep {

namespace {

const QString service = QStringLiteral("io.github.upkeep.Upkeep");

// `job` is started, awaited and left for the caller to ask.
QKeychain::Error await(QKeychain::Job& job, const QString& key) {
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(key);
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&loop] { loop.quit(); });
    job.start();
    loop.exec();
    return job.error();
}

Error unavailable(const QKeychain::Job& job) {
    return Error{ErrorCode::SecretUnavailable, job.key(), job.errorString()};
}

class KeychainStore final : public SecretStore {
public:
    Result<std::optional<QByteArray>> read(const QString& key) override {
        QKeychain::ReadPasswordJob job(service);
        switch (await(job, key)) {
        case QKeychain::NoError:
            return std::optional<QByteArray>(job.binaryData());
        case QKeychain::EntryNotFound:
            return std::optional<QByteArray>();
        default:
            return unavailable(job);
        }
    }

    Result<void> write(const QString& key, const QByteArray& secret) override {
        QKeychain::WritePasswordJob job(service);
        job.setBinaryData(secret);
        return await(job, key) == QKeychain::NoError ? Result<void>() : unavailable(job);
    }

    Result<void> remove(const QString& key) override {
        QKeychain::DeletePasswordJob job(service);
        const QKeychain::Error error = await(job, key);
        const bool isGone = error == QKeychain::NoError || error == QKeychain::EntryNotFound;
        return isGone ? Result<void>() : unavailable(job);
    }
};

} // namespace

std::unique_ptr<SecretStore> makeKeychainStore() {
    return std::make_unique<KeychainStore>();
}

} // namespace upkeep
