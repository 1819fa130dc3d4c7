// SPDX-License-Identifier: Apache-2.0
// What a check costs on the wire: bytes, requests and time over real TLS on loopback, on a site
// with 200 releases for three platforms. Fails where a warm check makes more than two requests, or
// a new release costs more than five or 20 kB.
#include "publish/metadata_repository.h"
#include "steps/check.h"
#include "support/fast_folder.h"
#include "support/site_server.h"
#include "support/tls_authority.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>

using namespace upkeep;

namespace {

constexpr int releases = 200;
constexpr int inMainRole = 20; // FORMATS section 1
constexpr qint64 byteGoal = 20'000;
constexpr double timeGoalMs = 50;

template <typename T> T must(Result<T> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}

void must(Result<void> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
}

const QList<QByteArray> platforms = {"linux-x64", "linux-arm64", "windows-x64"};

class ManyReleases {
public:
    explicit ManyReleases(const LocalPath& folder)
        : m_files(makeLocalFileSystem()), m_folder(folder) {
        must(m_files->makeFolders(folder));
        KeyRing keys;
        for (const QByteArray& role : roles())
            keys.insert(role, {must(KeyPair::generate())});
        m_repository =
            must(MetadataRepository::create(*m_files, folder, KeyProfile::Solo, std::move(keys)));
        for (const QByteArray& platform : platforms) {
            must(m_repository->delegate("stable." + platform, {"stable/" + platform + "/*"}));
            must(m_repository->delegate("stable." + platform + ".archive",
                                        {"archive/stable/" + platform + "/*"}));
        }
        must(m_repository->addTarget(
            "targets", must(RelativePath::parse("policy.json")), R"({"schema":1})"));
    }

    static QByteArrayList roles() {
        QByteArrayList roles = {"root", "targets", "snapshot", "timestamp"};
        for (const QByteArray& platform : platforms)
            roles += {"stable." + platform, "stable." + platform + ".archive"};
        return roles;
    }

    void add(int number) {
        for (const QByteArray& platform : platforms) {
            const ReleaseDocument document = documentOf(number, platform);
            const bool isOld = number <= releases - inMainRole;
            const QByteArray path = document.targetPath().toUtf8();
            must(
                m_repository->addTarget("stable." + platform + (isOld ? ".archive" : ""),
                                        must(RelativePath::parse(isOld ? "archive/" + path : path)),
                                        writeJson(document.toJson())));
        }
    }
    // The oldest of the main role makes room.
    void retire(int number) {
        for (const QByteArray& platform : platforms)
            must(m_repository->removeTarget(
                "stable." + platform,
                must(RelativePath::parse(documentOf(number, platform).targetPath().toUtf8()))));
    }
    void publish() { must(m_repository->publish(QDateTime::currentDateTimeUtc())); }
    QByteArray root() const { return m_repository->trustedRoot(); }

private:
    // As full as real ones: a package, its index and patches from the last three.
    static ReleaseDocument documentOf(int number, const QByteArray& platform) {
        ReleaseDocument document;
        document.product = QStringLiteral("tool");
        document.platform = QString::fromLatin1(platform);
        document.version = must(Version::parse(QStringLiteral("1.%1.0").arg(number)));
        document.counter = number;
        document.released = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).addDays(number);
        document.toTree = Digest::of(QByteArray::number(number) + platform);
        document.unpackedSize = 100'000'000;
        const QString tag = QStringLiteral("v1.%1.0/").arg(number);
        const auto add = [&](Payload::Kind kind, const QString& name, qint64 length) {
            Payload payload;
            payload.kind = kind;
            payload.url = tag + name;
            payload.length = length;
            payload.sha256 = Digest::of(payload.url.toUtf8() + platform);
            document.payloads.append(payload);
        };
        add(Payload::Kind::Package, QStringLiteral("tool.tar.zst"), 40'000'000);
        add(Payload::Kind::Index, QStringLiteral("tool.index"), 60'000);
        for (int from = qMax(number - 3, 1); from < number; ++from) {
            add(Payload::Kind::Patch,
                QStringLiteral("1.%1.0-to-1.%2.0.upkeep").arg(from).arg(number),
                2'000'000);
            document.payloads.last().fromTree = Digest::of(QByteArray::number(from) + platform);
            document.framesFrom.append({document.payloads.constLast().fromTree, 4'000'000, 12});
        }
        return document;
    }

