// SPDX-License-Identifier: Apache-2.0
// Releases of a project that signs nothing (`trust: checksums-only`): what its API lists, as
// release documents. A checksum shows that the download is whole, never who made it.
#pragma once

#include "product/product_file.h"
#include "product/release_document.h"
#include "source/release_source.h"

namespace upkeep {

struct PlainQuery {
    QString product;
    QString channel; // anything but "stable" takes prereleases too
    QString platform;
    TrustSpec trust;
    qint64 repositoryId = 0; // the number it had when it was installed; 0: not known
    Version atLeast;         // older ones are left out
    bool exactly = false;    // only that one is wanted
};

struct PlainReleases {
    QList<ReleaseDocument> documents; // newest first; the payload of each has a checksum
    QByteArray changelog;             // made of the release notes
    qint64 repositoryId = 0;
};

// source.changed: another project has the name now; source.no-checksum: the newest has neither a
// digest nor a line in the file of sums; source.missing: no asset fits this machine;
// source.invalid: more than one does, or the tag of the newest release has no order among the
// others (tag_version.h); payload.limit: its file is longer than any payload may be.
Result<PlainReleases>
listPlainReleases(ReleaseSource& source, const PlainQuery& query, std::stop_token stop);

// Whether a file's name is what product.yaml calls the asset: `*` any run of characters, {version},
// {tag}, {os}, {arch} and {platform} by all the names that projects have for this machine's.
// source.invalid for another placeholder.
struct AssetWish {
    QString pattern; // empty: any archive for this system
    QString platform;
    QString tag;
};
Result<bool> isWishedAsset(const QString& name, const AssetWish& wish);

// The checksum a file of sums ("<sha256>  name", "<sha256> *name", "SHA256 (name) = <sha256>") has
// for `asset`.
std::optional<Digest> sumFor(QByteArrayView sums, const QString& asset);

// Rises with the version; 0 where a part is too great to tell.
qint64 counterOf(const Version& version);

} // namespace upkeep
