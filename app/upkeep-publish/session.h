// SPDX-License-Identifier: Apache-2.0
// What every verb works with: its arguments, the disk, and a way to speak.
#pragma once

#include "base/names.h"
#include "command_line/program.h"
#include "publish/key_folder.h"
#include "system/file_system.h"
#include "system/processes.h"
#include "system/secret_store.h"
#include "text/upkeep_tr.h"

#include <memory>

namespace upkeep {

class Session {
public:
    explicit Session(VerbCall& call);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    const std::stop_token& stop() const { return m_call.stop; }
    FileSystem& files() { return *m_files; }
    Processes& processes() { return *m_processes; }

    bool isSet(const char* name) const { return m_call.arguments.isSet(name); }
    QStringList options(const char* name) const { return m_call.arguments.values(name); }
    QString option(const char* name, const QString& otherwise = {}) const {
        return isSet(name) ? m_call.arguments.value(name) : otherwise;
    }

    // A line for people, and the result for machines: each verb says both.
    void say(const QString& line) const { m_call.console.say(line); }
    void result(const JsonValue& value) const { m_call.console.result(value); }

    // A bar for people; machines get the one object of result() only.
    ProgressSink progress() const {
        return m_call.console.options().json ? ProgressSink() : m_call.console.progress();
    }
    // --dry-run: show it, write nothing.
    bool isRehearsal() const { return isSet("dry-run"); }
    // usage.invalid where nobody can be asked and --yes is missing; cancelled on a no.
    Result<void> confirm(const QString& question, const QString& action) const;
    void endWith(ExitCode code) { m_exitCode = code; }
    ExitCode exitCode() const { return m_exitCode; }

    // The path an option names; usage.invalid where it is needed and missing.
    Result<LocalPath> path(const char* name) const;
    Result<std::optional<LocalPath>> optionalPath(const char* name) const;
    Result<LocalPath> operand(qsizetype number) const;

    // One line from --passphrase-fd, else asked on the terminal; `twice` for a new one.
    Result<QByteArray> passphrase(bool twice) const;
    // The next line of --passphrase-fd, else asked twice on the terminal.
    Result<QByteArray> newPassphrase() const;
    // The keys of every --keys, each folder opened with a passphrase of its own (one line each) or,
    // with --keychain, with what the desktop's key store knows; none where --keys is missing.
    Result<KeyFolder> keys();
    Result<KeyFolder> keysIfAny();
    SecretStore& secrets() { return *m_secrets; }
    VerbCall& call() { return m_call; }
    // Whoever else changes this site waits: lock.held.
    Result<void> lockSite(const LocalPath& site);
    // An empty folder of ours beside `near`, gone with the session.
    Result<LocalPath> scratch(const LocalPath& near);

private:
    VerbCall& m_call;
    std::unique_ptr<FileSystem> m_files;
    std::unique_ptr<Processes> m_processes;
    Result<KeyFolder> openFolder(const LocalPath& folder);

    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<FileLock> m_lock;
    QList<LocalPath> m_scratches;
    ExitCode m_exitCode = ExitCode::Done;
};

// Where the key store keeps the passphrase of an online key.
QString passphraseKey(const KeyRecord& record);

} // namespace upkeep
