// SPDX-License-Identifier: Apache-2.0
// Answers kept with their ETag, so that what did not change is not sent again, by this process or
// the next. Nothing here is believed: whoever gets a kept answer verifies it as if it had just
// come. A file that is torn or damaged is as if it were not there; losing all of them costs bytes
// only.
#pragma once

#include "system/file_system.h"

#include <QHash>
#include <QUrl>

#include <optional>

namespace upkeep {

struct KeptAnswer {
    QByteArray etag;
    QByteArray link; // the header
    QByteArray body;
};

class AnswerCache {
public:
    AnswerCache() = default; // for this process only
    // `files` must outlive it; the folder is made when it is needed.
    AnswerCache(FileSystem& files, LocalPath folder)
        : m_files(&files), m_folder(std::move(folder)) {}

    // One answer per address and credential (a token, or empty): another one sees other things.
    std::optional<KeptAnswer> find(const QUrl& url, const QByteArray& credential) const;
    // Cannot fail: an answer that cannot be written is asked for again.
    void keep(const QUrl& url, const QByteArray& credential, const KeptAnswer& answer);
    void forget(const QUrl& url, const QByteArray& credential);

private:
    void write(const QByteArray& name, const KeptAnswer& answer);
    void dropOldest();

    FileSystem* m_files = nullptr;
    LocalPath m_folder;
    QHash<QByteArray, KeptAnswer> m_known;
};

} // namespace upkeep
