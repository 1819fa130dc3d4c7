// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include "passphrase.h"

#include <QRandomGenerator>

namespace upkeep {

Session::Session(VerbCall& call)
    : m_call(call), m_files(makeLocalFileSystem()), m_processes(makeLocalProcesses()) {}

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
    if (!isSet("passphrase-fd"))
        return askPassphrase(twice);
    bool isNumber = false;
    const int descriptor = option("passphrase-fd").toInt(&isNumber);
    if (!isNumber || descriptor < 0)
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("--passphrase-fd"),
                     Upkeep::tr("needs the number of an open file")};
    return readPassphrase(descriptor);
}

Result<KeyFolder> Session::keys() {
    UPKEEP_TRY_AS(const LocalPath folder, path("keys"));
    UPKEEP_TRY_AS(const QByteArray secret, passphrase(false));
    return KeyFolder::open(*m_files, folder, secret);
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
