// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include "passphrase.h"
#include "verb.h"

#include <QRandomGenerator>

#include <cstdio>

namespace upkeep {

Session::Session(Arguments given, std::stop_token stopToken)
    : arguments(std::move(given)), stop(std::move(stopToken)), m_files(makeLocalFileSystem()),
      m_processes(makeLocalProcesses()) {}

Session::~Session() {
    for (const LocalPath& folder : m_scratches)
        std::ignore = m_files->removeTree(folder);
}

void Session::say(const QString& line) const {
    if (arguments.has("json") || arguments.has("quiet"))
        return;
    std::printf("%s\n", line.toUtf8().constData());
    std::fflush(stdout);
}

void Session::result(const JsonValue& value) const {
    if (!arguments.has("json"))
        return;
    const JsonValue wrapped = JsonValue::Object{{QStringLiteral("result"), value}};
    std::printf("%s\n", writeJsonLine(wrapped).trimmed().constData());
    std::fflush(stdout);
}

Result<LocalPath> Session::path(const char* option) const {
    if (arguments.has(option))
        return LocalPath::fromUser(arguments.value(option));
    return Error{ErrorCode::UsageInvalid,
                 {},
                 Upkeep::tr("%1 needs --%2.")
                     .arg(QLatin1String(arguments.verb->name), QLatin1String(option))};
}

Result<std::optional<LocalPath>> Session::optionalPath(const char* option) const {
    if (!arguments.has(option))
        return std::optional<LocalPath>();
    UPKEEP_TRY_AS(const LocalPath given, path(option));
    return std::optional(given);
}

Result<LocalPath> Session::operand(qsizetype number) const {
    return LocalPath::fromUser(arguments.operands.at(number));
}

Result<QByteArray> Session::passphrase(bool twice) const {
    if (!arguments.has("passphrase-fd"))
        return askPassphrase(twice);
    bool isNumber = false;
    const int descriptor = arguments.value("passphrase-fd").toInt(&isNumber);
    if (!isNumber || descriptor < 0)
        return Error{ErrorCode::UsageInvalid,
                     {},
                     Upkeep::tr("--passphrase-fd needs the number of an open file.")};
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
