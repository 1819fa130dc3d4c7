// SPDX-License-Identifier: Apache-2.0
#include "agent/bus_properties.h"

#include "agent/agent.h"
#include "walks/state_id.h"

#include <QDBusObjectPath>

#include <algorithm>
#include <cmath>

namespace upkeep {

namespace {

const QString rootPath = QStringLiteral("/io/github/upkeep/Upkeep1");

qlonglong seconds(const QDateTime& moment) {
    return moment.isValid() ? moment.toSecsSinceEpoch() : 0;
}

// In hundredths: nobody is told more than a hundred times about one act.
double share(const Progress& progress) {
    const bool hasOverall = progress.overallTotal > 0;
    const auto done = double(hasOverall ? progress.overallDone : progress.done);
    const auto total = double(hasOverall ? progress.overallTotal : progress.total);
    return total > 0 ? std::clamp(std::round(100 * done / total) / 100, 0.0, 1.0) : 0.0;
}

UpdateState stateOf(Phase phase, UpdateState otherwise) {
    switch (phase) {
    case Phase::Download:
    case Phase::Verify:
        return UpdateState::Downloading;
    case Phase::Snapshot:
    case Phase::Apply:
    case Phase::Probe:
        return UpdateState::Applying;
    case Phase::Check:
    case Phase::Done:
        break;
    }
    return otherwise;
}

// What is under way says more than what was last read.
UpdateState stateOf(const WatchedProduct& product, const std::optional<Progress>& progress) {
    if (product.act == AgentAct::Downloading)
        return UpdateState::Downloading;
    const bool changes = product.act == AgentAct::Updating || product.act == AgentAct::RollingBack;
    const UpdateState known = changes ? UpdateState::Applying : product.status.state;
    return progress ? stateOf(progress->phase, known) : known;
}

const Hold* holdOf(const WatchedProduct& product) {
    if (!product.kept.holds.isEmpty())
        return &product.kept.holds.first();
    return product.status.hold ? &*product.status.hold : nullptr;
}

} // namespace

QString busPathOf(const QString& product) {
    if (product.isEmpty())
        return rootPath;
    // An id has no '_' of its own, and a path takes no '-'.
    return rootPath + u'/' + QString(product).replace(u'-', u'_');
}

std::optional<QString> productOfBusPath(const QString& path) {
    if (path == rootPath)
        return QString();
    QString name = path.mid(rootPath.size() + 1);
    if (!path.startsWith(rootPath + u'/') || name.isEmpty() || name.contains(u'/'))
        return std::nullopt;
    return name.replace(u'_', u'-');
}

QVariantMap busProperties(const Agent& agent) {
    QList<QDBusObjectPath> products;
    const QStringList ids = agent.products();
    for (const QString& id : ids)
        products.append(QDBusObjectPath(busPathOf(id)));
    return {{QStringLiteral("Version"), QStringLiteral(UPKEEP_VERSION)},
            {QStringLiteral("Products"), QVariant::fromValue(products)}};
}

QVariantMap busProperties(const WatchedProduct& product,
                          const std::optional<Progress>& progress,
                          const QDateTime& nextCheck) {
    const ProductStatus& status = product.status;
    const Hold* const hold = holdOf(product);
    const std::optional<Offer>& offer = status.offer;
    return {
        {QStringLiteral("Id"), status.id},
        {QStringLiteral("Name"), status.name},
        {QStringLiteral("State"), QString(stateId(stateOf(product, progress)))},
        {QStringLiteral("Version"), status.version.toString()},
        {QStringLiteral("Available"), offer ? offer->to.toString() : QString()},
        {QStringLiteral("Security"), offer && offer->security},
        {QStringLiteral("HoldReason"), hold ? hold->reason : QString()},
        {QStringLiteral("HoldSubject"), hold ? hold->subject : QString()},
        {QStringLiteral("HoldUntil"), hold ? seconds(hold->until) : 0LL},
        {QStringLiteral("Progress"), progress ? share(*progress) : 0.0},
        {QStringLiteral("PausedUntil"), seconds(status.pausedUntil)},
        {QStringLiteral("LastChecked"), seconds(status.lastChecked)},
        {QStringLiteral("NextCheck"), seconds(nextCheck)},
        {QStringLiteral("CanRollBack"), status.canRollBack},
        {QStringLiteral("LastError"),
         status.lastError ? QString(errorId(status.lastError->code)) : QString()},
    };
}

QString waitsFor(const WatchedProduct& product) {
    const Hold* const hold = holdOf(product);
    return hold ? hold->reason : QString();
}

} // namespace upkeep
