// SPDX-License-Identifier: Apache-2.0
// One installed product with everything a walk reaches for: its places, what is installed, its
// components, decisions, history, vault and source. Holds no state of its own beyond what it read.
#pragma once

#include "components/factory.h"
#include "history/history.h"
#include "policy/admin_policy.h"
#include "policy/decisions.h"
#include "policy/preferences.h"
#include "product/installed_record.h"
#include "product/product_file.h"
#include "snapshots/vault.h"
#include "source/release_source.h"
#include "steps/check.h"
#include "trust/trust_client.h"
#include "walks/seams.h"
#include "walks/walk_types.h"

namespace upkeep {

// linux-x64, linux-arm64
QString currentPlatform();
// product.yaml of a tree; product.invalid where there is none.
Result<ProductFile> readProductFile(FileSystem& files, const LocalPath& tree);
// A random name for one walk; also the mark of its stage folders.
QString newTransaction();
// Symbolic links in the way to it resolved, so that processes and mounts can be compared by name.
LocalPath canonical(const LocalPath& path);

// The source and the trust client that asks it; they live and die together. No trust client where
// the product was registered as one that signs nothing: then `spec` says what is taken.
struct ReleaseAccess {
    std::unique_ptr<ReleaseSource> source;
    std::unique_ptr<TrustStore> store;
    std::unique_ptr<TrustClient> trust;
    TrustSpec spec;
    qint64 repositoryId = 0;
};
Result<ReleaseAccess>
openAccess(const Seams& seams, const Registration& registration, const ProductFile& product);

class ProductSite {
public:
    static Result<ProductSite> open(const Seams& seams, const Registration& registration);

    // Reads again what is installed: after a switch it is another tree.
    Result<void> reload();

    const Seams& seams() const { return m_seams; }
    FileSystem& files() const { return m_seams.files; }
    const Registration& registration() const { return m_registration; }
    const QString& id() const { return m_registration.id; }
    const InstallRoot& root() const { return m_root; }
    const InstalledRecord& installed() const { return m_installed; }
    const ProductFile& product() const { return m_product; }
    // Why the live tree's own record cannot be read. The copy beside it speaks for it then
    // (record_copy.h), until a repair.
    const std::optional<Error>& recordDamage() const { return m_recordDamage; }
    LocalPath stateFolder() const { return m_seams.places.stateOf(id()); }
    QDateTime now() const { return m_seams.clock.now().toUTC(); }

    // lock.held while another process works on this product; preflight.blocked where nothing may be
    // written.
    Result<std::unique_ptr<FileLock>> lock() const;
    DecisionStore decisionStore() const;
    Decisions decisions() const { return decisionStore().load().values; }
    // The person's, as far as the administrator leaves them to him.
    Preferences preferences() const;
    // What is followed: the channel a person chose for their programs, or the one this program was
    // registered with.
    QString channel() const;
    // Preferences to be kept where these are wished for: a channel of this program's own stays its
    // own, and a choice against it is one of this program's, too.
    Result<Preferences> withOwnChannel(Preferences wished);
    AdminPolicy adminPolicy() const;
    History history() const;
    // Where another file system holds the home, the vault lies beside the tree.
    Result<Vault> openVault() const;
    Result<ReleaseAccess> openReleases() const;
    // Releases come from elsewhere from now on; empty: from where the product says.
    void setSource(SourceMaker maker) { m_seams.makeSource = std::move(maker); }
    // Of the live tree, or of another that lies at `tree`.
    Result<ComponentList> components() const;
    Result<ComponentList> componentsOf(const LocalPath& tree) const;
    ComponentContext context(const ProgressSink& progress, std::stop_token stop) const;
    SnapshotMeta snapshotMeta(const QString& reason, Trigger trigger) const;

private:
    ProductSite(Seams seams, Registration registration);
    Result<void> mendLiveName() const;
    Result<void> readFrom(const LocalPath& tree);
    Result<void> readCopy(const std::optional<QString>& transaction);

    Seams m_seams;
    Registration m_registration;
    InstallRoot m_root;
    LocalPath m_home;
    InstalledRecord m_installed;
    ProductFile m_product;
    std::optional<Error> m_recordDamage;
    bool m_isLiveGone = false; // and nothing that waits can take its place
};

} // namespace upkeep
