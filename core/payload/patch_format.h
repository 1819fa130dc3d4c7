// SPDX-License-Identifier: Apache-2.0
// The container of a patch (FORMATS section 5), as values. `*.upkeep`:
//
//   "UPKEEP_PATCH\0" u16 major u16 minor u64 critical features, lengths of the header packed and
//   unpacked u32 each, then the header (zstd; as it is where both lengths are the same):
//     from_tree, to_tree, heap_kib varint
//     list delta: removed count { place }, put count { entry }
//                 old list - removed + put = new list
//                 place: entries of the old list passed over since the last place (varint)
//                 entry: varint 0 and a path block, or 1 + place (an entry of the same path), then
//                 kind u8 (0 file, 1 executable file, 2 folder, 3 link); files: size as a signed
//                 (zigzag) step from that of the same path, digest; links: target block
//     sources:    count { number in the old list }            the old files that are really read
//     outputs:    count { number of a put entry, segment varint, main source + 1 (0 = none) },
//                 ascending by segment; offsets follow from the order
//     segments:   count { first output, output count, source count { source number },
//                         predictor id u8, predictor version u8, steps varint (of predictor 1),
//                         stream count u8 = 3 { kind u8, class u8, codec u8, dict_log u8, csize,
//                         usize } }
//   then the streams of segment 0, 1, ... in their order: control, residual, new.
//
// Inside a segment the used sources are laid end to end, each start rounded up to 4,096 (the gap is
// no bytes), and so are the outputs without gaps. Control is a list of varint triples { seek, copy
// length, new length } with a signed (zigzag) seek: move the source position by `seek`, copy `copy
// length` bytes adding the residual to each, append `new length` bytes of the new stream and move
// the position on by as many (after Colin Percival, "Naive differences of executable code", 2003).
// Residual and new are zero-run coded (delta/zero_runs.h) before the codec.
//
// That is predictor 0. Predictor 1 version 1 (delta/predicted_walk.h) guesses references and codes
// all in one: the residual stream (raw, no zero runs) holds layouts, steps, corrections and, unless
// there is a new stream (no zero runs either), the new bytes. Control is empty.
//
// Bounds: 200,000 outputs, sources and segments each; header 32 MiB unpacked; dictionaries per
// segment <= 24 MiB in sum; 98,304 steps per segment; heap_kib <= 32 MiB + 2 % of the sources.
// Unknown major version, critical bit or predictor: patch.unsupported.
#pragma once

#include "base/codec.h"
#include "base/digest.h"
#include "base/result.h"
#include "tree/file_list.h"

#include <QList>

#include <array>

namespace upkeep {

struct PatchSource {
    Digest digest;
    qint64 size = 0;
    friend bool operator==(const PatchSource&, const PatchSource&) = default;
};

struct PatchOutput {
    qint64 entry = 0; // number in PatchHead::put: one file of each content that is decoded
    qint64 segment = 0;
    qint64 mainSource = -1; // number in PatchHead::sources; a hint for predictors
    friend bool operator==(const PatchOutput&, const PatchOutput&) = default;
};

enum PatchStreamKind : quint8 { ControlStream = 0, ResidualStream = 1, NewStream = 2 };
inline constexpr int patchStreamCount = 3;

// What kind of bytes a segment makes: chosen by the publisher, a hint for predictors.
enum class ContentClass : quint8 { Other = 0, Text = 1, X86_64 = 2, Arm64 = 3 };

struct PatchStream {
    ContentClass contentClass = ContentClass::Other;
    Codec codec = Codec::Raw;
    int dictionaryLog = 0; // 0 for Raw, else 10..23
    qint64 packed = 0;
    qint64 raw = 0;    // after the codec, still zero-run coded
    qint64 offset = 0; // in the file; not written, it follows from the order
    friend bool operator==(const PatchStream&, const PatchStream&) = default;
};

struct PatchSegment {
    qint64 firstOutput = 0;
    qint64 outputCount = 0;
    QList<qint64> sources; // numbers in PatchHead::sources
    quint8 predictor = 0;  // 0 = none, 1 = references
    quint8 predictorVersion = 0;
    qint64 steps = 0; // predictor 1: how many copies there are; memory follows from it
    std::array<PatchStream, patchStreamCount> streams;
    friend bool operator==(const PatchSegment&, const PatchSegment&) = default;
};

struct PatchHead {
    Digest fromTree;
    Digest toTree;
    qint64 heapKib = 0;
    QList<RelativePath> removed;
    QList<FileEntry> put; // added, changed and renamed entries of the new list
    QList<PatchSource> sources;
    QList<PatchOutput> outputs;
    QList<PatchSegment> segments;
    qint64 streamsBegin = 0; // in the file

    // `start` is the beginning of the file, at least headBytes(start) of it; `fileSize` bounds the
    // streams. `from` is the list of the tree it starts from; another one is patch.invalid.
    static Result<PatchHead> parse(QByteArrayView start, qint64 fileSize, const FileList& from);
    // Magic, versions, lengths and header; the streams follow it.
    Result<QByteArray> serialize(const FileList& from) const;
    // How many bytes parse() needs, from the first 64.
    static Result<qint64> headBytes(QByteArrayView first64);

    // The new list; patch.invalid unless it hashes to toTree.
    Result<FileList> newList(const FileList& from) const;
    // What decoding takes, buffers included: a segment, and the most any of them does, which
    // heapKib must allow. No patch may ask for more than largestHeapKib().
    qint64 neededKib(const PatchSegment& segment) const;
    qint64 neededKib() const;
    qint64 largestHeapKib() const;
    const FileEntry& outputEntry(qint64 output) const { return put[outputs[output].entry]; }
    qint64 outputBytes(const PatchSegment& segment) const;
};

// Where source `position` (an index into segment.sources) begins in the segment's virtual
// concatenation.
QList<qint64> sourceStarts(const PatchHead& head, const PatchSegment& segment);

} // namespace upkeep
