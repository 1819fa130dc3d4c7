// SPDX-License-Identifier: Apache-2.0
// Who may sign for a role: key objects by their id, and per role which of them and how many. The
// strict readers of both; trust.metadata-invalid or trust.limit names what is wrong.
#pragma once

#include "trust/public_key.h"

#include <QHash>
#include <QList>

namespace upkeep {

using KeySet = QHash<QByteArray, PublicKey>; // by key id

struct RoleKeys {
    QList<QByteArray> keyIds;
    qint64 threshold = 1;
};

// {"keyids": [...], "threshold": n}: no id twice, n >= 1.
Result<RoleKeys> readRoleKeys(const JsonValue& role);
// The member "keys" of `holder`: each under the hash of its object.
Result<KeySet> readKeys(const JsonValue& holder);

} // namespace upkeep
