// SPDX-License-Identifier: Apache-2.0
// Our JSON Schemas (resources/schemas/) applied to a YAML document, the same on the publisher's and
// on the user's side.
#pragma once

#include "base/yaml.h"
#include "base/yaml_fields.h"

namespace upkeep {

enum class DocumentSchema { UpdateManifest, Product };

// The first violation under the source's code, with file and line.
Result<void> checkSchema(DocumentSchema schema, const YamlNode& document, const YamlSource& source);
// The text of the schema, for publishers' own tools.
QByteArrayView schemaText(DocumentSchema schema);

} // namespace upkeep
