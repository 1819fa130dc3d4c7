// SPDX-License-Identifier: Apache-2.0
// A patch: its head as a file begins with it and as what it unpacks to, and the byte engine on
// streams cut out of the input.
#include "payload/delta/segment_decoder.h"
#include "payload/patch_format.h"
#include "payload/wire.h"

#include <cstdlib>
#include <cstring>

using namespace upkeep;

namespace {

constexpr qint64 oldSize = 8192;
constexpr qint64 freshSize = 65536;

void checkHead(QByteArrayView file) {
    const auto head = PatchHead::parse(file, file.size());
    if (!head)
        return;
    for (const PatchOutput& output : head->outputs) {
        if (output.entry >= head->put.size() || output.mainSource >= head->sources.size())
            std::abort();
    }
    for (const PatchSegment& segment : head->segments)
        sourceStarts(*head, segment);
    if (head->newList(FileList()) && head->fromTree != FileList().treeHash())
        std::abort();
}

QByteArray fileWithHeader(QByteArrayView header) {
    const QByteArray packed = compress(Codec::Zstd, header, {1, 0, 3, 2}).value();
    WireWriter writer;
    writer.bytes(QByteArrayView("UPKEEP_PATCH\0", 13));
    writer.u16(1);
    writer.u16(0);
    writer.u64(0);
    writer.u32(static_cast<quint32>(packed.size()));
    writer.u32(static_cast<quint32>(header.size()));
    writer.bytes(packed);
    return writer.result();
}

StreamDecoder rawStream(QByteArrayView bytes) {
    return StreamDecoder::create(Codec::Raw,
                                 [bytes]() mutable -> Result<QByteArrayView> {
                                     return std::exchange(bytes, QByteArrayView());
                                 })
        .value();
}

void checkEngine(QByteArrayView bytes) {
    const qsizetype third = bytes.size() / 3;
    qint64 made = 0;
    const auto decoded = decodeSegment(
        {rawStream(bytes.first(third)),
         rawStream(bytes.sliced(third, third)),
         rawStream(bytes.sliced(2 * third))},
        freshSize,
        [](qint64 position, std::span<char> into) -> Result<void> {
            if (position < 0 || position + qint64(into.size()) > oldSize)
                return Error{ErrorCode::PatchInvalid, {}, {}};
            std::memset(into.data(), 'o', into.size());
            return {};
        },
        [&](QByteArrayView piece) -> Result<void> {
            made += piece.size();
            return {};
        },
        {});
    if (made > freshSize || (decoded.has_value() && made != freshSize))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView bytes(data, qsizetype(size));
    checkHead(bytes);
    checkHead(fileWithHeader(bytes));
    checkEngine(bytes);
    return 0;
}
