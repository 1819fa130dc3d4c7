// SPDX-License-Identifier: Apache-2.0
#include "walks/offer.h"

#include "steps/choose.h"
#include "system/memory.h"

namespace upkeep {

namespace {

QList<PlanStep> stepsOf(const ProductFile& product, bool snapshot) {
    QList<PlanStep> steps = {{PlanStepKind::Download, {}},
                             {PlanStepKind::Verify, {}},
                             {PlanStepKind::Close, product.name}};
    if (snapshot)
        steps.append({PlanStepKind::Snapshot, {}});
    for (const ComponentSpec& component : product.components) {
        if (component.kind == ComponentKind::Data && !component.sqlite.isEmpty())
            steps.append({PlanStepKind::Migrate, component.id});
        if (component.kind == ComponentKind::Config)
            steps.append({PlanStepKind::Merge, component.id});
    }
    steps.append({PlanStepKind::Switch, product.name});
    if (!product.health.probe.isEmpty())
        steps.append({PlanStepKind::Probe, product.name});
    return steps;
}

Plan planOf(const OfferInput& input, const QList<EvolutionOffer>& evolutions) {
    const ReleaseDocument& document = input.release.document;
    ChooseInput choose;
    choose.installedTree = input.installed.files.treeHash();
    choose.changedFiles = int(input.localChanges.size());
    choose.changedBytes = input.changedBytes;
    choose.diskFree = input.diskFree;
    choose.releases = input.between;
    choose.bytesPerSecond = input.bytesPerSecond;
    choose.memory = availableMemory();
    Plan plan;
    plan.ways = chooseWays(document, choose);
    if (const Payload* const package = document.payload(Payload::Kind::Package))
        plan.fullBytes = package->length;
    double applySeconds = 0;
    if (const PlanWay* const way = plan.chosen()) {
        plan.downloadBytes = way->bytes;
        applySeconds = way->applySeconds;
    }
    for (const EvolutionOffer& evolution : evolutions) {
        if (evolution.chosen && !evolution.installed)
            plan.downloadBytes += evolution.size;
    }
    plan.bytesPerSecond = input.bytesPerSecond;
    plan.diskFree = input.diskFree;
    plan.diskNeeded = document.unpackedSize + plan.downloadBytes;
    plan.secondsAway = std::max(1, input.release.manifest.expectedDowntimeSeconds);
    plan.secondsEstimated =
        double(plan.downloadBytes) / input.bytesPerSecond + applySeconds + plan.secondsAway;
    plan.restartNeeded = input.product.switchMode == SwitchMode::WhenClosed;
    plan.steps = stepsOf(input.product, true);
    plan.localChanges = input.localChanges;
    return plan;
}

} // namespace

const PlanWay* Plan::chosen() const {
    for (const PlanWay& way : ways) {
        if (way.possible)
            return &way;
    }
    return nullptr;
}

QList<EvolutionOffer> offersOf(const UpdateManifest& manifest,
                               const ReleaseDocument* document,
                               const Version& version,
                               const QStringList& installed) {
    QList<EvolutionOffer> offers = offerEvolutions(manifest.evolutions, version, installed);
    for (EvolutionOffer& offer : offers) {
        const Payload* const payload =
            document ? document->evolutionPayload(Payload::Kind::Evolution, offer.id) : nullptr;
        if (payload)
            offer.size = payload->length;
    }
    return offers;
}

Offer makeOffer(const OfferInput& input) {
    const ReleaseDocument& document = input.release.document;
    Offer offer;
    offer.from = input.installed.version;
    offer.to = document.version;
    offer.released = document.released;
    offer.publisher = input.product.publisher;
    offer.updateType = document.updateType;
    offer.security = input.decision.security;
    offer.cves = document.cves;
    offer.risk = document.risk;
    offer.signedByPublisher = input.product.trust.kind == TrustSpec::Kind::Signed;
    offer.trustedUntil = input.trustedUntil;
    offer.changes = changesBetween(input.release.changelog, offer.from, offer.to);
    offer.knownIssues = document.knownIssues;
    offer.requiredActions = input.release.manifest.requiredActions;
    offer.evolutions =
        offersOf(input.release.manifest, &document, offer.to, input.installed.evolutions.keys());
    offer.plan = planOf(input, offer.evolutions);
    offer.skipped = input.decision.skipped;
    return offer;
}

Hold makeHold(const DecisionHold& hold) {
    return Hold{hold.reason, hold.subject, hold.version, hold.until, hold.canOverride};
}

} // namespace upkeep
