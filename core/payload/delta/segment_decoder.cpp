// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/segment_decoder.h"

#include <memory>

namespace upkeep {

namespace {

constexpr size_t bufferSize = 256 * 1024;

Error damaged(const char* cause) {
    return Error{ErrorCode::PatchInvalid, QStringLiteral("patch segment"), QLatin1String(cause)};
}

qint64 fromZigzag(quint64 value) {
    return static_cast<qint64>(value >> 1) ^ -static_cast<qint64>(value & 1);
}

class Decoder {
public:
    Decoder(SegmentStreams streams,
            qint64 size,
            const OldReader& old,
            const NewSink& sink,
            std::stop_token stop)
        : m_control(std::move(streams.control)), m_residual(std::move(streams.residual)),
          m_fresh(std::move(streams.fresh)), m_left(size), m_old(old), m_sink(sink),
          m_stop(std::move(stop)) {}

    Result<void> run() {
        while (m_left > 0) {
            UPKEEP_TRY_AS(const quint64 seek, m_control.next());
            UPKEEP_TRY_AS(const quint64 copy, m_control.next());
            UPKEEP_TRY_AS(const quint64 fresh, m_control.next());
            if (copy == 0 && fresh == 0)
                return damaged("has a step that makes nothing");
            UPKEEP_TRY(move(fromZigzag(seek)));
            UPKEEP_TRY(copyOld(copy));
            UPKEEP_TRY(takeFresh(fresh));
            m_position += static_cast<qint64>(fresh);
        }
        return {};
    }

private:
    Result<void> claim(quint64 count) {
        if (count > static_cast<quint64>(m_left))
            return damaged("makes more bytes than its files have");
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        m_left -= static_cast<qint64>(count);
        return {};
    }

    Result<void> copyOld(quint64 count) {
        UPKEEP_TRY(claim(count));
        while (count > 0) {
            const size_t size = qMin<quint64>(count, bufferSize);
            const std::span<char> old(m_oldBuffer.get(), size);
            const std::span<char> residual(m_newBuffer.get(), size);
            UPKEEP_TRY(m_old(m_position, old));
            UPKEEP_TRY(m_residual.read(residual));
            for (size_t i = 0; i < size; ++i)
                residual[i] = static_cast<char>(static_cast<unsigned char>(residual[i]) +
                                                static_cast<unsigned char>(old[i]));
            UPKEEP_TRY(m_sink(QByteArrayView(residual.data(), static_cast<qsizetype>(size))));
            m_position += static_cast<qint64>(size);
            count -= size;
        }
        return {};
    }

    Result<void> takeFresh(quint64 count) {
        UPKEEP_TRY(claim(count));
        while (count > 0) {
            const size_t size = qMin<quint64>(count, bufferSize);
            UPKEEP_TRY(m_fresh.read(std::span(m_newBuffer.get(), size)));
            UPKEEP_TRY(m_sink(QByteArrayView(m_newBuffer.get(), static_cast<qsizetype>(size))));
            count -= size;
        }
        return {};
    }

    // Anywhere a file could be; the reader refuses what no file has.
    Result<void> move(qint64 seek) {
        constexpr qint64 farthest = qint64(1) << 50;
        if (qAbs(seek) > farthest || qAbs(m_position + seek) > farthest)
            return damaged("seeks beyond all files");
        m_position += seek;
        return {};
    }

    VarintDecoder m_control;
    ZeroRunDecoder m_residual;
    ZeroRunDecoder m_fresh;
    qint64 m_left;
    const OldReader& m_old;
    const NewSink& m_sink;
    std::stop_token m_stop;
    qint64 m_position = 0;
    std::unique_ptr<char[]> m_oldBuffer = std::make_unique<char[]>(bufferSize);
    std::unique_ptr<char[]> m_newBuffer = std::make_unique<char[]>(bufferSize);
};

} // namespace

Result<void> decodeSegment(SegmentStreams streams,
                           qint64 size,
                           const OldReader& old,
                           const NewSink& sink,
                           std::stop_token stop) {
    return Decoder(std::move(streams), size, old, sink, std::move(stop)).run();
}

} // namespace upkeep
