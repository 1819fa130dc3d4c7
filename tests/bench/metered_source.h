// SPDX-License-Identifier: Apache-2.0
// A folder as a source, with every request and every byte counted as a server would see them.
#pragma once

#include "source/folder_source.h"

namespace upkeep {

struct Meter {
    int metadataRequests = 0;
    qint64 metadataBytes = 0;
    int requests = 0;
    qint64 bytes = 0;
};

class MeteredSource final : public ReleaseSource, public MetadataTransport {
public:
    MeteredSource(std::unique_ptr<ReleaseSource> source, Meter& meter, bool patches)
        : m_source(std::move(source)), m_meter(meter), m_patches(patches) {}

    MetadataTransport& metadata() override { return *this; }
    Fetcher& fetcher() override { return m_source->fetcher(); }
    Result<QUrl> payloadUrl(const QString& url) const override { return m_source->payloadUrl(url); }
    bool lacks(const QString& url) const override { return !m_patches && url.endsWith(".upkeep"); }

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& name, qint64 limit, std::stop_token stop) override {
        return counted(m_source->metadata().metadata(name, limit, stop));
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& path, qint64 limit, std::stop_token stop) override {
        return counted(m_source->metadata().target(path, limit, stop));
    }
    Result<void> download(const QString& url,
                          qint64 length,
                          const Digest& sha256,
                          const LocalPath& to,
                          FileSystem& files,
                          const ProgressSink& progress,
                          std::stop_token stop) override {
        ++m_meter.requests;
        m_meter.bytes += length;
        return m_source->download(url, length, sha256, to, files, progress, stop);
    }
    Result<RangesOutcome> downloadRanges(const RangesJob& job,
                                         FileSystem& files,
                                         const RangesSink& sink,
                                         std::stop_token stop) override {
        for (const ByteRange& range : job.ranges) {
            ++m_meter.requests;
            m_meter.bytes += range.last - range.first + 1;
        }
        return m_source->downloadRanges(job, files, sink, stop);
    }

private:
    Result<std::optional<QByteArray>> counted(Result<std::optional<QByteArray>> answer) {
        ++m_meter.metadataRequests;
        m_meter.metadataBytes += answer && *answer ? (*answer)->size() : 0;
        return answer;
    }

    std::unique_ptr<ReleaseSource> m_source;
    Meter& m_meter;
    bool m_patches;
};

} // namespace upkeep
