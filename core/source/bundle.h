// SPDX-License-Identifier: Apache-2.0
// The offline bundle: one file with everything an update needs, to be carried on a stick. What is
// in it is a part of a published site under the same names (metadata/, targets/, releases/), so
// that it is trusted for exactly the same reasons; the head only says what to expect.
//
//   "UPKEEP_BUNDLE 1\n"  length of the head as 8 hex digits "\n"  head (JSON)  the files end to end
//   head: {schema: 1, product, channel, platform, version, made, valid_until,
//          files: [{path, length, sha256}]}
//
// Bounds: head 4 MiB, 10,000 files, 4 GiB each.
#pragma once

#include "base/digest.h"
#include "base/names.h"
#include "base/version.h"
#include "system/file_system.h"

#include <QDateTime>
#include <QHash>
#include <QList>

namespace upkeep {

struct BundleFile {
    RelativePath path; // in the site
    qint64 length = 0;
    Digest sha256;
    qint64 offset = 0; // in the bundle; not written, it follows from the order

    friend bool operator==(const BundleFile&, const BundleFile&) = default;
};

struct BundleHead {
    QString product;
    QString channel;
    QString platform;
    Version version;
    QDateTime made;       // UTC
    QDateTime validUntil; // when the metadata in it expires
    QList<BundleFile> files;

    static constexpr qint64 fixedBytes = 16 + 9;
    // How long the head is with all that precedes it, from the first fixedBytes of the file.
    static Result<qint64> headBytes(QByteArrayView start);
    // bundle.invalid unless the files fill the rest of the file exactly.
    static Result<BundleHead> parse(QByteArrayView start, qint64 fileSize);
    QByteArray serialize() const;

    friend bool operator==(const BundleHead&, const BundleHead&) = default;
};

// A bundle that is open: what was checked is what is used, also when the stick is swapped.
class Bundle {
public:
    // bundle.invalid where it is none, or cut off.
    static Result<Bundle> open(FileSystem& files, const LocalPath& path);

    const BundleHead& head() const { return m_head; }
    const Descriptor& descriptor() const { return m_descriptor; }
    const BundleFile* find(const QByteArray& path) const;
    // A small file, its hash checked: bundle.damaged names the one that is not as it was packed.
    Result<QByteArray> read(const BundleFile& file, qint64 limit) const;

private:
    Bundle(BundleHead head, Descriptor descriptor, LocalPath path);

    BundleHead m_head;
    Descriptor m_descriptor;
    LocalPath m_path;
    QHash<QByteArray, qsizetype> m_index;
};

} // namespace upkeep
