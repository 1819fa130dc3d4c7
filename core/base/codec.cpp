// SPDX-License-Identifier: Apache-2.0
#include "base/codec.h"

#include <lzma.h>
#include <zstd.h>

#include <algorithm>
#include <bit>

namespace upkeep {

namespace {

constexpr int zstdWindowLogMax = 27;
constexpr int zstdWindowLogMin = 10;
constexpr quint64 lzmaDecoderState = 128 * 1024; // besides the dictionary

Error codecFailed(const QString& cause) {
    return Error{ErrorCode::CodecFailed, {}, cause};
}

int dictionaryLogFor(qsizetype size, int wanted, int lowest, int highest) {
    const int needed =
        static_cast<int>(std::bit_width(static_cast<quint64>(qMax<qsizetype>(size, 1) - 1)));
    return std::clamp(wanted > 0 ? qMin(wanted, needed) : needed, lowest, highest);
}

Result<QByteArray> compressZstd(QByteArrayView content, const CodecSettings& settings) {
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                       &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, settings.level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 1);
    const int log = dictionaryLogFor(content.size(), settings.dictionaryLog, 10, zstdWindowLogMax);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, log);
    QByteArray packed(
        static_cast<qsizetype>(ZSTD_compressBound(static_cast<size_t>(content.size()))),
        Qt::Uninitialized);
    const size_t size = ZSTD_compress2(context.get(),
                                       packed.data(),
                                       static_cast<size_t>(packed.size()),
                                       content.data(),
                                       static_cast<size_t>(content.size()));
    if (ZSTD_isError(size))
        return codecFailed(QString::fromLatin1(ZSTD_getErrorName(size)));
    packed.truncate(static_cast<qsizetype>(size));
    packed.squeeze();
    return packed;
}

Result<QByteArray> compressLzma(QByteArrayView content, const CodecSettings& settings) {
    lzma_options_lzma options{};
    lzma_lzma_preset(&options,
                     static_cast<uint32_t>(qMin(settings.level, 9)) | LZMA_PRESET_EXTREME);
    options.lc = static_cast<uint32_t>(settings.lzmaLc);
    options.lp = 0;
    options.pb = static_cast<uint32_t>(settings.lzmaPb);
    options.dict_size = uint32_t(1)
                        << dictionaryLogFor(content.size(), settings.dictionaryLog, 12, 27);
    lzma_stream stream = LZMA_STREAM_INIT;
    if (lzma_alone_encoder(&stream, &options) != LZMA_OK)
        return codecFailed(QStringLiteral("LZMA encoder refused its options"));
    QByteArray packed(content.size() + content.size() / 3 + 4096, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<const uint8_t*>(content.data());
    stream.avail_in = static_cast<size_t>(content.size());
    stream.next_out = reinterpret_cast<uint8_t*>(packed.data());
    stream.avail_out = static_cast<size_t>(packed.size());
    const lzma_ret code = lzma_code(&stream, LZMA_FINISH);
    const auto written = static_cast<qsizetype>(stream.total_out);
    lzma_end(&stream);
    if (code != LZMA_STREAM_END)
        return codecFailed(QStringLiteral("LZMA encoder stopped with %1").arg(code));
    packed.truncate(written);
    packed.squeeze();
    return packed;
}

} // namespace

