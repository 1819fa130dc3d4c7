// SPDX-License-Identifier: Apache-2.0
// File names are bytes. RelativePath is a name a publisher signed: strict, portable, can never
// leave its tree. LocalName is a name found on this machine: any bytes. LocalPath is an absolute
// place on this machine: any bytes.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <compare>

namespace upkeep {

// Relative, '/'-separated, valid UTF-8, at most 1,024 bytes and 40 levels. Refused: empty,
// absolute, ".", "..", empty components, control characters, backslash, drive letters, trailing dot
// or space, names Windows reserves.
class RelativePath {
public:
    RelativePath() = default; // empty: no valid name, only a place to assign one to
    static Result<RelativePath> parse(QByteArrayView text);

    const QByteArray& bytes() const { return m_bytes; }
    QByteArray basename() const;
    // The folder this path lies in; empty bytes at the top level.
    QByteArray parent() const;
    // True for the path itself and for everything below it.
    bool isWithin(const RelativePath& folder) const;

    friend auto operator<=>(const RelativePath& a, const RelativePath& b) {
        return a.m_bytes.compare(b.m_bytes) <=> 0;
    }
    friend bool operator==(const RelativePath&, const RelativePath&) = default;
    friend size_t qHash(const RelativePath& path, size_t seed = 0) {
        return qHash(path.m_bytes, seed);
    }

private:
    explicit RelativePath(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    QByteArray m_bytes;
};

// Relative, '/'-separated, any bytes but NUL; no ".", ".." or empty components. Never normalised.
class LocalName {
public:
    LocalName() = default; // empty: no valid name, only a place to assign one to
    static Result<LocalName> parse(QByteArrayView bytes);
    LocalName(const RelativePath& path) : m_bytes(path.bytes()) {}

    const QByteArray& bytes() const { return m_bytes; }
    LocalName child(const LocalName& name) const;
    // For people and logs only: bytes that are not UTF-8 are shown as U+FFFD.
    QString display() const { return QString::fromUtf8(m_bytes); }

    friend auto operator<=>(const LocalName& a, const LocalName& b) {
        return a.m_bytes.compare(b.m_bytes) <=> 0;
    }
    friend bool operator==(const LocalName&, const LocalName&) = default;
    friend size_t qHash(const LocalName& name, size_t seed = 0) {
        return qHash(name.m_bytes, seed);
    }

private:
    explicit LocalName(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    QByteArray m_bytes;
};

// Absolute, any bytes but NUL, without a trailing '/', "." or "..".
class LocalPath {
public:
    LocalPath() = default;
    static Result<LocalPath> parse(QByteArrayView bytes);
    // From a setting or an argument; relative ones are taken from the current folder, a leading
    // "~/" from $HOME.
    static Result<LocalPath> fromUser(const QString& text);

    const QByteArray& bytes() const { return m_bytes; }
    const char* c_str() const { return m_bytes.constData(); }
    bool isEmpty() const { return m_bytes.isEmpty(); }
    LocalPath operator/(const LocalName& name) const;
    // A fixed name of ours ("journal", ".upkeep/staged"); must be a valid LocalName, checked by
    // assertion.
    LocalPath operator/(const char* name) const;
    LocalPath parent() const;
    QByteArray basename() const;
    // This place with "suffix" added to its last component.
    LocalPath withSuffix(QByteArrayView suffix) const;
    bool isWithin(const LocalPath& folder) const;
    // For people, logs and Qt APIs that cannot take bytes (never in tree/, snapshots/, payload/).
    QString display() const { return QString::fromUtf8(m_bytes); }

    friend auto operator<=>(const LocalPath& a, const LocalPath& b) {
        return a.m_bytes.compare(b.m_bytes) <=> 0;
    }
    friend bool operator==(const LocalPath&, const LocalPath&) = default;
    friend size_t qHash(const LocalPath& path, size_t seed = 0) {
        return qHash(path.m_bytes, seed);
    }

private:
    explicit LocalPath(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    QByteArray m_bytes;
};

} // namespace upkeep
