// SPDX-License-Identifier: Apache-2.0
// Compression behind one door: zstd and LZMA. Decoding is bounded: the caller names the most it
// will accept, and the window is capped (zstd windowLog 27, LZMA dictionary 128 MiB), so that no
// input can ask for more memory.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <span>

namespace upkeep {

enum class Codec : quint8 { Raw = 0, Zstd = 1, Lzma = 2 };

// Settings of an encoder; a decoder needs none of them.
struct CodecSettings {
    int level = 19;        // zstd 1..22, LZMA 0..9
    int dictionaryLog = 0; // window (zstd) or dictionary (LZMA) as a power of two; 0 = as large as
                           // the content needs
    int lzmaLc = 3;
    int lzmaPb = 2;
};

Result<QByteArray>
compress(Codec codec, QByteArrayView content, const CodecSettings& settings = {});
// Fails with codec.failed unless the content is complete and exactly `size` bytes long.
Result<QByteArray>
decompress(Codec codec, QByteArrayView packed, qint64 size, int dictionaryLog = 27);

// Encodes piece by piece what is too large to be held (zstd only). The same pieces give the same
// bytes. Memory: the window and its tables, 350 MiB at level 19 with windowLog 27; a piece.
class StreamEncoder {
public:
    using Sink = std::function<Result<void>(QByteArrayView)>;

    // `size`: of the whole content, written into the stream; finish() fails where other came.
    static Result<StreamEncoder> create(qint64 size, const CodecSettings& settings, Sink sink);
    ~StreamEncoder();
    StreamEncoder(const StreamEncoder&) = delete;
    StreamEncoder& operator=(const StreamEncoder&) = delete;
    StreamEncoder(StreamEncoder&&) noexcept;
    StreamEncoder& operator=(StreamEncoder&&) noexcept;

    Result<void> write(QByteArrayView piece);
    Result<void> finish();

private:
    struct State;
    explicit StreamEncoder(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

// Decodes piece by piece from a source that hands out compressed bytes (an empty view = end).
// Memory: the codec's window (the dictionary the encoder used) plus 128 KiB.
class StreamDecoder {
public:
    using Source = std::function<Result<QByteArrayView>()>;

    // A stream that asks for a window or dictionary over 2^dictionaryLog bytes is refused.
    static Result<StreamDecoder> create(Codec codec, Source source, int dictionaryLog = 27);
    ~StreamDecoder();
    StreamDecoder(const StreamDecoder&) = delete;
    StreamDecoder& operator=(const StreamDecoder&) = delete;
    StreamDecoder(StreamDecoder&&) noexcept;
    StreamDecoder& operator=(StreamDecoder&&) noexcept;

    // Fills `into` completely, or fails (also at an early end).
    Result<void> read(std::span<char> into);
    // Reads at most into.size() bytes; 0 = end of the content.
    Result<qsizetype> readSome(std::span<char> into);

private:
    struct State;
    explicit StreamDecoder(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace upkeep
