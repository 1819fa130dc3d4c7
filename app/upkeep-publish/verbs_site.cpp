// SPDX-License-Identifier: Apache-2.0
#include "publish/release_server.h"
#include "publish/site_check.h"
#include "publish/site_upload.h"
#include "text/format.h"
#include "verbs.h"

#include <condition_variable>
#include <mutex>

namespace upkeep {
namespace {

void waitFor(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
}

// Ending it with Ctrl+C or SIGTERM is how it is meant to end.
Result<void> serve(Session& session) {
    ReleaseServerOptions options;
    UPKEEP_TRY_AS(options.site, session.path("site"));
    options.repository = session.option("repository", options.repository);
    bool isPort = true;
    options.port = session.option("port", QStringLiteral("0")).toUShort(&isPort);
    if (!isPort)
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("--port"),
                     Upkeep::tr("is a number up to 65535")};
    UPKEEP_TRY_AS(const std::unique_ptr<ReleaseServer> server,
                  ReleaseServer::start(session.files(), options));
    // Scripts wait for this line, so it is the same in every language and every mode.
    std::printf("serving %s\n",
                server->web().toString(QUrl::StripTrailingSlash).toUtf8().constData());
    std::fflush(stdout);
    waitFor(session.stop());
    return {};
}

Result<void> verify(Session& session) {
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    UPKEEP_TRY_AS(const LocalPath scratch, session.scratch(site));
    const PublishLog log = [&session](const QString& line) {
        session.say(QStringLiteral("  ") + line);
    };
    UPKEEP_TRY_AS(
        const SiteReport report,
        verifySite(
            session.files(), site, scratch, QDateTime::currentDateTimeUtc(), log, session.stop()));
    session.say(Upkeep::tr("All is well: releases %1, files %2 (%3), trusted until %4.")
                    .arg(report.releases)
                    .arg(report.payloads)
                    .arg(formatSize(report.bytes), report.trustedUntil.toString(Qt::ISODate)));
    session.result(JsonValue::Object{
        {QStringLiteral("releases"), report.releases},
        {QStringLiteral("files"), report.payloads},
        {QStringLiteral("bytes"), report.bytes},
        {QStringLiteral("trusted_until"), report.trustedUntil.toString(Qt::ISODate)}});
    return {};
}

Result<void> upload(Session& session) {
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    UPKEEP_TRY_AS(const LocalPath to, session.path("to"));
    const PublishLog log = [&session](const QString& line) {
        session.say(QStringLiteral("  ") + line);
    };
    UPKEEP_TRY_AS(const UploadReport report,
                  uploadToFolder(session.files(), site, to, log, session.stop()));
    session.say(Upkeep::tr("%1 files copied (%2), %3 were there.")
                    .arg(report.copied)
                    .arg(formatSize(report.bytes))
                    .arg(report.unchanged));
    session.result(JsonValue::Object{{QStringLiteral("copied"), report.copied},
                                     {QStringLiteral("unchanged"), report.unchanged},
                                     {QStringLiteral("bytes"), report.bytes}});
    return {};
}

} // namespace

QList<Verb> siteVerbs() {
    static constexpr VerbOption site = {"site", "DIR", "the site"};
    return {{{"serve",
              "",
              "show a site on this machine as GitHub would",
              {site,
               {"port", "N", "0 = any free one"},
               {"repository", "OWNER/NAME", "the repository it stands for"}}},
             &serve},
            {{"verify", "", "look at a whole site as a client would", {site}}, &verify},
            {{"upload",
              "",
              "copy a site to the folder it is served from, metadata last",
              {site, {"to", "DIR", "the folder"}}},
             &upload}};
}

} // namespace upkeep
