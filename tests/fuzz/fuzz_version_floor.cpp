// SPDX-License-Identifier: Apache-2.0
// The version floor as it lies on a disk that anybody may have written to. The checksum is put
// right first, so that what lies behind it is reached.
#include "base/digest.h"
#include "trust/version_floor.h"

#include <cstdlib>

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArray text(reinterpret_cast<const char*>(data), qsizetype(size));
    (void)VersionFloor::fromBytes(text).has_value();
    const auto floor = VersionFloor::fromBytes(Digest::of(text).hex() + '\n' + text);
    if (!floor)
        return 0;
    const auto again = VersionFloor::fromBytes(floor->toBytes());
    if (!again || *again != *floor || VersionFloor::highest(*floor, *again) != *floor)
        std::abort();
    return 0;
}