    std::unique_ptr<FileSystem> m_files;
    LocalPath m_folder;
    std::optional<MetadataRepository> m_repository;
};

// A machine that has checked before, or not; each check is a process of its own as far as it keeps
// nothing in memory.
class Machine {
public:
    Machine(const LocalPath& folder, QUrl site, QByteArray caPem)
        : m_files(makeLocalFileSystem()), m_folder(folder), m_site(std::move(site)),
          m_caPem(std::move(caPem)) {}

    void trust(const QByteArray& root) {
        must(m_files->makeFolders(m_folder));
        must(TrustStore::create(*m_files, m_folder / "trust", root));
    }
    QString check(const char* installed) {
        SourceSpec spec;
        spec.type = SourceType::Static;
        spec.metadata = m_site.toString();
        FetcherOptions options;
        options.extraCaPem = m_caPem;
        const auto source =
            must(makeSource(spec, {}, *m_files, nullptr, options, m_folder / "answers"));
        TrustStore store = must(TrustStore::open(*m_files, m_folder / "trust"));
        TrustClient client =
            must(TrustClient::open(store, source->metadata(), QDateTime::currentDateTimeUtc()));
        const ReleaseFeed feed =
            must(fetchFeed(client,
                           {QStringLiteral("tool"),
                            QStringLiteral("stable"),
                            QStringLiteral("linux-x64"),
                            must(Version::parse(QString::fromLatin1(installed)))},
                           {}));
        return feed.releases.constFirst().version.toString();
    }

private:
    std::unique_ptr<FileSystem> m_files;
    LocalPath m_folder;
    QUrl m_site;
    QByteArray m_caPem;
};

struct Cost {
    int requests = 0;
    qint64 bytes = 0;
    double ms = 0;
    QString found;
};

Cost costOf(test::SiteServer& server, const std::function<QString()>& check) {
    server.forget();
    QElapsedTimer clock;
    clock.start();
    Cost cost;
    cost.found = check();
    cost.ms = double(clock.nsecsElapsed()) / 1e6;
    cost.requests = server.requests();
    cost.bytes = server.bytes();
    return cost;
}

void say(const char* what, const Cost& cost) {
    std::printf("%-44s %2d requests %7lld bytes %8.1f ms   newest %s\n",
                what,
                cost.requests,
                static_cast<long long>(cost.bytes),
                cost.ms,
                qPrintable(cost.found));
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QTemporaryDir temporary(test::fastFolder());
    const LocalPath folder = *LocalPath::parse(temporary.path().toUtf8());
    ManyReleases site(folder / "site");
    for (int number = 1; number <= releases; ++number)
        site.add(number);
    site.publish();
    test::TlsAuthority authority;
    test::SiteServer server(folder / "site", authority.issue("IP:127.0.0.1"));
    Machine machine(folder / "machine", server.url(), authority.caPem());
    machine.trust(site.root());
    const auto check = [&] { return machine.check("1.200.0"); };

    say("first check", costOf(server, check));
    Cost warm = costOf(server, check);
    for (int run = 0; run < 20; ++run) {
        const Cost again = costOf(server, check);
        warm.ms = qMin(warm.ms, again.ms);
        warm.requests = qMax(warm.requests, again.requests);
        warm.bytes = qMax(warm.bytes, again.bytes);
    }
    say("nothing new, warm cache (best of 20)", warm);
    site.add(releases + 1);
    site.retire(releases - inMainRole + 1);
    site.publish();
    const Cost fresh = costOf(server, check);
    say("a new release", fresh);
    const bool isGood = warm.requests <= 2 && fresh.requests <= 5 && fresh.bytes < byteGoal &&
                        fresh.found == QLatin1String("1.201.0");
    std::printf(
        "goals: 2 requests warm, 5 requests and %lld bytes for a new release: %s; %.0f ms: %s\n",
        static_cast<long long>(byteGoal),
        isGood ? "met" : "MISSED",
        timeGoalMs,
        warm.ms <= timeGoalMs ? "met" : "missed (time is not a failure on a busy machine)");
    return isGood ? 0 : 1;
}
