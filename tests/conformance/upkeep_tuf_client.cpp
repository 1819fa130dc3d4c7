// SPDX-License-Identifier: Apache-2.0
// The command line that the conformance suite of the TUF project drives (its CLIENT-CLI.md): init,
// refresh and download over core/trust and the real fetcher. Exit code 0, or 1 for whatever failed.
#include "source/site.h"
#include "system/fetcher.h"
#include "trust/limits.h"
#include "trust/trust_client.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace {

using namespace upkeep;

std::unique_ptr<Fetcher> loopbackFetcher() {
    FetcherOptions options;
    options.allowLoopbackHttp = true;
    return makeHttpFetcher(options);
}

// The suite serves plain http on the loopback, metadata and targets below two addresses.
class TwoAddresses final : public MetadataTransport {
public:
    TwoAddresses(const QString& metadata, const QString& targets)
        : m_metadata(QUrl::fromEncoded(metadata.toUtf8())),
          m_targets(QUrl::fromEncoded(targets.toUtf8())) {}

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token stop) override {
        return get(belowEncoded(m_metadata, fileName), limit, std::move(stop));
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64 limit, std::stop_token stop) override {
        return get(below(m_targets, pathWithHash), limit, std::move(stop));
    }

private:
    Result<std::optional<QByteArray>> get(const QUrl& url, qint64 limit, std::stop_token stop) {
        FetchRequest request;
        request.url = url;
        request.limit = limit;
        UPKEEP_TRY_AS(FetchResponse response, m_fetcher->fetch(request, std::move(stop)));
        if (response.status == 404)
            return std::optional<QByteArray>();
        if (response.status != 200)
            return Error{
                ErrorCode::NetworkStatus, url.toString(), QString::number(response.status)};
        return std::optional<QByteArray>(std::move(response.body));
    }

    QUrl m_metadata;
    QUrl m_targets;
    std::unique_ptr<Fetcher> m_fetcher = loopbackFetcher();
};

class Client {
public:
    explicit Client(const QCommandLineParser& options) : m_options(options) {}

    Result<void> run(const QStringList& verb) {
        UPKEEP_TRY_AS(m_folder, LocalPath::fromUser(value("metadata-dir")));
        if (verb.value(0) == QLatin1String("init") && verb.size() == 2)
            return init(verb.at(1));
        if (verb == QStringList{QStringLiteral("refresh")})
            return refreshAndDownload({});
        if (verb == QStringList{QStringLiteral("download")})
            return refreshAndDownload(m_options.values(QStringLiteral("target-name")));
        return Error{ErrorCode::UsageInvalid, verb.join(QLatin1Char(' ')), {}};
    }

private:
    QString value(const char* option) const { return m_options.value(QString::fromLatin1(option)); }

    Result<void> init(const QString& trustedRoot) {
        UPKEEP_TRY_AS(const LocalPath path, LocalPath::fromUser(trustedRoot));
        UPKEEP_TRY_AS(const QByteArray root, m_files->read(path, trust_limits::rootBytes));
        UPKEEP_TRY(TrustStore::create(*m_files, m_folder, root));
        return {};
    }

    Result<void> refreshAndDownload(const QStringList& targets) {
        TwoAddresses transport(value("metadata-url"), value("target-base-url"));
        UPKEEP_TRY_AS(TrustStore store, TrustStore::open(*m_files, m_folder));
        UPKEEP_TRY_AS(TrustClient client,
                      TrustClient::open(store, transport, QDateTime::currentDateTimeUtc()));
        UPKEEP_TRY(client.refresh({}));
        for (const QString& target : targets)
            UPKEEP_TRY(download(client, target.toUtf8()));
        return {};
    }

    // One file per target, named by the hash of its path, which may be any text; one that is there
    // and right is not fetched again.
    Result<void> download(TrustClient& client, const QByteArray& path) {
        UPKEEP_TRY_AS(const auto target, client.find(path, {}));
        if (!target)
            return Error{ErrorCode::TrustTargetMissing, QString::fromUtf8(path), {}};
        UPKEEP_TRY_AS(const LocalPath folder, LocalPath::fromUser(value("target-dir")));
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(Digest::of(path).hex()));
        const auto kept = m_files->read(folder / name, target->length);
        if (kept && TrustClient::check(*target, *kept))
            return {};
        UPKEEP_TRY_AS(const QByteArray bytes, client.fetch(*target, target->length, {}));
        return m_files->writeAndSync(folder / name, bytes);
    }

    const QCommandLineParser& m_options;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    LocalPath m_folder;
};

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCommandLineParser options;
    for (const char* name :
         {"metadata-dir", "metadata-url", "target-name", "target-base-url", "target-dir"}) {
        const QString option = QString::fromLatin1(name);
        options.addOption(QCommandLineOption(option, {}, option));
    }
    if (!options.parse(QCoreApplication::arguments())) {
        std::fprintf(stderr, "%s\n", qPrintable(options.errorText()));
        return 1;
    }
    const auto done = Client(options).run(options.positionalArguments());
    if (!done)
        std::fprintf(stderr, "%s\n", qPrintable(done.error().toString()));
    return done ? 0 : 1;
}
