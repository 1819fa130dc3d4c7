// SPDX-License-Identifier: Apache-2.0
#include "publish/ceremony_folder.h"

#include "publish/metadata_roles.h"

namespace upkeep {

namespace {

const QByteArray ending = QByteArrayLiteral(".json");

} // namespace

Result<QMap<QByteArray, QByteArray>> CeremonyFolder::drafts() const {
    QMap<QByteArray, QByteArray> drafts;
    if (!m_files.exists(m_folder))
        return drafts;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(m_folder));
    for (const FolderEntry& entry : entries) {
        const QByteArray name = entry.name.bytes();
        if (!name.endsWith(ending))
            continue;
        const QByteArray role = QByteArray::fromPercentEncoding(name.chopped(ending.size()));
        UPKEEP_TRY_AS(const QByteArray bytes,
                      m_files.read(m_folder / entry.name, metadataLimit(role)));
        drafts.insert(role, bytes);
    }
    return drafts;
}

Result<void> CeremonyFolder::save(const QMap<QByteArray, QByteArray>& drafts) const {
    UPKEEP_TRY(m_files.makeFolders(m_folder));
    for (auto draft = drafts.cbegin(); draft != drafts.cend(); ++draft) {
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(encodeRole(draft.key()) + ending));
        UPKEEP_TRY(m_files.writeAndSync(m_folder / name, *draft));
    }
    return m_files.syncFolder(m_folder.parent());
}

Result<void> CeremonyFolder::remove(const QList<QByteArray>& roles) const {
    if (!m_files.exists(m_folder))
        return {};
    for (const QByteArray& role : roles) {
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(encodeRole(role) + ending));
        if (m_files.exists(m_folder / name))
            UPKEEP_TRY(m_files.removeFile(m_folder / name));
    }
    UPKEEP_TRY_AS(const auto left, drafts());
    return left.isEmpty() ? clear() : m_files.syncFolder(m_folder);
}

Result<void> CeremonyFolder::clear() const {
    if (!m_files.exists(m_folder))
        return {};
    UPKEEP_TRY(m_files.removeTree(m_folder));
    return m_files.syncFolder(m_folder.parent());
}

} // namespace upkeep
