// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include "command_line/secret_input.h"

#include <QRandomGenerator>

namespace upkeep {

Session::Session(VerbCall& call)
    : m_call(call), m_files(makeLocalFileSystem()), m_processes(makeLocalProcesses()),
      m_secrets(makeKeychainStore()) {}

Session::~Session() {
    for (const LocalPath& folder : m_scratches)
        std::ignore = m_files->removeTree(folder);
}

Result<LocalPath> Session::path(const char* name) const {
    if (isSet(name))
        return LocalPath::fromUser(option(name));
    return Error{ErrorCode::UsageInvalid,
                 QStringLiteral("--") + QLatin1String(name),
                 Upkeep::tr("is missing")};
}

Result<std::optional<LocalPath>> Session::optionalPath(const char* name) const {
    if (!isSet(name))
        return std::optional<LocalPath>();
    UPKEEP_TRY_AS(const LocalPath given, path(name));
    return std::optional(given);
}

Result<LocalPath> Session::operand(qsizetype number) const {
    return LocalPath::fromUser(m_call.arguments.operands.at(number));
}

Result<QByteArray> Session::passphrase(bool twice) const {
    const QString option = QStringLiteral("--passphrase-fd");
    if (isSet("passphrase-fd"))
        return readSecretFrom(m_call.arguments.value("passphrase-fd"), option);
    return askSecret(Upkeep::tr("Passphrase of the keys: "), twice, option);
}

Result<QByteArray> Session::newPassphrase() const {
    const QString option = QStringLiteral("--passphrase-fd");
    if (isSet("passphrase-fd"))
        return readSecretFrom(m_call.arguments.value("passphrase-fd"), option);
    return askSecret(Upkeep::tr("The new passphrase: "), true, option);
}

Result<void> Session::confirm(const QString& question, const QString& action) const {
    UPKEEP_TRY_AS(const bool isAgreed, m_call.console.confirm(question, action));
    return isAgreed ? Result<void>() : Error{ErrorCode::Cancelled, {}, {}};
}

Result<KeyFolder> Session::keys() {
    UPKEEP_TRY(path("keys"));
    return keysIfAny();
}

Result<KeyFolder> Session::keysIfAny() {
    KeyFolder keys;
    for (const QString& text : options("keys")) {
        UPKEEP_TRY_AS(const LocalPath folder, LocalPath::fromUser(text));
        UPKEEP_TRY_AS(const KeyFolder opened, openFolder(folder));
        keys.join(opened);
    }
    return keys;
}

// A key of which the key store knows nothing is left out, like one that lies elsewhere.
Result<KeyFolder> Session::openFolder(const LocalPath& folder) {
    if (isSet("keychain")) {
        return KeyFolder::open(*m_files, folder, [this](const KeyRecord& record) {
            return isOfflineRole(record.role) ? Result(std::optional<QByteArray>())
                                              : m_secrets->read(passphraseKey(record));
        });
    }
    UPKEEP_TRY_AS(const QByteArray secret, passphrase(false));
    return KeyFolder::open(*m_files, folder, secret);
}

Result<void> Session::lockSite(const LocalPath& site) {
    UPKEEP_TRY(m_files->makeFolders(site));
    UPKEEP_TRY_AS(m_lock, m_files->lock(site / ".lock"));
    return {};
}

QString passphraseKey(const KeyRecord& record) {
    return QStringLiteral("passphrase/") + QString::fromLatin1(record.id);
}

Result<LocalPath> Session::scratch(const LocalPath& near) {
    const QByteArray suffix =
        ".scratch-" + QByteArray::number(QRandomGenerator::system()->generate(), 36);
    const LocalPath folder = near.withSuffix(suffix);
    UPKEEP_TRY(m_files->makeFolder(folder, 0700));
    m_scratches += folder;
    return folder;
}

} // namespace upkeep
