// SPDX-License-Identifier: Apache-2.0
// Bytes of our own binary formats (index, patch): little-endian integers and LEB128 varints. The
// reader is strict and bounded: it never reads past its end, and a length is checked against what
// is left before anything is made of it.
#pragma once

#include "base/digest.h"
#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace upkeep {

class WireWriter {
public:
    void u8(quint8 value) { m_bytes.append(static_cast<char>(value)); }
    void u16(quint16 value);
    void u32(quint32 value);
    void u64(quint64 value);
    void varint(quint64 value);
    void bytes(QByteArrayView value) { m_bytes.append(value.data(), value.size()); }
    // A varint length, then the bytes.
    void block(QByteArrayView value);
    void digest(const Digest& value) { m_bytes.append(value.raw()); }

    const QByteArray& result() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

class WireReader {
public:
    // `code` is what every failure is reported as, `subject` the file it is about.
    WireReader(QByteArrayView bytes, ErrorCode code, QString subject);

    Result<quint8> u8();
    Result<quint16> u16();
    Result<quint32> u32();
    Result<quint64> u64();
    // At most `highest` (below 0: there is no allowed value); also refuses encodings longer than
    // needed.
    Result<qint64> varint(qint64 highest);
    Result<QByteArrayView> bytes(qint64 count);
    Result<QByteArrayView> block(qint64 longest);
    Result<Digest> digest();
    Result<void> expect(QByteArrayView magic);

    bool atEnd() const { return m_at == m_bytes.size(); }
    qsizetype position() const { return m_at; }
    qsizetype left() const { return m_bytes.size() - m_at; }
    Error invalid(const QString& cause) const;

private:
    template <typename T> Result<T> fixed();

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    ErrorCode m_code;
    QString m_subject;
};

} // namespace upkeep
