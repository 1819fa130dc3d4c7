// SPDX-License-Identifier: Apache-2.0
// Turns an error into what a person reads: what happened, what state things are in, what to do
// (PRODUCT 4.14). The stable id and the cause belong under "Details", never in a headline.
#pragma once

#include "base/error.h"

#include <QString>

namespace upkeep {

// Who the sentence is about; empty fields are worded around.
struct TextContext {
    QString product; // "Almanac"
    QString version; // the one that is installed
};

struct ErrorText {
    QString happened;
    QString state;
    QString advice;

    // The three as one paragraph.
    QString paragraph() const;
};

ErrorText describe(const Error& error, const TextContext& context);

// "download.hash-mismatch", subject and cause on lines of their own, for the Details part.
QString errorDetails(const Error& error);

} // namespace upkeep
