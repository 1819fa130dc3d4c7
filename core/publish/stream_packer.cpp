// SPDX-License-Identifier: Apache-2.0
#include "publish/stream_packer.h"

#include <algorithm>
#include <bit>

namespace upkeep {

namespace {

constexpr qsizetype shortStream = 256 * 1024;

int dictionaryLogFor(qsizetype size, int largest) {
    const auto needed =
        static_cast<int>(std::bit_width(static_cast<quint64>(qMax<qsizetype>(size, 1) - 1)));
    return std::clamp(needed, 12, largest);
}

} // namespace

Result<Packed> packBest(QByteArrayView content, ContentClass contentClass, int largestLog) {
    const int log = dictionaryLogFor(content.size(), largestLog);
    // LZMA with contexts for bytes and for aligned words; zstd, and LZMA without contexts, win on
    // short streams only.
    QList<std::pair<Codec, CodecSettings>> tries = {
        {Codec::Lzma, {9, log, 3, 2}},
        {Codec::Lzma, {9, log, 4, 0}},
    };
    if (content.size() <= shortStream)
        tries += {{Codec::Zstd, {19, log, 3, 2}}, {Codec::Lzma, {9, log, 0, 0}}};
    Packed best{{contentClass, Codec::Raw, 0, content.size(), content.size(), 0},
                content.toByteArray()};
    for (const auto& [codec, settings] : std::as_const(tries)) {
        UPKEEP_TRY_AS(const QByteArray packed, compress(codec, content, settings));
        if (packed.size() >= best.bytes.size())
            continue;
        best = {{contentClass, codec, log, packed.size(), content.size(), 0}, packed};
    }
    return best;
}

} // namespace upkeep
