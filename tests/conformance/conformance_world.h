// SPDX-License-Identifier: Apache-2.0
// One test of the TUF project's conformance suite: a repository behind a real server, and the
// program upkeep-tuf-client run against it with folders of its own.
#pragma once

#include "repository.h"

#include "support/fast_folder.h"

#include <QTemporaryDir>

namespace upkeep::test {

class ConformanceWorld {
public:
    ConformanceWorld();

    // Not in a sanitizer's build: faketime's library hangs beside its runtime.
    static bool canFakeTime();

    // Exit codes of the program. `time` is what it believes the time to be.
    int init() { return init(repository.published["root"].constFirst()); }
    int init(const QByteArray& root);
    int refresh(const QDateTime& time = {});
    int download(const QByteArrayList& targets, const QDateTime& time = {});
    int download(const char* target, const QDateTime& time = {}) {
        return download(QByteArrayList{target}, time);
    }

    // "root 2", "timestamp 3": every file that ends with .json, sorted by name.
    QByteArrayList trusted() const;
    // 0: there is none.
    qint64 version(const QByteArray& role) const;
    QByteArray stored(const QByteArray& role) const;
    // What was downloaded, sorted.
    QByteArrayList downloaded() const;

    Repository repository;

private:
    int run(const QStringList& arguments, const QDateTime& time = {}) const;
    QString metadataFolder() const { return m_folder.filePath("metadata"); }

    QTemporaryDir m_folder{fastFolder()};
    TestServer m_server; // the last: it answers from the repository
};

} // namespace upkeep::test

#define SKIP_WITHOUT_FAKETIME()                                                                    \
    do {                                                                                           \
        if (!upkeep::test::ConformanceWorld::canFakeTime())                                        \
            QSKIP("faketime does not work in a sanitizer's build");                                \
    } while (false)
