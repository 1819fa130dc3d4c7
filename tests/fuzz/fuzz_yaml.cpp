// SPDX-License-Identifier: Apache-2.0
// Strict YAML: every value says a place inside of the text.
#include "base/yaml.h"

#include <cstdlib>

using namespace upkeep;

namespace {

void check(const YamlNode& node, qsizetype size) {
    if (node.offset < 0 || node.offset > size || node.line < 0)
        std::abort();
    for (const YamlNode& item : node.items)
        check(item, size);
    for (const YamlNode::Member& member : node.members) {
        check(member.first, size);
        check(member.second, size);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    if (const auto node = parseYaml(QByteArrayView(data, qsizetype(size)), QStringLiteral("f")))
        check(*node, qsizetype(size));
    return 0;
}
