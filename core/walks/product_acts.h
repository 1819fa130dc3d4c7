// SPDX-License-Identifier: Apache-2.0
// What the rows of the recovery table mean for an installed product.
#pragma once

#include "walks/product_site.h"
#include "walks/recovery.h"

namespace upkeep {

class ProductActs final : public RecoveryActs {
public:
    ProductActs(ProductSite& site, ProgressSink progress);

    Result<void> removeStrays() override;
    Result<void> discardStage(const Journal& journal) override;
    Result<void> restartStopped(const Journal& journal) override;
    Result<void> probe(const Journal& journal) override;
    Result<void> commit(const Journal& journal) override;
    Result<void> carryBack(const Journal& journal) override;
    Result<TreeSwitch> restoreOld(const Journal& journal, const TreeSwitch& tree) override;
    Result<void> settleBack(const Journal& journal) override;
    QDateTime now() override { return m_site.now(); }

private:
    Result<void> dropStages();
    Result<void> keepOldTree(const Journal& journal);
    Result<void> completeRollbackPoint(const Journal& journal, const TreeSwitch& application);
    Result<void> keepLateWrites(const Journal& journal);
    Result<void> rememberUpdate(const Journal& journal);
    Result<void> decide(const Journal& journal, bool wentBack);
    Result<void> retain(const Journal& journal);
    Result<void> carryApplication(const Journal& journal, const TreeSwitch& tree);
    Result<void> keepAsSnapshot(const TreeSwitch& tree);
    Result<void> record(const Journal& journal, const char* result);

    ProductSite& m_site;
    ProgressSink m_progress;
};

// nullptr where the walk does not exchange the application's tree.
const TreeSwitch* applicationTree(const Journal& journal, const InstallRoot& root);
QString operationName(JournalOperation operation);

} // namespace upkeep