struct StreamDecoder::State {
    explicit State(Codec kind, Source bytes) : codec(kind), source(std::move(bytes)) {}
    ~State() {
        ZSTD_freeDCtx(zstd);
        lzma_end(&lzma);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    Result<void> refill();
    Result<qsizetype> decode(std::span<char> into);
    Result<qsizetype> decodeRaw(std::span<char> into);
    Result<qsizetype> decodeZstd(std::span<char> into);
    Result<qsizetype> decodeLzma(std::span<char> into);

    Codec codec;
    Source source;
    ZSTD_DCtx* zstd = nullptr;
    lzma_stream lzma = LZMA_STREAM_INIT;
    QByteArrayView pending;
    bool sourceEnded = false;
    bool ended = false;
    bool frameOpen = true;
};

Result<void> StreamDecoder::State::refill() {
    if (!pending.isEmpty() || sourceEnded)
        return {};
    UPKEEP_TRY_AS(pending, source());
    sourceEnded = pending.isEmpty();
    return {};
}

Result<qsizetype> StreamDecoder::State::decodeRaw(std::span<char> into) {
    UPKEEP_TRY(refill());
    const auto count = qMin<qsizetype>(pending.size(), static_cast<qsizetype>(into.size()));
    std::copy_n(pending.data(), count, into.data());
    pending = pending.sliced(count);
    ended = sourceEnded && count == 0;
    return count;
}

Result<qsizetype> StreamDecoder::State::decodeZstd(std::span<char> into) {
    ZSTD_outBuffer output{into.data(), into.size(), 0};
    while (output.pos == 0) {
        UPKEEP_TRY(refill());
        ZSTD_inBuffer input{pending.data(), static_cast<size_t>(pending.size()), 0};
        const size_t hint = ZSTD_decompressStream(zstd, &output, &input);
        if (ZSTD_isError(hint))
            return codecFailed(QString::fromLatin1(ZSTD_getErrorName(hint)));
        pending = pending.sliced(static_cast<qsizetype>(input.pos));
        // Asked with nothing at the end of a frame, zstd answers for a next frame that never comes.
        if (input.pos > 0 || output.pos > 0)
            frameOpen = hint != 0;
        if (output.pos == 0 && sourceEnded && pending.isEmpty()) {
            if (frameOpen)
                return codecFailed(QStringLiteral("the zstd stream ends early"));
            ended = true;
            break;
        }
    }
    return static_cast<qsizetype>(output.pos);
}

Result<qsizetype> StreamDecoder::State::decodeLzma(std::span<char> into) {
    lzma.next_out = reinterpret_cast<uint8_t*>(into.data());
    lzma.avail_out = into.size();
    while (lzma.avail_out == into.size() && !ended) {
        UPKEEP_TRY(refill());
        lzma.next_in = reinterpret_cast<const uint8_t*>(pending.data());
        lzma.avail_in = static_cast<size_t>(pending.size());
        const lzma_ret code = lzma_code(&lzma, sourceEnded ? LZMA_FINISH : LZMA_RUN);
        pending = pending.last(static_cast<qsizetype>(lzma.avail_in));
        ended = code == LZMA_STREAM_END;
        if (code != LZMA_OK && code != LZMA_STREAM_END)
            return codecFailed(
                QStringLiteral("the LZMA stream is damaged or ends early (%1)").arg(code));
    }
    return static_cast<qsizetype>(into.size() - lzma.avail_out);
}

Result<qsizetype> StreamDecoder::State::decode(std::span<char> into) {
    if (ended || into.empty())
        return qsizetype(0);
    switch (codec) {
    case Codec::Raw:
        return decodeRaw(into);
    case Codec::Zstd:
        return decodeZstd(into);
    case Codec::Lzma:
        return decodeLzma(into);
    }
    return codecFailed(QStringLiteral("unknown codec"));
}

StreamDecoder::StreamDecoder(std::unique_ptr<State> state) : m_state(std::move(state)) {}
StreamDecoder::~StreamDecoder() = default;
StreamDecoder::StreamDecoder(StreamDecoder&&) noexcept = default;
StreamDecoder& StreamDecoder::operator=(StreamDecoder&&) noexcept = default;

Result<StreamDecoder> StreamDecoder::create(Codec codec, Source source, int dictionaryLog) {
    auto state = std::make_unique<State>(codec, std::move(source));
    if (codec == Codec::Zstd) {
        state->zstd = ZSTD_createDCtx();
        ZSTD_DCtx_setParameter(state->zstd,
                               ZSTD_d_windowLogMax,
                               std::clamp(dictionaryLog, zstdWindowLogMin, zstdWindowLogMax));
    } else if (codec == Codec::Lzma) {
        const quint64 limit = (quint64(1) << std::clamp(dictionaryLog, 12, 27)) + lzmaDecoderState;
        if (lzma_alone_decoder(&state->lzma, limit) != LZMA_OK)
            return codecFailed(QStringLiteral("no memory for the LZMA decoder"));
    } else if (codec != Codec::Raw) {
        return codecFailed(QStringLiteral("unknown codec"));
    }
    return StreamDecoder(std::move(state));
}

Result<qsizetype> StreamDecoder::readSome(std::span<char> into) {
    return m_state->decode(into);
}

Result<void> StreamDecoder::read(std::span<char> into) {
    while (!into.empty()) {
        UPKEEP_TRY_AS(const qsizetype count, readSome(into));
        if (count == 0)
            return codecFailed(QStringLiteral("the stream ends early"));
        into = into.subspan(static_cast<size_t>(count));
    }
    return {};
}

Result<QByteArray> compress(Codec codec, QByteArrayView content, const CodecSettings& settings) {
    switch (codec) {
    case Codec::Raw:
        return content.toByteArray();
    case Codec::Zstd:
        return compressZstd(content, settings);
    case Codec::Lzma:
        return compressLzma(content, settings);
    }
    return codecFailed(QStringLiteral("unknown codec"));
}

Result<QByteArray> decompress(Codec codec, QByteArrayView packed, qint64 size, int dictionaryLog) {
    bool handedOut = false;
    UPKEEP_TRY_AS(StreamDecoder decoder,
                  StreamDecoder::create(
                      codec,
                      [&]() -> Result<QByteArrayView> {
                          return std::exchange(handedOut, true) ? QByteArrayView() : packed;
                      },
                      dictionaryLog));
    QByteArray content(size, Qt::Uninitialized);
    UPKEEP_TRY(decoder.read(std::span(content.data(), static_cast<size_t>(size))));
    char extra = 0;
    UPKEEP_TRY_AS(const qsizetype more, decoder.readSome(std::span(&extra, 1)));
    if (more != 0)
        return codecFailed(QStringLiteral("the content is longer than announced"));
    return content;
}

} // namespace upkeep
