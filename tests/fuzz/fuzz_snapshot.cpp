// SPDX-License-Identifier: Apache-2.0
// Manifests of snapshots: the input is the content, put into a sound container, as a damaged one is
// refused by its hash alone. What is read is written and read back the same.
#include "base/codec.h"
#include "snapshots/byte_stream.h"
#include "snapshots/snapshot_manifest.h"

#include <cstdlib>

using namespace upkeep;

namespace {

QByteArray contained(QByteArrayView content) {
    ByteWriter file;
    file.raw("UPKEEP_SNAP\n");
    file.number(quint16(1));
    file.number(quint16(0));
    file.number(quint32(content.size()));
    CodecSettings fast;
    fast.level = 1;
    file.raw(compress(Codec::Zstd, content, fast).value());
    file.digest(Digest::of(file.result()));
    return file.result();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView input(data, qsizetype(size));
    static_cast<void>(SnapshotManifest::parse(input).has_value());
    const auto manifest = SnapshotManifest::parse(contained(input));
    if (!manifest)
        return 0;
    static_cast<void>(manifest->totalSize());
    const auto written = manifest->serialize();
    const auto again = SnapshotManifest::parse(*written);
    if (!again || again->components != manifest->components)
        std::abort();
    return 0;
}
