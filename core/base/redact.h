// SPDX-License-Identifier: Apache-2.0
// Secrets do not belong into logs and errors: whatever looks like one is replaced by "***". What
// holds a secret of another shape takes it out itself (withoutSecret).
#pragma once

#include <QByteArray>
#include <QString>

namespace upkeep {

// Tokens of GitHub and GitLab, credentials behind "Bearer" and in headers, users and passwords in
// addresses, signatures in links.
QString redacted(const QString& text);
// The same, and this very secret.
QString withoutSecret(const QString& text, const QByteArray& secret);

} // namespace upkeep
