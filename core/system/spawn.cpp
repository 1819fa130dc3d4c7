// SPDX-License-Identifier: Apache-2.0
#include "system/spawn.h"

#include <cerrno>
#include <csignal>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

namespace upkeep {

namespace {

bool isAlwaysPassedOn(const QByteArray& name) {
    static const QByteArrayList names = {"HOME", "PATH", "LANG", "USER", "LOGNAME", "TZ"};
    return names.contains(name) || name.startsWith("XDG_") || name.startsWith("LC_");
}

bool isForTheDesktop(const QByteArray& name) {
    static const QByteArrayList names = {
        "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM"};
    return names.contains(name);
}

std::vector<char*> pointers(const QByteArrayList& strings) {
    std::vector<char*> result;
    for (const QByteArray& string : strings)
        result.push_back(const_cast<char*>(string.constData())); // posix_spawn does not write
    result.push_back(nullptr);
    return result;
}

// Owns the two C structures that posix_spawn takes.
class SpawnSettings {
public:
    SpawnSettings() {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawnattr_init(&m_attributes);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&m_actions);
        posix_spawnattr_destroy(&m_attributes);
    }
    Q_DISABLE_COPY_MOVE(SpawnSettings)

    void connectStreams(const SpawnPlan& plan) {
        connect(STDIN_FILENO, plan.input, O_RDONLY);
        connect(STDOUT_FILENO, plan.output, O_WRONLY);
        connect(STDERR_FILENO, plan.errors, O_WRONLY);
        posix_spawn_file_actions_addclosefrom_np(&m_actions, STDERR_FILENO + 1);
    }

    void enterFolder(const LocalPath& folder) {
        posix_spawn_file_actions_addchdir_np(&m_actions, folder.isEmpty() ? "/" : folder.c_str());
    }

    // Signals as a fresh program expects them, whatever our threads block or ignore.
    void resetSignals() {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        posix_spawnattr_setsigdefault(&m_attributes, &all);
    }

    void setFlags(bool ownSession) {
        const int scope = ownSession ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP;
        const int flags = scope | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
        posix_spawnattr_setflags(&m_attributes, static_cast<short>(flags));
    }

    const posix_spawn_file_actions_t* actions() const { return &m_actions; }
    const posix_spawnattr_t* attributes() const { return &m_attributes; }

private:
    void connect(int stream, int descriptor, int flags) {
        if (descriptor >= 0)
            posix_spawn_file_actions_adddup2(&m_actions, descriptor, stream);
        else
            posix_spawn_file_actions_addopen(&m_actions, stream, "/dev/null", flags, 0);
    }

    posix_spawn_file_actions_t m_actions = {};
    posix_spawnattr_t m_attributes = {};
};

} // namespace

QByteArrayList programEnvironment(const ProgramCall& call, bool desktop) {
    QByteArrayList environment;
    for (char** entry = environ; *entry; ++entry) {
        const QByteArray variable(*entry);
        const QByteArray name = variable.left(variable.indexOf('='));
        const bool isReplaced = std::any_of(call.environment.cbegin(),
                                            call.environment.cend(),
                                            [&](const auto& added) { return added.first == name; });
        if (!isReplaced && (isAlwaysPassedOn(name) || (desktop && isForTheDesktop(name))))
            environment.append(variable);
    }
    for (const auto& [name, value] : call.environment)
        environment.append(name + '=' + value);
    return environment;
}

Result<pid_t> spawn(const ProgramCall& call, const SpawnPlan& plan) {
    if (call.argv.isEmpty() || !call.argv.constFirst().contains('/'))
        return Error{ErrorCode::ProcessFailed, {}, QStringLiteral("no path of a program given")};
    SpawnSettings settings;
    settings.connectStreams(plan);
    settings.enterFolder(call.folder);
    settings.resetSignals();
    settings.setFlags(plan.ownSession);
    pid_t pid = -1;
    const int failure = posix_spawn(&pid,
                                    call.argv.constFirst().constData(),
                                    settings.actions(),
                                    settings.attributes(),
                                    pointers(call.argv).data(),
                                    pointers(plan.environment).data());
    if (failure != 0)
        return Error{ErrorCode::ProcessFailed,
                     QString::fromUtf8(call.argv.constFirst()),
                     qt_error_string(failure)};
    return pid;
}

} // namespace upkeep
