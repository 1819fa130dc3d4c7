// SPDX-License-Identifier: Apache-2.0
// Trailers of packs: every piece lies in a frame, and what is read is written and read back the
// same.
#include "snapshots/pack_format.h"

#include <cstdlib>

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const auto trailer = PackTrailer::parse(QByteArrayView(data, qsizetype(size)));
    if (!trailer)
        return 0;
    for (const PackPiece& piece : trailer->pieces) {
        const PackFrame& frame = trailer->frames.at(piece.frame);
        if (piece.frameOffset + piece.length > frame.size ||
            piece.objectOffset + piece.length > piece.objectSize)
            std::abort();
    }
    for (const PackFrame& frame : trailer->frames) {
        if (frame.base && (frame.base->length > maximumBase || frame.base->offset < 0))
            std::abort();
    }
    const QByteArray written = trailer->serialize();
    const auto again = PackTrailer::parse(written);
    if (!again || again->serialize() != written)
        std::abort();
    return 0;
}
