// SPDX-License-Identifier: Apache-2.0
#include "publish/github_upload.h"

#include "base/redact.h"
#include "publish/file_slice.h"
#include "publish/github_desk.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace upkeep {

namespace {

Error failed(const QString& subject, const QString& cause) {
    return Error{ErrorCode::PublishFailed, subject, cause};
}

// The server has what we have; without a digest its size has to do.
bool isSame(const RemoteAsset& theirs, const PublishedAsset& ours) {
    const QString digest = QStringLiteral("sha256:") + QString::fromLatin1(ours.sha256.hex());
    return theirs.state == QLatin1String("uploaded") && theirs.size == ours.size &&
           (theirs.digest.isEmpty() || theirs.digest == digest);
}

class Upload {
public:
    Upload(FileSystem& files,
           const Site& site,
           GitHubDesk& desk,
           const GitHubUploadOptions& options,
           const PublishLog& log)
        : m_files(files), m_site(site), m_desk(desk), m_options(options), m_log(log) {}

    const GitHubUploadReport& report() const { return m_report; }

    Result<void> release(const PublishedRelease& ours) {
        UPKEEP_TRY_AS(RemoteRelease theirs, findOrMake(ours));
        if (!theirs.draft)
            return checkPublished(ours, theirs);
        m_log(ours.tag);
        for (const PublishedAsset& asset : ours.assets)
            UPKEEP_TRY(put(ours, asset));
        // What counts is what the server says it has.
        UPKEEP_TRY_AS(const auto whole, m_desk.find(ours.tag));
        if (!whole)
            return failed(ours.tag, QStringLiteral("the draft is gone"));
        for (const PublishedAsset& asset : ours.assets) {
            const RemoteAsset* there = whole->asset(asset.name);
            if (!there || !isSame(*there, asset))
                return failed(ours.tag + u'/' + asset.name,
                              QStringLiteral("the server has other bytes"));
        }
        UPKEEP_TRY(m_desk.publish(*whole));
        ++m_report.published;
        return {};
    }

private:
    // After a failure the draft may be there all the same: looked for before it is made again.
    Result<RemoteRelease> findOrMake(const PublishedRelease& ours) {
        for (int failures = 0;; ++failures) {
            UPKEEP_TRY_AS(const auto there, m_desk.find(ours.tag));
            if (there)
                return *there;
            auto made = m_desk.makeDraft(ours);
            if (made || failures + 1 >= m_options.tries || !isWorthATry(made.error()))
                return made;
            UPKEEP_TRY(m_desk.waitAfterFailure(failures));
        }
    }

    // Locked: all there is to do is to look.
    Result<void> checkPublished(const PublishedRelease& ours, const RemoteRelease& theirs) {
        for (const PublishedAsset& asset : ours.assets) {
            const RemoteAsset* there = theirs.asset(asset.name);
            if (!there || !isSame(*there, asset))
                return failed(ours.tag + u'/' + asset.name,
                              there ? QStringLiteral("the published release has other bytes")
                                    : QStringLiteral("the published release lacks it, and is "
                                                     "locked: publish all platforms together"));
            ++m_report.unchanged;
        }
        return {};
    }

    Result<void> put(const PublishedRelease& ours, const PublishedAsset& asset) {
        for (int failures = 0;; ++failures) {
            UPKEEP_TRY_AS(const auto draft, m_desk.find(ours.tag));
            if (!draft)
                return failed(ours.tag, QStringLiteral("the draft is gone"));
            if (const RemoteAsset* there = draft->asset(asset.name)) {
                if (isSame(*there, asset)) {
                    ++(failures > 0 ? m_report.uploaded : m_report.unchanged);
                    return {};
                }
                UPKEEP_TRY(m_desk.remove(*draft, *there));
                ++m_report.replaced;
            }
            auto sent = m_desk.upload(*draft, asset.name, [&] { return bytesOf(ours, asset); });
            if (sent) {
                ++m_report.uploaded;
                m_report.bytes += asset.size;
                m_log(QStringLiteral("  ") + asset.name);
                return {};
            }
            if (failures + 1 >= m_options.tries || !isWorthATry(sent.error()))
                return sent;
            UPKEEP_TRY(m_desk.waitAfterFailure(failures));
        }
    }

    Result<std::unique_ptr<QIODevice>> bytesOf(const PublishedRelease& ours,
                                               const PublishedAsset& asset) {
        UPKEEP_TRY_AS(const LocalPath path, m_site.assetPath(ours.tag, asset.name));
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(path));
        if (stat.size != asset.size)
            return failed(path.display(), QStringLiteral("is not what release.json says"));
        UPKEEP_TRY_AS(Descriptor file, m_files.open(path));
        return std::unique_ptr<QIODevice>(
            std::make_unique<FileSlice>(std::move(file), 0, asset.size));
    }

    FileSystem& m_files;
    const Site& m_site;
    GitHubDesk& m_desk;
    const GitHubUploadOptions& m_options;
    const PublishLog& m_log;
    GitHubUploadReport m_report;
};

Result<GitHubUploadReport> uploadAll(Upload& upload, const Site& site) {
    UPKEEP_TRY_AS(QList<PublishedRelease> releases, site.releases());
    std::reverse(releases.begin(), releases.end());
    for (const PublishedRelease& release : releases)
        UPKEEP_TRY(upload.release(release));
    return upload.report();
}

} // namespace

Result<GitHubUploadReport> uploadToGitHub(FileSystem& files,
                                          const Site& site,
                                          Fetcher& fetcher,
                                          const Clock& clock,
                                          const GitHubUploadOptions& options,
                                          const PublishLog& log,
                                          std::stop_token stop) {
    GitHubDesk desk(fetcher, clock, options, std::move(stop));
    Upload upload(files, site, desk, options, log);
    auto report = uploadAll(upload, site);
    if (report)
        return report;
    const Error& error = report.error();
    return Error{error.code,
                 withoutSecret(error.subject, options.token),
                 withoutSecret(error.cause, options.token)};
}

Result<void> waitFor(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, stop, time, [] { return false; });
    return stop.stop_requested() ? Result<void>(Error{ErrorCode::Cancelled, {}, {}})
                                 : Result<void>();
}

} // namespace upkeep
