// SPDX-License-Identifier: Apache-2.0
// Verify, and make what is damaged whole again: the record of what is installed from its copy;
// signed files from whatever is at hand (live tree, previous, vault), else by fetching the missing
// bytes only; settings from their newest readable copy; the trust store from its shipped root and
// the publisher; snapshots from contents that are still here. The trees go through the same
// changeover as an update: wholly damaged or wholly repaired, whatever happens. What is replaced is
// kept in the backup folder.
#pragma once

#include "walks/changeover.h"
#include "walks/repair_types.h"

namespace upkeep {

class Repair {
public:
    Repair(ProductSite& site, RepairChoice choice, ProgressSink progress, std::stop_token stop);

    Result<HealthReport> verify();
    Result<RepairOutcome> run();

private:
    Result<void> look(HealthReport& report);
    Result<void> mendRecord();
    Result<void> addKnown(const FileList& wanted, QHash<Digest, LocalPath>& sources);
    Result<void> repairTrust(const QList<HealthIssue>& issues);
    Result<void> mendTrustStore(const QList<HealthIssue>& issues);
    Result<void> repairTrees(const QList<HealthIssue>& issues);
    Result<void> prepare();
    Result<void> obtain();
    Result<bool> assembleFromHere();
    Result<void> findInVault(const FileList& wanted, QHash<Digest, LocalPath>& sources);
    Result<void> fetchMissing();
    Result<QList<StagedPart>> catchUp();
    Result<void> install(const QList<HealthIssue>& issues);
    Result<QList<QByteArray>> olderCopies(const QString& component, const LocalName& name) const;
    Result<void> sortOut(const QList<HealthIssue>& issues);
    Result<void> repairSnapshots(const QList<HealthIssue>& issues);
    Result<QString> saveWhatIsHere(Vault& vault);
    void noteWhatHasNoEvent() const;
    void failAll(const QList<HealthIssue>& issues, const Error& error);
    LocalPath foundFolder() const;
    ComponentContext context() const;

    ProductSite& m_site;
    RepairChoice m_choice;
    ProgressSink m_progress;
    std::stop_token m_stop;
    RepairOutcome m_outcome;
    InstalledRecord m_wanted;
    QHash<Digest, LocalPath> m_found; // lost contents that the vault had
    Journal m_journal;
};

} // namespace upkeep
