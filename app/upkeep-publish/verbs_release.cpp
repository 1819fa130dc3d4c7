// SPDX-License-Identifier: Apache-2.0
#include "text/format.h"
#include "verbs.h"

#include "publish/release_maker.h"

namespace upkeep {
namespace {

Error usage(const char* option, const QString& cause) {
    return Error{ErrorCode::UsageInvalid, QStringLiteral("--") + QLatin1String(option), cause};
}

Result<void> readTimes(const Session& session, ReleaseRequest& request) {
    request.now = QDateTime::currentDateTimeUtc();
    request.released = request.now;
    if (session.isSet("released")) {
        request.released = QDateTime::fromString(session.option("released"), Qt::ISODate).toUTC();
        if (!request.released.isValid())
            return usage("released", Upkeep::tr("is a time such as 2026-05-03T09:00:00Z"));
    }
    // Tar and metadata know whole seconds.
    request.released = QDateTime::fromSecsSinceEpoch(request.released.toSecsSinceEpoch(), Qt::UTC);
    return {};
}

Result<void> readEvolutions(const Session& session, ReleaseRequest& request) {
    for (const QString& text : session.options("evolution")) {
        const QString id = text.section(u'=', 0, 0);
        if (id.isEmpty() || !text.contains(u'='))
            return usage("evolution", Upkeep::tr("is ID=DIR"));
        UPKEEP_TRY_AS(const LocalPath folder, LocalPath::fromUser(text.section(u'=', 1)));
        request.evolutions.insert(id, folder);
    }
    return {};
}

Result<void> readKind(const Session& session, ReleaseRequest& request) {
    request.security = session.isSet("security");
    request.cves = session.options("cve");
    for (const QString& text : session.options("known-issue"))
        request.knownIssues += {text, {}};
    if (session.isSet("update-type")) {
        request.updateType = updateTypeFromName(session.option("update-type"));
        if (!request.updateType)
            return usage("update-type", Upkeep::tr("is hotfix, minor or major"));
    }
    const std::optional<Risk> risk = riskFromName(session.option("risk", QStringLiteral("low")));
    if (!risk)
        return usage("risk", Upkeep::tr("is low, medium or high"));
    request.risk = *risk;
    bool percentOk = true;
    bool countOk = true;
    request.rollout.percent = session.option("rollout", QStringLiteral("100")).toInt(&percentOk);
    request.rollout.salt = request.version.toString();
    request.patchesFrom = session.option("patches-from", QStringLiteral("3")).toInt(&countOk);
    if (!percentOk || request.rollout.percent < 0 || request.rollout.percent > 100)
        return usage("rollout", Upkeep::tr("is a percentage"));
    return countOk && request.patchesFrom >= 0 ? Result<void>()
                                               : usage("patches-from", Upkeep::tr("is a number"));
}

Result<ReleaseRequest> requestOf(Session& session) {
    ReleaseRequest request;
    UPKEEP_TRY_AS(request.site, session.path("site"));
    UPKEEP_TRY_AS(request.product, session.path("product"));
    UPKEEP_TRY_AS(request.tree, session.path("tree"));
    UPKEEP_TRY_AS(request.manifest, session.optionalPath("manifest"));
    UPKEEP_TRY_AS(request.changelog, session.optionalPath("changelog"));
    if (!session.isSet("version"))
        return usage("version", Upkeep::tr("is missing"));
    UPKEEP_TRY_AS(request.version, Version::parse(session.option("version")));
    request.channel = session.option("channel", request.channel);
    request.platform = session.option("platform", request.platform);
    UPKEEP_TRY(readTimes(session, request));
    UPKEEP_TRY(readEvolutions(session, request));
    UPKEEP_TRY(readKind(session, request));
    return request;
}

JsonValue resultOf(const MadeRelease& made) {
    JsonValue::Array assets;
    for (const ReleaseAsset& asset : made.assets)
        assets += JsonValue(
            JsonValue::Object{{QStringLiteral("name"), asset.name},
                              {QStringLiteral("size"), asset.size},
                              {QStringLiteral("sha256"), QString::fromLatin1(asset.sha256.hex())}});
    return JsonValue::Object{
        {QStringLiteral("product"), made.document.product},
        {QStringLiteral("version"), made.document.version.toString()},
        {QStringLiteral("counter"), made.document.counter},
        {QStringLiteral("tag"), made.tag},
        {QStringLiteral("tree"), QString::fromLatin1(made.document.toTree.hex())},
        {QStringLiteral("assets"), assets},
        {QStringLiteral("valid_until"), made.validUntil.toString(Qt::ISODate)}};
}

Result<void> release(Session& session) {
    UPKEEP_TRY_AS(const ReleaseRequest request, requestOf(session));
    UPKEEP_TRY_AS(const KeyFolder keys, session.keys());
    const PublishLog log = [&session](const QString& line) {
        session.say(QStringLiteral("  ") + line);
    };
    session.say(Upkeep::tr("Making %1").arg(request.version.toString()));
    UPKEEP_TRY_AS(
        const MadeRelease made,
        makeRelease(session.files(), session.processes(), request, keys, log, session.stop()));
    for (const ReleaseAsset& asset : made.assets)
        session.say(QStringLiteral("  ") + asset.name.leftJustified(48) + formatSize(asset.size));
    for (const QString& note : made.notes)
        session.say(Upkeep::tr("Note: %1.").arg(note));
    session.say(Upkeep::tr("%1 %2 is published in %3; clients believe it until %4.")
                    .arg(made.document.product,
                         made.document.version.toString(),
                         request.site.display(),
                         made.validUntil.toString(Qt::ISODate)));
    session.result(resultOf(made));
    return {};
}

} // namespace

QList<Verb> releaseVerbs() {
    return {{{"release",
              "",
              "make and sign a release from a build's folders",
              {{"site", "DIR", "where releases and their metadata are kept"},
               common_option::keys,
               common_option::passphraseFd,
               common_option::keychain,
               {"product", "FILE", "product.yaml"},
               {"tree", "DIR", "what is installed, as it is to be"},
               {"version", "VERSION", "higher than the channel's last"},
               {"manifest", "FILE", "update-manifest.yaml"},
               {"changelog", "FILE", "CHANGELOG.md, with a section for this version"},
               {"evolution", "ID=DIR", "an evolution's files; may be given several times"},
               {"channel", "NAME", "stable"},
               {"platform", "NAME", "linux-x64"},
               {"patches-from", "N", "make patches from the last N releases (3)"},
               {"released", "TIME", "now, or another time (ISO 8601)"},
               {"update-type", "NAME", "hotfix, minor or major; else by the step of the version"},
               {"risk", "NAME", "low, medium or high"},
               {"security", nullptr, "fixes a security problem"},
               {"cve", "ID", "which; may be given several times"},
               {"known-issue", "TEXT", "shown with the offer; may be given several times"},
               {"rollout", "PERCENT", "how many clients it is offered to (100)"}}},
             &release}};
}

} // namespace upkeep
