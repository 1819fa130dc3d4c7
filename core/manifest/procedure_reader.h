// SPDX-License-Identifier: Apache-2.0
// The part of a manifest that the product and each of its components may have: checks, steps, and
// the order both must keep.
#pragma once

#include "base/yaml_fields.h"
#include "manifest/update_manifest.h"

namespace upkeep {

const QStringList& procedureKeys();
// Reads the procedure's keys; the others are the caller's.
Result<ManifestProcedure> readProcedure(const YamlFields& fields);
// A name of a-z, A-Z, 0-9, "_", "-" and ".".
Result<QString> readName(const YamlFields& fields, QStringView key);

} // namespace upkeep
