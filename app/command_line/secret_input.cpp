// SPDX-License-Identifier: Apache-2.0
#include "command_line/secret_input.h"

#include "system/file_system.h"
#include "text/upkeep_tr.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace upkeep {
namespace {

constexpr qsizetype longest = 4096;

// The terminal without echo, until the end of the scope.
class SilentTerminal {
public:
    explicit SilentTerminal(int terminal) : m_terminal(terminal) {
        m_known = ::tcgetattr(terminal, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        if (m_known)
            ::tcsetattr(terminal, TCSAFLUSH, &silent);
    }
    ~SilentTerminal() {
        if (m_known)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

private:
    int m_terminal;
    bool m_known = false;
    termios m_before{};
};

void print(int terminal, const QString& text) {
    const QByteArray bytes = text.toUtf8();
    std::ignore = ::write(terminal, bytes.constData(), size_t(bytes.size()));
}

Result<QByteArray> askOnce(int terminal, const QString& question) {
    print(terminal, question);
    const SilentTerminal silent(terminal);
    Result<QByteArray> answer = readSecret(terminal);
    print(terminal, QStringLiteral("\n"));
    return answer;
}

} // namespace

// Byte by byte, so that nothing behind the line is taken from whoever shares the descriptor.
Result<QByteArray> readSecret(int descriptor) {
    QByteArray line;
    char byte = 0;
    while (line.size() < longest && ::read(descriptor, &byte, 1) == 1 && byte != '\n')
        line += byte;
    if (line.isEmpty())
        return Error{ErrorCode::KeyInvalid, {}, QStringLiteral("it is empty")};
    return line;
}

Result<QByteArray> readSecretFrom(const QString& number, const QString& option) {
    bool isNumber = false;
    const int descriptor = number.toInt(&isNumber);
    if (!isNumber || descriptor < 0)
        return Error{
            ErrorCode::UsageInvalid, option, Upkeep::tr("needs the number of an open file")};
    return readSecret(descriptor);
}

Result<QByteArray> askSecret(const QString& question, bool twice, const QString& option) {
    const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
    if (!terminal.isOpen())
        return Error{ErrorCode::UsageInvalid,
                     option,
                     Upkeep::tr("is missing, and there is no terminal to ask on")};
    UPKEEP_TRY_AS(const QByteArray first, askOnce(terminal.get(), question));
    if (!twice)
        return first;
    UPKEEP_TRY_AS(const QByteArray second,
                  askOnce(terminal.get(), Upkeep::tr("The same once more: ")));
    if (first != second)
        return Error{ErrorCode::KeyInvalid, {}, QStringLiteral("the two answers differ")};
    return first;
}

} // namespace upkeep
