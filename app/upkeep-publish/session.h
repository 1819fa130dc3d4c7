// SPDX-License-Identifier: Apache-2.0
// What every verb works with: its arguments, the disk, and a way to speak.
#pragma once

#include "arguments.h"
#include "base/json.h"
#include "base/names.h"
#include "publish/key_folder.h"
#include "system/file_system.h"
#include "system/processes.h"
#include "text/upkeep_tr.h"

#include <memory>
#include <stop_token>

namespace upkeep {

class Session {
public:
    Session(Arguments given, std::stop_token stop);

    const Arguments arguments;
    const std::stop_token stop;
    FileSystem& files() { return *m_files; }
    Processes& processes() { return *m_processes; }

    // A line for people; nothing with --json or --quiet.
    void say(const QString& line) const;
    // The result for machines, with --json only.
    void result(const JsonValue& value) const;

    // The path an option names; usage.invalid where it is needed and missing.
    Result<LocalPath> path(const char* option) const;
    Result<std::optional<LocalPath>> optionalPath(const char* option) const;
    Result<LocalPath> operand(qsizetype number) const;

    // One line from --passphrase-fd, else asked on the terminal; `twice` for a new one.
    Result<QByteArray> passphrase(bool twice) const;
    // The keys of --keys, opened with that passphrase.
    Result<KeyFolder> keys();
    // An empty folder of ours beside `near`, gone with the session.
    Result<LocalPath> scratch(const LocalPath& near);
    ~Session();

private:
    std::unique_ptr<FileSystem> m_files;
    std::unique_ptr<Processes> m_processes;
    QList<LocalPath> m_scratches;
};

} // namespace upkeep
