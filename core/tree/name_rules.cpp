// SPDX-License-Identifier: Apache-2.0
#include "tree/name_rules.h"

#include <algorithm>

namespace upkeep {

namespace {

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

} // namespace

QString foldedName(const QByteArray& path) {
    return QString::fromUtf8(path).normalized(QString::NormalizationForm_C).toCaseFolded();
}

// Behind a name, ".." could climb out through another link.
bool linkStaysInside(const RelativePath& link, const QByteArray& target) {
    if (target.isEmpty() || target.startsWith('/') || target.contains('\\') ||
        std::any_of(target.begin(), target.end(), isControl))
        return false;
    qsizetype depth = link.bytes().count('/');
    bool leading = true;
    for (const QByteArray& part : target.split('/')) {
        if (part.isEmpty() || part == ".")
            return false;
        leading = leading && part == "..";
        if (part == ".." && (!leading || --depth < 0))
            return false;
    }
    return true;
}

} // namespace upkeep
