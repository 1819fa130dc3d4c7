// SPDX-License-Identifier: Apache-2.0
// Where releases come from: GitHub (or Gitea, or a server shaped like it), a static host, a folder.
// A source brings bytes; it believes nothing and verifies only lengths and hashes it is given.
#pragma once

#include "base/digest.h"
#include "base/progress.h"
#include "product/product_file.h"
#include "product/registration.h"
#include "system/fetcher.h"
#include "system/file_system.h"
#include "system/secret_store.h"
#include "trust/metadata_transport.h"

#include <QUrl>

#include <functional>
#include <memory>
#include <stop_token>

namespace upkeep {

class GitHubApi;

// Parts of one payload.
struct RangesJob {
    QString url;
    qint64 length = 0; // of the whole payload, as signed
    QList<ByteRange> ranges;
    // Where the whole payload may go if the host sends nothing less; empty: it is not wanted.
    LocalPath whole = {};
    Digest sha256 = {};         // of the whole
    ProgressSink progress = {}; // of the whole
};
enum class RangesOutcome { Ranges, Whole };

// Takes the bytes of each range in order; an error ends the transfer and is returned. Called from
// several threads, but never by two at once.
using RangesSink = std::function<Result<void>(qsizetype range, QByteArrayView piece)>;

class ReleaseSource {
public:
    virtual ~ReleaseSource() = default;

    virtual MetadataTransport& metadata() = 0;
    // The whole address of a payload: `url` is "<tag>/<asset>", or absolute https.
    virtual Result<QUrl> payloadUrl(const QString& url) const = 0;
    virtual Fetcher& fetcher() = 0;
    // True where this payload is known not to be had: a bundle holds a part of a site only.
    virtual bool lacks(const QString& url) const {
        Q_UNUSED(url)
        return false;
    }
    // The API that lists releases; nullptr where there is none.
    virtual GitHubApi* api() { return nullptr; }

    // Goes on with `<to>.part` if there is one, hashes while it writes, and gives the file its name
    // only when length and hash are right: then it is durable. download.hash-mismatch: the bytes
    // are others than signed; source.missing: it is not there; network.*: what the network did,
    // after several tries. Cancelled: what came stays in the part.
    virtual Result<void> download(const QString& url,
                                  qint64 length,
                                  const Digest& sha256,
                                  const LocalPath& to,
                                  FileSystem& files,
                                  const ProgressSink& progress,
                                  std::stop_token stop) = 0;

    // Bytes that are neither hashed nor kept; several ranges at a time where that is quicker. A
    // host that ignores ranges: the whole payload is in `job.whole`, as download() leaves it, or
    // file.unsupported. download.failed: other bytes came than asked for.
    virtual Result<RangesOutcome> downloadRanges(const RangesJob& job,
                                                 FileSystem& files,
                                                 const RangesSink& sink,
                                                 std::stop_token stop) = 0;
    // False once the host was seen to ignore them.
    virtual bool servesRanges() const { return true; }
};

// `files` must outlive the source; `secrets` may be null (no private repositories). `network` says
// what else the machine wants: a pace, a proxy, an authority of its own. `answers` is a folder for
// what need not be asked twice; empty: nothing outlives the source.
Result<std::unique_ptr<ReleaseSource>> makeSource(const SourceSpec& declared,
                                                  const SourceOverride& local,
                                                  FileSystem& files,
                                                  SecretStore* secrets,
                                                  FetcherOptions network = {},
                                                  const LocalPath& answers = {});

// True where this machine lets its own server do with TLS 1.2; never for the known public hosts.
bool allowsTls12(const SourceSpec& declared, const SourceOverride& local);

// The name under which the token for an API host lies in the key store.
QString tokenKey(const QUrl& api);
// And the password of the user that a proxy's address names.
QString proxyKey(const QUrl& proxy);

} // namespace upkeep
