// SPDX-License-Identifier: Apache-2.0
// Where the trust client gets bytes from; implemented by source/ and by the publisher in memory of
// the tests. It verifies nothing.
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <optional>
#include <stop_token>

namespace upkeep {

class MetadataTransport {
public:
    virtual ~MetadataTransport() = default;

    // nullopt = "not available", which is a 404 and nothing else; everything else that goes wrong
    // is an error. More than `limit` bytes is an error, as early as it can be known.
    // fileName is percent-encoded already ("2.root.json", "3.a%2Fb.json"): never decode it.
    virtual Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token stop) = 0;
    // The same for a file that verified metadata lists: somebody may just be replacing it, so a
    // source may ask again for a while before it says that the file is not there.
    virtual Result<std::optional<QByteArray>>
    listed(const QByteArray& fileName, qint64 limit, std::stop_token stop) {
        return metadata(fileName, limit, std::move(stop));
    }
    // The same for a file that changes under its name, of which `known` was verified before: these
    // very bytes again where the server says that it still has them.
    virtual Result<std::optional<QByteArray>> changed(const QByteArray& fileName,
                                                      const std::optional<QByteArray>& known,
                                                      qint64 limit,
                                                      std::stop_token stop) {
        Q_UNUSED(known)
        return metadata(fileName, limit, std::move(stop));
    }
    // Listed as well. pathWithHash: "stable/linux-x64/<sha256>.1.1.0.json", a valid RelativePath,
    // not encoded.
    virtual Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64 limit, std::stop_token stop) = 0;
};

} // namespace upkeep
