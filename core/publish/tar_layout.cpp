// SPDX-License-Identifier: Apache-2.0
#include "publish/tar_layout.h"

#include "publish/tar_header.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace upkeep {

namespace {

constexpr qint64 largeFile = qint64(1) << 20;
constexpr qint64 groupSize = qint64(1) << 20;
constexpr qint64 dataPiece = qint64(4) << 20;

struct Sorted {
    qsizetype entry = 0;
    qsizetype generation = 0;
    QByteArray extension;
    QByteArray basename;
    QByteArray path;

    friend bool operator<(const Sorted& a, const Sorted& b) {
        return std::tie(a.generation, a.extension, a.basename, a.path) <
               std::tie(b.generation, b.extension, b.basename, b.path);
    }
};

QSet<Digest> contentsOf(const FileList& list) {
    QSet<Digest> contents;
    for (const FileEntry& entry : list.entries())
        contents.insert(entry.digest);
    return contents;
}

QList<Sorted> sortFiles(const FileList& list, const QList<FileList>& previous) {
    QList<QSet<Digest>> releases;
    for (const FileList& release : previous)
        releases.append(contentsOf(release));
    QList<Sorted> files;
    for (qsizetype i = 0; i < list.entries().size(); ++i) {
        const FileEntry& entry = list.entries()[i];
        if (entry.type != EntryType::File)
            continue;
        qsizetype generation = 0;
        while (generation < releases.size() && releases[generation].contains(entry.digest))
            ++generation;
        const QByteArray basename = entry.path.basename();
        const qsizetype dot = basename.lastIndexOf('.');
        files.append({i,
                      generation,
                      dot > 0 ? basename.mid(dot + 1) : QByteArray(),
                      basename,
                      entry.path.bytes()});
    }
    std::sort(files.begin(), files.end());
    return files;
}

class Layouter {
public:
    Layouter(const FileList& list, qint64 time) : m_list(list), m_time(time) {
        m_layout.places.resize(list.entries().size());
    }

    TarLayout run(const QList<Sorted>& files) {
        addHeaders(EntryType::Folder);
        qsizetype generation = 0;
        for (const Sorted& file : files) {
            if (file.generation != generation)
                closeGroup();
            generation = file.generation;
            addFile(file.entry);
        }
        addHeaders(EntryType::Symlink);
        addBytes(tarEnd());
        closeGroup();
        return m_layout;
    }

private:
    void addHeaders(EntryType type) {
        for (const FileEntry& entry : m_list.entries()) {
            if (entry.type == type)
                addBytes(tarHeader(entry, m_time));
        }
    }

    void addFile(qsizetype number) {
        const FileEntry& entry = m_list.entries()[number];
        addBytes(tarHeader(entry, m_time));
        if (entry.size >= largeFile)
            addLarge(number, entry.size);
        else if (entry.size > 0)
            addSmall(number, entry.size);
        addBytes(tarPadding(entry.size));
        if (m_group.raw >= groupSize)
            closeGroup();
    }

    void addSmall(qsizetype number, qint64 size) {
        m_layout.places[number] = {m_layout.frames.size(), m_group.raw};
        m_group.pieces.append({{}, number, 0, size});
        m_group.raw += size;
    }

    void addLarge(qsizetype number, qint64 size) {
        closeGroup();
        m_layout.places[number] = {m_layout.frames.size(), 0};
        for (qint64 at = 0; at < size; at += dataPiece) {
            const qint64 length = qMin(dataPiece, size - at);
            append({FrameKind::Data, {{{}, number, at, length}}, length});
        }
    }

    void addBytes(const QByteArray& bytes) {
        if (bytes.isEmpty())
            return;
        m_group.pieces.append({bytes, -1, 0, bytes.size()});
        m_group.raw += bytes.size();
    }

    void closeGroup() {
        if (m_group.raw > 0)
            append(m_group);
        m_group = {};
    }

    void append(const TarFrame& frame) {
        m_layout.length += frame.raw;
        m_layout.frames.append(frame);
    }

    const FileList& m_list;
    qint64 m_time;
    TarLayout m_layout;
    TarFrame m_group;
};

} // namespace

TarLayout
layOutTar(const FileList& list, const QList<FileList>& previous, const QDateTime& released) {
    return Layouter(list, released.toSecsSinceEpoch()).run(sortFiles(list, previous));
}

} // namespace upkeep
