// SPDX-License-Identifier: Apache-2.0
#include "publish/bundle_maker.h"

#include "publish/published_channel.h"
#include "source/local_copy.h"
#include "trust/trust_client.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 smallLimit = 5 << 20;

Error invalid(const QString& subject, const QString& cause) {
    return Error{ErrorCode::PublishInvalid, subject, cause};
}

// The site as a client reads it; every file it takes is written down.
class RecordingTransport final : public MetadataTransport {
public:
    RecordingTransport(FileSystem& files, LocalPath site)
        : m_files(files), m_site(std::move(site)) {}

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token) override {
        return read("metadata/" + fileName, limit);
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64 limit, std::stop_token) override {
        return read("targets/" + pathWithHash, limit);
    }

    Result<std::optional<QByteArray>> read(const QByteArray& name, qint64 limit) {
        UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(name));
        auto bytes = m_files.read(m_site / LocalName(path), limit);
        if (!bytes && bytes.error().code == ErrorCode::FileNotFound)
            return std::optional<QByteArray>();
        if (!bytes)
            return bytes.error();
        add({path, bytes->size(), Digest::of(*bytes), 0});
        return std::optional(*std::move(bytes));
    }
    void add(const BundleFile& file) {
        const bool known = std::any_of(
            taken.begin(), taken.end(), [&](const BundleFile& t) { return t.path == file.path; });
        if (!known)
            taken.append(file);
    }

    QList<BundleFile> taken;

private:
    FileSystem& m_files;
    LocalPath m_site;
};

class BundleMaker {
public:
    BundleMaker(FileSystem& files, const BundleRequest& request, std::stop_token stop)
        : m_files(files), m_request(request), m_stop(std::move(stop)),
          m_transport(files, request.site) {}

    Result<MadeBundle> run() {
        UPKEEP_TRY_AS(const ReleaseDocument document, readAsClient());
        for (const auto& attached : {document.manifest, document.changelog}) {
            if (attached)
                UPKEEP_TRY(addPayload(attached->url, attached->length, attached->sha256));
        }
        for (const Payload& payload : document.payloads) {
            if (isWanted(payload))
                UPKEEP_TRY(addPayload(payload.url, payload.length, payload.sha256));
        }
        for (const QString& version : m_request.patchesFrom) {
            if (!m_found.contains(version))
                return invalid(version, QStringLiteral("the release has no patch from it"));
        }
        m_head.product = document.product;
        m_head.channel = document.channel;
        m_head.platform = document.platform;
        m_head.version = document.version;
        m_head.made = m_request.now.toUTC();
        m_head.files = m_transport.taken;
        return write();
    }

private:
    // Every root, as nobody knows which one the other machine has; then as on every check.
    Result<ReleaseDocument> readAsClient() {
        UPKEEP_TRY(addRoots());
        UPKEEP_TRY_AS(const QByteArray root,
                      m_files.read(m_request.site / "root.json", smallLimit));
        UPKEEP_TRY_AS(TrustStore store,
                      TrustStore::create(m_files, m_request.scratch / "trust", root));
        UPKEEP_TRY_AS(TrustClient client, TrustClient::open(store, m_transport, m_request.now));
        UPKEEP_TRY(client.refresh(m_stop));
        m_head.validUntil = client.trustedUntil();
        UPKEEP_TRY_AS(const auto policy, client.find("policy.json", m_stop));
        if (policy)
            UPKEEP_TRY(client.fetch(*policy, smallLimit, m_stop));
        const QByteArray role = channelRole(m_request.channel, m_request.platform);
        UPKEEP_TRY_AS(const QList<TargetFile> targets, client.targetsOf(role, m_stop));
        for (const TargetFile& target : targets) {
            UPKEEP_TRY_AS(const QByteArray text,
                          client.fetch(target, ReleaseDocument::sizeLimit, m_stop));
            UPKEEP_TRY_AS(const ReleaseDocument document, ReleaseDocument::parse(text));
            m_documents.append(document);
        }
        return chosen();
    }

