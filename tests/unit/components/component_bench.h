// SPDX-License-Identifier: Apache-2.0
// A live tree, the next one and a home in a temporary folder, and the context of one walk over
// them.
#pragma once

#include "components/component_place.h"
#include "product/product_file.h"
#include "snapshots/vault.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>

namespace upkeep::test {

class ComponentBench {
public:
    ComponentBench() {
        [&] { VERIFY_OK(files->makeFolders(path("live"))); }();
        [&] { VERIFY_OK(files->makeFolders(path("next"))); }();
    }

    LocalPath path(const char* relative) const {
        return LocalPath::parse(m_folder.path().toUtf8()).value() / relative;
    }
    void write(const char* relative, const QByteArray& content) {
        const LocalPath file = path(relative);
        [&] { VERIFY_OK(files->makeFolders(file.parent())); }();
        [&] { VERIFY_OK(files->writeAndSync(file, content, 0640)); }();
    }
    QByteArray read(const LocalPath& file) const {
        const auto bytes = files->read(file, 1 << 20);
        return bytes ? *bytes : QByteArray("-");
    }
    QByteArray read(const char* relative) const { return read(path(relative)); }

    ComponentContext context() const {
        return {*files,
                path("live"),
                path("next"),
                {},
                {},
                QStringLiteral("t1"),
                QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC),
                path("backup"),
                MergeStrategy::KeepLocal,
                {},
                {},
                {}};
    }
    ComponentPlace place(const char* text) const {
        return ComponentPlace::resolve(QString::fromLatin1(text), path("home")).value();
    }
    // Saves the component as it is now; the id of the snapshot.
    QString saved(Component& component, Vault& vault) const {
        SnapshotMeta meta;
        meta.product = QStringLiteral("tool");
        meta.time = context().now;
        auto writer = vault.begin(meta);
        if (!writer || !component.save(context(), *writer))
            return {};
        return writer->close().value();
    }

    std::unique_ptr<FileSystem> files = makeLocalFileSystem();

private:
    QTemporaryDir m_folder;
};

} // namespace upkeep::test
