// SPDX-License-Identifier: Apache-2.0
#include "payload/wire.h"

#include <QtEndian>

namespace upkeep {

namespace {

template <typename T> void appendLittle(QByteArray& bytes, T value) {
    char raw[sizeof(T)];
    qToLittleEndian(value, raw);
    bytes.append(raw, sizeof raw);
}

} // namespace

void WireWriter::u16(quint16 value) {
    appendLittle(m_bytes, value);
}

void WireWriter::u32(quint32 value) {
    appendLittle(m_bytes, value);
}

void WireWriter::u64(quint64 value) {
    appendLittle(m_bytes, value);
}

void WireWriter::varint(quint64 value) {
    while (value >= 0x80) {
        u8(static_cast<quint8>(value | 0x80));
        value >>= 7;
    }
    u8(static_cast<quint8>(value));
}

void WireWriter::block(QByteArrayView value) {
    varint(static_cast<quint64>(value.size()));
    bytes(value);
}

WireReader::WireReader(QByteArrayView bytes, ErrorCode code, QString subject)
    : m_bytes(bytes), m_code(code), m_subject(std::move(subject)) {}

Error WireReader::invalid(const QString& cause) const {
    return Error{m_code, m_subject, QStringLiteral("byte %1: %2").arg(m_at).arg(cause)};
}

template <typename T> Result<T> WireReader::fixed() {
    UPKEEP_TRY_AS(const QByteArrayView raw, bytes(sizeof(T)));
    return qFromLittleEndian<T>(raw.data());
}

Result<quint8> WireReader::u8() {
    return fixed<quint8>();
}

Result<quint16> WireReader::u16() {
    return fixed<quint16>();
}

Result<quint32> WireReader::u32() {
    return fixed<quint32>();
}

Result<quint64> WireReader::u64() {
    return fixed<quint64>();
}

Result<qint64> WireReader::varint(qint64 highest) {
    quint64 value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
        UPKEEP_TRY_AS(const quint8 byte, u8());
        value |= static_cast<quint64>(byte & 0x7F) << shift;
        if (byte & 0x80)
            continue;
        if (byte == 0 && shift > 0)
            return invalid(QStringLiteral("a number is written longer than needed"));
        if (highest < 0 || value > static_cast<quint64>(highest))
            return invalid(QStringLiteral("%1 is more than %2").arg(value).arg(highest));
        return static_cast<qint64>(value);
    }
    return invalid(QStringLiteral("a number has over 63 bits"));
}

Result<QByteArrayView> WireReader::bytes(qint64 count) {
    if (count < 0 || count > left())
        return invalid(QStringLiteral("ends early"));
    const QByteArrayView taken = m_bytes.sliced(m_at, count);
    m_at += count;
    return taken;
}

Result<QByteArrayView> WireReader::block(qint64 longest) {
    UPKEEP_TRY_AS(const qint64 length, varint(longest));
    return bytes(length);
}

Result<Digest> WireReader::digest() {
    UPKEEP_TRY_AS(const QByteArrayView raw, bytes(32));
    return Digest::fromRaw(raw);
}

Result<void> WireReader::expect(QByteArrayView magic) {
    const auto found = bytes(magic.size());
    if (!found || found.value() != magic)
        return invalid(QStringLiteral("is not a file of this kind"));
    return {};
}

} // namespace upkeep
