// SPDX-License-Identifier: Apache-2.0
#include "publish/tar_header.h"

#include <cstring>

namespace upkeep {

namespace {

constexpr qsizetype blockSize = 512;

struct Name {
    QByteArray prefix;
    QByteArray name;
    bool fits = false;
};

// ustar holds 100 bytes of name and 155 of prefix, split at a slash.
Name splitName(const QByteArray& path) {
    if (path.size() <= 100)
        return {{}, path, true};
    for (qsizetype slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        if (slash <= 155 && path.size() - slash - 1 <= 100 && slash + 1 < path.size())
            return {path.left(slash), path.mid(slash + 1), true};
    }
    return {{}, path.left(100), false};
}

void put(QByteArray& block, qsizetype at, const QByteArray& bytes) {
    std::memcpy(block.data() + at, bytes.constData(), static_cast<size_t>(bytes.size()));
}

QByteArray octal(qint64 value, int digits) {
    return QByteArray::number(value, 8).rightJustified(digits, '0');
}

QByteArray
block(const Name& name, char type, quint32 mode, qint64 size, const QByteArray& link, qint64 time) {
    QByteArray bytes(blockSize, '\0');
    put(bytes, 0, name.name);
    put(bytes, 100, octal(mode, 7));
    put(bytes, 108, octal(0, 7));
    put(bytes, 116, octal(0, 7));
    put(bytes, 124, octal(size, 11));
    put(bytes, 136, octal(time, 11));
    put(bytes, 148, "        ");
    bytes[156] = type;
    put(bytes, 157, link.left(100));
    put(bytes,
        257,
        QByteArray("ustar\0"
                   "00",
                   8));
    put(bytes, 345, name.prefix);
    qint64 sum = 0;
    for (const char c : std::as_const(bytes))
        sum += static_cast<unsigned char>(c);
    put(bytes, 148, octal(sum, 6) + '\0' + ' ');
    return bytes;
}

// "length key=value\n", where the length counts itself.
QByteArray paxRecord(const QByteArray& key, const QByteArray& value) {
    const QByteArray rest = ' ' + key + '=' + value + '\n';
    qsizetype length = rest.size() + 1;
    while (QByteArray::number(length).size() + rest.size() != length)
        ++length;
    return QByteArray::number(length) + rest;
}

} // namespace

QByteArray tarPadding(qint64 size) {
    return QByteArray((blockSize - size % blockSize) % blockSize, '\0');
}

QByteArray tarEnd() {
    return QByteArray(2 * blockSize, '\0');
}

QByteArray tarHeader(const FileEntry& entry, qint64 secondsSinceEpoch) {
    const bool isFolder = entry.type == EntryType::Folder;
    const QByteArray path = isFolder ? entry.path.bytes() + '/' : entry.path.bytes();
    const Name name = splitName(path);
    QByteArray pax;
    if (!name.fits)
        pax += paxRecord("path", path);
    if (entry.target.size() > 100)
        pax += paxRecord("linkpath", entry.target);
    QByteArray bytes;
    if (!pax.isEmpty())
        bytes += block({{}, "pax", true}, 'x', 0644, pax.size(), {}, secondsSinceEpoch) + pax +
                 tarPadding(pax.size());
    const char type = isFolder ? '5' : entry.type == EntryType::Symlink ? '2' : '0';
    return bytes + block(name, type, entry.mode, entry.size, entry.target, secondsSinceEpoch);
}

} // namespace upkeep
