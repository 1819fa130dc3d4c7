// SPDX-License-Identifier: Apache-2.0
// A patch: its head as a file begins with it and as what it unpacks to, and the byte engine in both
// its forms on streams cut out of the input.
#include "payload/delta/segment_decoder.h"
#include "payload/patch_format.h"
#include "payload/wire.h"

#include <cstdlib>

using namespace upkeep;

namespace {

constexpr qint64 oldSize = 8192;
constexpr qint64 freshSize = 65536;

// What the patch starts from.
const FileList& oldList() {
    static const FileList list =
        FileList::parse("f\t0644\t3\t" + Digest::of("old").hex() + "\ta\n" + "d\t0755\t0\t-\tb\n" +
                        "f\t0755\t7\t" + Digest::of("another").hex() + "\tb/c\n" +
                        "l\t0777\t0\t-\tb/d\tc\n")
            .value();
    return list;
}

void checkHead(QByteArrayView file) {
    const auto head = PatchHead::parse(file, file.size(), oldList());
    if (!head)
        return;
    for (const PatchOutput& output : head->outputs) {
        if (output.entry >= head->put.size() || output.mainSource >= head->sources.size())
            std::abort();
    }
    for (const PatchSegment& segment : head->segments)
        sourceStarts(*head, segment);
    if (const auto list = head->newList(oldList()); list && list->treeHash() != head->toTree)
        std::abort();
    if (head->neededKib() > head->largestHeapKib())
        std::abort();
}

// `header` without the tree it starts from.
QByteArray fileWithHeader(QByteArrayView rest) {
    const QByteArray header = oldList().treeHash().raw() + rest.toByteArray();
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

// Old bytes with calls, rows and records of all sorts in them.
Result<void> readOld(qint64 position, std::span<char> into) {
    if (position < 0 || position + qint64(into.size()) > oldSize)
        return Error{ErrorCode::PatchInvalid, {}, {}};
    for (size_t i = 0; i < into.size(); ++i) {
        const quint64 at = quint64(position) + i;
        into[i] = static_cast<char>(at % 8 == 0 ? 0xE8 : at % 16 == 4 ? 12 : at % 3 ? at >> 5 : 0);
    }
    return {};
}

// No more than `size` bytes, and exactly as many where it says that all went well.
template <typename Decode> void checkDecoding(qint64 size, const Decode& decode) {
    qint64 made = 0;
    const Result<void> decoded = decode([&](QByteArrayView piece) -> Result<void> {
        made += piece.size();
        return {};
    });
    if (made > size || (decoded.has_value() && made != size))
        std::abort();
}

void checkEngine(QByteArrayView bytes) {
    const qsizetype third = bytes.size() / 3;
    checkDecoding(freshSize, [&](const NewSink& sink) {
        return decodeSegment({rawStream(bytes.first(third)),
                              rawStream(bytes.sliced(third, third)),
                              rawStream(bytes.sliced(2 * third))},
                             freshSize,
                             &readOld,
                             sink,
                             {});
    });
}

void checkPredicted(QByteArrayView bytes) {
    if (bytes.size() < 2)
        return;
    const WalkSize size{qint64(static_cast<quint8>(bytes[0])) * 64, static_cast<quint8>(bytes[1])};
    const QByteArrayView rest = bytes.sliced(2);
    checkDecoding(size.bytes, [&](const NewSink& sink) {
        return decodePredicted(rawStream(rest), std::nullopt, size, &readOld, sink, {});
    });
    checkDecoding(size.bytes, [&](const NewSink& sink) {
        return decodePredicted(rawStream(rest), rawStream(rest), size, &readOld, sink, {});
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView bytes(data, qsizetype(size));
    checkHead(bytes);
    checkHead(fileWithHeader(bytes));
    checkEngine(bytes);
    checkPredicted(bytes);
    return 0;
}