    Result<void> addRoots() {
        for (qint64 version = 1;; ++version) {
            UPKEEP_TRY_AS(const auto root,
                          m_transport.metadata(
                              QByteArray::number(version) + ".root.json", smallLimit, m_stop));
            if (!root)
                return {};
        }
    }

    Result<ReleaseDocument> chosen() const {
        const ReleaseDocument* found = nullptr;
        for (const ReleaseDocument& document : m_documents) {
            const bool fits = m_request.version ? document.version == *m_request.version
                                                : !found || found->version < document.version;
            if (fits)
                found = &document;
        }
        if (!found)
            return invalid(m_request.version ? m_request.version->toString() : m_request.channel,
                           QStringLiteral("no such release"));
        return *found;
    }

    bool isWanted(const Payload& payload) {
        if (payload.kind == Payload::Kind::Frames)
            return false;
        if (m_request.patchesFrom.isEmpty())
            return true;
        if (payload.kind == Payload::Kind::Patch) {
            const QString from = versionOf(payload.fromTree);
            m_found.append(from);
            return m_request.patchesFrom.contains(from);
        }
        return payload.kind != Payload::Kind::Package && payload.kind != Payload::Kind::Index;
    }

    QString versionOf(const Digest& tree) const {
        for (const ReleaseDocument& document : m_documents) {
            if (document.toTree == tree)
                return document.version.toString();
        }
        return {};
    }

    Result<void> addPayload(const QString& url, qint64 length, const Digest& sha256) {
        if (url.contains(QLatin1String("://")))
            return invalid(url, QStringLiteral("lies elsewhere, not in the site"));
        const QByteArray name = "releases/" + url.toUtf8();
        UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(name));
        m_transport.add({path, length, sha256, 0});
        return {};
    }

    Result<MadeBundle> write() {
        const LocalPath part = m_request.out.withSuffix(".part");
        if (m_files.exists(m_request.out))
            return Error{ErrorCode::FileExists, m_request.out.display(), {}};
        UPKEEP_TRY(m_files.removeTree(part));
        auto made = writeTo(part);
        if (!made) {
            (void)m_files.removeTree(part);
            return made;
        }
        UPKEEP_TRY(m_files.rename(part, m_request.out));
        UPKEEP_TRY(m_files.syncFolder(m_request.out.parent()));
        return made;
    }

    Result<MadeBundle> writeTo(const LocalPath& part) {
        UPKEEP_TRY_AS(const auto out, m_files.create(part, 0644));
        const QByteArray head = m_head.serialize();
        UPKEEP_TRY(out->write(head));
        MadeBundle made{m_head, head.size()};
        for (const BundleFile& file : std::as_const(m_head.files)) {
            UPKEEP_TRY(copy(file, *out));
            made.length += file.length;
        }
        UPKEEP_TRY(out->close(true));
        return made;
    }

    Result<void> copy(const BundleFile& file, NewFile& out) {
        const LocalPath path = m_request.site / LocalName(file.path);
        UPKEEP_TRY_AS(const Descriptor from, m_files.open(path));
        Sha256 hash;
        const PieceSink sink = [&](QByteArrayView piece) {
            hash.add(piece);
            return out.write(piece);
        };
        UPKEEP_TRY(readPieces(from, 0, file.length - 1, sink, m_stop));
        if (hash.finish() != file.sha256)
            return Error{
                ErrorCode::PayloadHash, path.display(), QStringLiteral("is not what was signed")};
        return {};
    }

    FileSystem& m_files;
    const BundleRequest& m_request;
    std::stop_token m_stop;
    RecordingTransport m_transport;
    QList<ReleaseDocument> m_documents;
    QStringList m_found; // versions there are patches from
    BundleHead m_head;
};

} // namespace

Result<MadeBundle>
makeBundle(FileSystem& files, const BundleRequest& request, std::stop_token stop) {
    return BundleMaker(files, request, std::move(stop)).run();
}

} // namespace upkeep
