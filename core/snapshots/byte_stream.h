// SPDX-License-Identifier: Apache-2.0
// Little-endian bytes for the vault's own files. The reader never goes beyond its end: after the
// first value that is not there, it answers zero and isGood() is false.
#pragma once

#include "base/digest.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <concepts>

namespace upkeep {

class ByteWriter {
public:
    template <std::unsigned_integral T> void number(T value) {
        for (size_t i = 0; i < sizeof(T); ++i)
            m_bytes.append(static_cast<char>(static_cast<quint64>(value) >> (8 * i)));
    }
    void varint(quint64 value);
    // Signed numbers of any size: zigzag.
    void signedVarint(qint64 value);
    void bytes(QByteArrayView value);
    void text(const QString& value) { bytes(value.toUtf8()); }
    void digest(const Digest& value) { m_bytes.append(value.raw()); }
    void raw(QByteArrayView value) { m_bytes.append(value); }
    void reserve(qsizetype size) { m_bytes.reserve(size); }

    const QByteArray& result() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

class ByteReader {
public:
    explicit ByteReader(QByteArrayView bytes) : m_bytes(bytes) {}

    template <std::unsigned_integral T> T number() {
        const QByteArrayView found = raw(sizeof(T));
        quint64 value = 0;
        for (qsizetype i = 0; i < found.size(); ++i)
            value |= quint64(static_cast<quint8>(found[i])) << (8 * i);
        return static_cast<T>(value);
    }
    quint64 varint();
    qint64 signedVarint();
    QByteArray bytes();
    QString text() { return QString::fromUtf8(bytes()); }
    Digest digest();
    QByteArrayView raw(qsizetype size);
    // A number of things that each need at least `eachBytes`, so that a lie cannot ask for memory.
    qsizetype count(qsizetype eachBytes);

    bool isGood() const { return m_good; }
    // Everything was read, and all of it was there.
    bool isComplete() const { return m_good && m_bytes.isEmpty(); }

private:
    QByteArrayView m_bytes;
    bool m_good = true;
};

} // namespace upkeep
