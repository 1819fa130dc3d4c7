// SPDX-License-Identifier: Apache-2.0
// What went wrong: a code with a stable text id, the subject (a file, URL, version) and the
// untranslated cause. Passing an error up may add to the cause, never replace the code. ui/text/
// turns codes into sentences.
#pragma once

#include "base/error_code.h"

#include <QMetaType>
#include <QString>

namespace upkeep {

struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString subject;
    QString cause;

    // `download.hash-mismatch: almanac.tar.zst: expected ..., found ...` for logs, never for
    // people. Secrets are taken out (redact.h).
    QString toString() const;
    // The same error with "context: " put before the cause.
    Error within(const QString& context) const;

    friend bool operator==(const Error&, const Error&) = default;
};

// Goes by itself or with another try: network, locks, expired or missing news, a person's cancel.
bool isPassing(const Error& error);

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::Error)
