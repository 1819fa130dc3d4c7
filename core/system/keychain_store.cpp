// SPDX-License-Identifier: Apache-2.0
// QtKeychain answers by signal; an event loop on the calling thread makes it straight-line.
// Measured with the Secret Service: a locked collection answers "not found", like a missing entry,
// so the service is asked whether it is locked.
#include "system/secret_store.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
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

QVariant askSecretService(const QString& path,
                          const QString& interface,
                          const QString& method,
                          const QVariantList& arguments) {
    constexpr int patience = 5'000;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.secrets"), path, interface, method);
    call.setArguments(arguments);
    const QDBusMessage answer = QDBusConnection::sessionBus().call(call, QDBus::Block, patience);
    return answer.arguments().value(0);
}

bool isLocked() {
    const QVariant collection = askSecretService(QStringLiteral("/org/freedesktop/secrets"),
                                                 QStringLiteral("org.freedesktop.Secret.Service"),
                                                 QStringLiteral("ReadAlias"),
                                                 {QStringLiteral("default")});
    const QString path = collection.value<QDBusObjectPath>().path();
    if (path.size() < 2)
        return false; // no collection yet, or no such service
    const QVariant locked = askSecretService(
        path,
        QStringLiteral("org.freedesktop.DBus.Properties"),
        QStringLiteral("Get"),
        {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    return locked.value<QDBusVariant>().variant().toBool();
}

class KeychainStore final : public SecretStore {
public:
    Result<std::optional<QByteArray>> read(const QString& key) override {
        QKeychain::ReadPasswordJob job(service);
        switch (await(job, key)) {
        case QKeychain::NoError:
            return std::optional<QByteArray>(job.binaryData());
        case QKeychain::EntryNotFound:
            if (isLocked())
                return Error{ErrorCode::SecretUnavailable, key, QStringLiteral("it is locked")};
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
