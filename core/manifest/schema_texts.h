// SPDX-License-Identifier: Apache-2.0
// The JSON Schemas of resources/schemas/, compiled in.
#pragma once

namespace upkeep {

extern const char* const updateManifestSchemaText;
extern const char* const productSchemaText;

} // namespace upkeep
