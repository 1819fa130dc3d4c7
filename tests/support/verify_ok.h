// SPDX-License-Identifier: Apache-2.0
// VERIFY_OK(call) fails the test with the error's own words; codeOf(call) is the code of a failure.
#pragma once

#include "base/result.h"

#include <QTest>

#define VERIFY_OK(...)                                                                             \
    do {                                                                                           \
        const auto& verifiedResult = (__VA_ARGS__);                                                \
        QVERIFY2(verifiedResult.has_value(),                                                       \
                 verifiedResult.has_value() ? "" : qPrintable(verifiedResult.error().toString())); \
    } while (false)

namespace upkeep::test {

template <typename T> QString codeOf(const Result<T>& result) {
    return result.has_value() ? QStringLiteral("ok") : QString(errorId(result.error().code));
}

} // namespace upkeep::test
