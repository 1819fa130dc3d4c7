// SPDX-License-Identifier: Apache-2.0
// Zero runs out of a stream before it is compressed, so that dictionaries stay small: an almost
// equal file has a residual of hundreds of megabytes of zeros. Coded as a list of { zeros varint,
// literals varint, that many bytes }.
#pragma once

#include "base/codec.h"
#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>

namespace upkeep {

QByteArray encodeZeroRuns(QByteArrayView content);

// Decodes from a stream as it is asked; memory: constant.
class ZeroRunDecoder {
public:
    explicit ZeroRunDecoder(StreamDecoder stream) : m_stream(std::move(stream)) {}

    // Fills `into`, or fails where the stream ends early.
    Result<void> read(std::span<char> into);

private:
    Result<quint64> readVarint();
    Result<void> refill();
    Result<char> readByte();

    StreamDecoder m_stream;
    QByteArray m_buffer = QByteArray(64 * 1024, Qt::Uninitialized);
    qsizetype m_at = 0;
    qsizetype m_end = 0;
    quint64 m_zeros = 0;
    quint64 m_literals = 0;
};

// A list of varints out of such a stream (the control stream).
class VarintDecoder {
public:
    explicit VarintDecoder(StreamDecoder stream) : m_bytes(std::move(stream)) {}
    Result<quint64> next();

private:
    ZeroRunDecoder m_bytes;
};

} // namespace upkeep
