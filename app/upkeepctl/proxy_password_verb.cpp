// SPDX-License-Identifier: Apache-2.0
#include "policy/preferences.h"
#include "source/release_source.h"
#include "text/upkeep_tr.h"
#include "verbs.h"

#include <termios.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr qsizetype longest = 4096;

// A terminal shows nothing of what is typed, until the end of the scope.
class NoEcho {
public:
    NoEcho() {
        m_isTerminal = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~NoEcho() {
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    bool m_isTerminal = false;
    termios m_before{};
};

// One line of standard input: a secret on the command line could be read by others.
Result<QByteArray> readSecret() {
    const NoEcho silent;
    QByteArray line;
    char byte = 0;
    while (line.size() < longest && ::read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n')
        line += byte;
    line = line.trimmed();
    if (line.isEmpty())
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("standard input"),
                     QStringLiteral("has no secret in its first line")};
    return line;
}

// Of the user that the preferences name.
Result<QString> keyOf(Session& session) {
    UPKEEP_TRY_AS(const Seams seams, session.seams());
    const QUrl proxy(loadPreferences(session.files(), seams.places.preferences()).values.proxy);
    if (proxy.userName().isEmpty())
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("proxy"),
                     QStringLiteral("names no user: config set proxy http://USER@HOST:PORT")};
    return proxyKey(proxy);
}

} // namespace

Result<ExitCode> proxyPasswordSetVerb(Session& session) {
    UPKEEP_TRY_AS(const QString key, keyOf(session));
    // A rehearsal leaves the line to whoever reads next.
    return session.carryOut(Upkeep::tr("The proxy's password is in the key store."),
                            [&]() -> Result<void> {
                                UPKEEP_TRY_AS(const QByteArray secret, readSecret());
                                return session.secrets().write(key, secret);
                            });
}

Result<ExitCode> proxyPasswordRemoveVerb(Session& session) {
    UPKEEP_TRY_AS(const QString key, keyOf(session));
    return session.carryOut(Upkeep::tr("The proxy's password is gone from the key store."),
                            [&] { return session.secrets().remove(key); });
}

} // namespace upkeep
