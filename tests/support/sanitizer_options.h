// SPDX-License-Identifier: Apache-2.0
// A program that a test starts in an environment of its own still has to hear what its sanitizer is
// to leave out.
#pragma once

#include <QProcessEnvironment>

namespace upkeep {

inline void keepSanitizerOptions(QProcessEnvironment& environment) {
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
        if (system.contains(name))
            environment.insert(name, system.value(name));
    }
}

} // namespace upkeep
