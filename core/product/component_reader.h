// SPDX-License-Identifier: Apache-2.0
// The parts of product.yaml that name places: components, and the checks all such fields share.
#pragma once

#include "base/yaml_fields.h"
#include "product/product_file.h"

namespace upkeep {

Result<QList<ComponentSpec>> readComponents(const YamlFields& product);

// Names double as file names and D-Bus parts, so they are narrow.
Result<QString> readId(const YamlFields& fields);
// A file or folder of the signed tree ("." = the tree itself where `wholeTree` says so).
Result<QString>
readTreePath(const YamlFields& fields, QStringView key, bool wholeTree, const QString& otherwise);
// A place on the machine: "~/...", absolute, or inside the tree.
Result<QString> readPlace(const YamlFields& fields, QStringView key);
// A command line that starts with a program of the tree.
Result<QStringList> readArgv(const YamlFields& fields, QStringView key);

} // namespace upkeep
