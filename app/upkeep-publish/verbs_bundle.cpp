// SPDX-License-Identifier: Apache-2.0
#include "publish/bundle_maker.h"
#include "text/format.h"
#include "verbs.h"

namespace upkeep {
namespace {

Result<BundleRequest> requestOf(Session& session) {
    BundleRequest request;
    UPKEEP_TRY_AS(request.site, session.path("site"));
    UPKEEP_TRY_AS(request.out, session.path("out"));
    UPKEEP_TRY_AS(request.scratch, session.scratch(request.out));
    request.channel = session.option("channel", QStringLiteral("stable"));
    request.platform = session.option("platform", QStringLiteral("linux-x64"));
    request.patchesFrom = session.options("from");
    request.now = QDateTime::currentDateTimeUtc();
    if (session.isSet("version")) {
        UPKEEP_TRY_AS(request.version, Version::parse(session.option("version")));
    }
    return request;
}

Result<void> bundle(Session& session) {
    UPKEEP_TRY_AS(const BundleRequest request, requestOf(session));
    UPKEEP_TRY_AS(const MadeBundle made, makeBundle(session.files(), request, session.stop()));
    session.say(Upkeep::tr("%1 holds %2 %3 (%4). It can be installed until %5; make it anew then.")
                    .arg(request.out.display(),
                         made.head.product,
                         made.head.version.toString(),
                         formatSize(made.length),
                         made.head.validUntil.toString(Qt::ISODate)));
    session.result(JsonValue::Object{
        {QStringLiteral("file"), request.out.display()},
        {QStringLiteral("product"), made.head.product},
        {QStringLiteral("version"), made.head.version.toString()},
        {QStringLiteral("bytes"), made.length},
        {QStringLiteral("files"), qint64(made.head.files.size())},
        {QStringLiteral("valid_until"), made.head.validUntil.toString(Qt::ISODate)}});
    return {};
}

} // namespace

QList<Verb> bundleVerbs() {
    return {{{"bundle",
              "",
              "put everything an update needs into one file, for machines without a network",
              {{"site", "DIR", "the site"},
               {"out", "FILE", "the bundle"},
               {"version", "VERSION", "the release (the newest)"},
               {"from",
                "VERSION",
                "a patch from this version in place of the whole package; may be given several "
                "times"},
               {"channel", "NAME", "stable"},
               {"platform", "NAME", "linux-x64"}}},
             &bundle}};
}

} // namespace upkeep
