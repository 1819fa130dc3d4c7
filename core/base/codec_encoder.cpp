// SPDX-License-Identifier: Apache-2.0
#include "base/codec.h"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <vector>

namespace upkeep {

namespace {

constexpr int smallestWindowLog = 10;
constexpr int largestWindowLog = 27;

Error encoderFailed(const QString& cause) {
    return Error{ErrorCode::CodecFailed, {}, cause};
}

int windowLogFor(qint64 size, int wanted) {
    const auto needed =
        static_cast<int>(std::bit_width(static_cast<quint64>(qMax<qint64>(size, 1) - 1)));
    return std::clamp(
        wanted > 0 ? qMin(wanted, needed) : needed, smallestWindowLog, largestWindowLog);
}

} // namespace

struct StreamEncoder::State {
    explicit State(Sink to) : sink(std::move(to)), buffer(ZSTD_CStreamOutSize()) {}
    ~State() { ZSTD_freeCCtx(zstd); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    // Until the input is taken; at the end, until nothing is left to come.
    Result<void> run(ZSTD_inBuffer& input, ZSTD_EndDirective directive) {
        for (;;) {
            ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
            const size_t left = ZSTD_compressStream2(zstd, &output, &input, directive);
            if (ZSTD_isError(left))
                return encoderFailed(QString::fromLatin1(ZSTD_getErrorName(left)));
            if (output.pos > 0)
                UPKEEP_TRY(sink(QByteArrayView(buffer.data(), static_cast<qsizetype>(output.pos))));
            const bool isDone = directive == ZSTD_e_end ? left == 0 : input.pos == input.size;
            if (isDone)
                return {};
        }
    }

    Sink sink;
    std::vector<char> buffer;
    ZSTD_CCtx* zstd = ZSTD_createCCtx();
};

StreamEncoder::StreamEncoder(std::unique_ptr<State> state) : m_state(std::move(state)) {}
StreamEncoder::~StreamEncoder() = default;
StreamEncoder::StreamEncoder(StreamEncoder&&) noexcept = default;
StreamEncoder& StreamEncoder::operator=(StreamEncoder&&) noexcept = default;

Result<StreamEncoder> StreamEncoder::create(qint64 size, const CodecSettings& settings, Sink sink) {
    auto state = std::make_unique<State>(std::move(sink));
    ZSTD_CCtx* const context = state->zstd;
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, settings.level);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLogFor(size, settings.dictionaryLog));
    const size_t pledged =
        ZSTD_CCtx_setPledgedSrcSize(context, static_cast<unsigned long long>(size));
    if (ZSTD_isError(pledged))
        return encoderFailed(QString::fromLatin1(ZSTD_getErrorName(pledged)));
    return StreamEncoder(std::move(state));
}

Result<void> StreamEncoder::write(QByteArrayView piece) {
    ZSTD_inBuffer input{piece.data(), static_cast<size_t>(piece.size()), 0};
    return m_state->run(input, ZSTD_e_continue);
}

Result<void> StreamEncoder::finish() {
    ZSTD_inBuffer input{nullptr, 0, 0};
    return m_state->run(input, ZSTD_e_end);
}

} // namespace upkeep
