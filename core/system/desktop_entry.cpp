// SPDX-License-Identifier: Apache-2.0
#include "system/desktop_entry.h"

namespace upkeep {

QByteArray execArgument(const QByteArray& argument) {
    QByteArray text;
    for (const char character : argument) {
        if (character == '"' || character == '`' || character == '$' || character == '\\')
            text += "\\\\";
        if (character == '\\')
            text += '\\';
        if (character == '%')
            text += '%';
        text += character;
    }
    return '"' + text + '"';
}

QByteArray entryValue(QByteArray text) {
    return text.replace('\\', "\\\\");
}

} // namespace upkeep
