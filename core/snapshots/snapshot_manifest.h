// SPDX-License-Identifier: Apache-2.0
// What one snapshot holds: every entry with its exact metadata, and what the snapshot is about.
// Immutable once written as vault/snaps/<id>.snap; whether it is pinned or was verified is kept
// beside it.
//
// .snap: "UPKEEP_SNAP\n", u16 major, u16 minor, u32 size of the content, zstd of the content,
// SHA-256 of all before it. Content: little-endian integers, byte strings with a varint length;
// the order is that of the structs below.
#pragma once

#include "base/digest.h"
#include "base/names.h"
#include "base/result.h"
#include "base/version.h"
#include "system/file_system.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>

namespace upkeep {

enum class SnapshotEntryType : quint8 { File = 0, Folder = 1, Symlink = 2 };

struct SnapshotEntry {
    LocalName name; // empty for the top of a component
    SnapshotEntryType type = SnapshotEntryType::File;
    quint32 mode = 0; // 07777
    quint32 uid = 0;
    quint32 gid = 0;
    FileTime modified;
    qint64 size = 0;         // files
    Digest digest;           // files
    QByteArray target;       // symlinks
    quint32 hardLinkSet = 0; // entries with the same number are one file; 0 = only one name
    bool sparse = false;     // had holes
    bool torn = false;       // changed while it was read, and was declared tolerable
    FileIdentity identity;   // where it was found, for the next snapshot's change detection
    FileTime changed;        // ctime; zero = too young to be trusted
    XattrMap xattrs;         // ACLs and capabilities among them

    friend bool operator==(const SnapshotEntry&, const SnapshotEntry&) = default;
};

struct SnapshotComponent {
    QString id;
    LocalPath root;               // where it was taken from; empty for dumps
    SnapshotEntry top;            // the root itself: a folder, or the one file this component is
    QList<SnapshotEntry> entries; // sorted by name bytes
    QByteArrayList exclusions;    // as they were given
    QList<LocalName> leftOut;     // sockets, pipes, devices, other file systems

    const SnapshotEntry* find(const LocalName& name) const;
    friend bool operator==(const SnapshotComponent&, const SnapshotComponent&) = default;
};

struct SnapshotMeta {
    QString product;
    Version version;
    QDateTime time; // UTC, whole milliseconds
    QString reason; // before-update, before-rollback, before-restore, manual, scheduled
    QString description;
    QString trigger;  // who asked: user, timer, ...
    QString platform; // linux-x64
    QString arch;
    QMap<QString, QString> dataVersions; // component -> data version
    QMap<QString, QString> notes;        // services, dumps: what the components want to remember
};

struct SnapshotManifest {
    QString id;
    SnapshotMeta meta;
    QList<SnapshotComponent> components;

    const SnapshotComponent* component(const QString& wanted) const; // nullptr if there is none
    qint64 totalSize() const;
    qsizetype fileCount() const;

    Result<QByteArray> serialize() const;
    // Strict and bounded (1,000,000 entries, 512 MiB of content); snapshot.damaged if it was
    // changed, snapshot.invalid if it is none of ours or newer than we are.
    static Result<SnapshotManifest> parse(QByteArrayView bytes);
};

// Every entry whose content lies in packs.
template <typename Visit> void forEachContent(const SnapshotManifest& manifest, Visit&& visit) {
    for (const SnapshotComponent& component : manifest.components) {
        if (component.top.type == SnapshotEntryType::File && component.top.size > 0)
            visit(component, component.top);
        for (const SnapshotEntry& entry : component.entries) {
            if (entry.type == SnapshotEntryType::File && entry.size > 0)
                visit(component, entry);
        }
    }
}

} // namespace upkeep
