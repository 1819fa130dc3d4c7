// SPDX-License-Identifier: Apache-2.0
#include "snapshots/byte_stream.h"

namespace upkeep {

void ByteWriter::varint(quint64 value) {
    while (value >= 0x80) {
        m_bytes.append(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    m_bytes.append(static_cast<char>(value));
}

void ByteWriter::signedVarint(qint64 value) {
    varint((static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63));
}

void ByteWriter::bytes(QByteArrayView value) {
    varint(static_cast<quint64>(value.size()));
    m_bytes.append(value);
}

quint64 ByteReader::varint() {
    quint64 value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = number<quint8>();
        const quint64 bits = byte & 0x7F;
        if (shift == 63 && bits > 1)
            break;
        value |= bits << shift;
        if (!(byte & 0x80))
            return value;
    }
    m_good = false;
    return 0;
}

qint64 ByteReader::signedVarint() {
    const quint64 value = varint();
    return static_cast<qint64>((value >> 1) ^ (~(value & 1) + 1));
}

QByteArray ByteReader::bytes() {
    return raw(count(1)).toByteArray();
}

Digest ByteReader::digest() {
    const auto digest = Digest::fromRaw(raw(32));
    return digest.has_value() ? digest.value() : Digest();
}

QByteArrayView ByteReader::raw(qsizetype size) {
    if (size > m_bytes.size()) {
        m_good = false;
        m_bytes = {};
        return {};
    }
    const QByteArrayView found = m_bytes.first(size);
    m_bytes = m_bytes.sliced(size);
    return found;
}

qsizetype ByteReader::count(qsizetype eachBytes) {
    const quint64 value = varint();
    if (value <= static_cast<quint64>(m_bytes.size() / eachBytes))
        return static_cast<qsizetype>(value);
    m_good = false;
    m_bytes = {};
    return 0;
}

} // namespace upkeep
