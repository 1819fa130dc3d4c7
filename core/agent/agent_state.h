// SPDX-License-Identifier: Apache-2.0
// What the agent must still know after a restart (agent.json in the state folder): what a person
// was told of and when, what failed silently, what was chosen for an update that is ready. A broken
// or newer file is named and kept beside; the defaults are used.
#pragma once

#include "policy/what_to_do.h"

#include <QMap>

namespace upkeep {

class FileLock;

struct Told {
    QString about; // "offer", "ready", "withdrawn", ...
    Version version;
    QDateTime at;

    friend bool operator==(const Told&, const Told&) = default;
};

struct ProductMemory {
    QList<Told> told;              // the newest last; a few, so that a flapping feed is no news
    QList<Version> failedSilently; // not tried silently again
    std::optional<Version> staged;
    QDateTime stagedAt;
    Wish wish = Wish::None;
    std::optional<Version> remindOnQuit;

    // When a person was last told of it; invalid = never.
    QDateTime toldOf(const QString& about, const Version& version) const;
    void tell(const QString& about, const Version& version, const QDateTime& at);
    // Moments that lie in the future of a clock set back become `now`.
    void setClock(const QDateTime& now);

    friend bool operator==(const ProductMemory&, const ProductMemory&) = default;
};

class AgentState {
public:
    // `folder`: Places::state.
    AgentState(FileSystem& files, LocalPath folder);
    ~AgentState();
    AgentState(const AgentState&) = delete;
    AgentState& operator=(const AgentState&) = delete;

    // One agent per person: lock.held while another one runs. Released at the end of life.
    Result<void> lock();
    // config.invalid with the file where it could not be read.
    std::optional<Error> load();
    ProductMemory of(const QString& product) const;
    // Durable on return; unchanged = nothing is written.
    Result<void> keep(const QString& product, const ProductMemory& memory);
    // This installation's own share of every delay, 0..9999; steady over restarts.
    int jitter(const QString& product) const;

private:
    FileSystem& m_files;
    LocalPath m_folder;
    QMap<QString, ProductMemory> m_products;
    QByteArray m_installId;
    std::unique_ptr<FileLock> m_lock;
};

} // namespace upkeep
