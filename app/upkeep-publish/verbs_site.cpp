// SPDX-License-Identifier: Apache-2.0
#include "command_line/secret_input.h"
#include "publish/release_server.h"
#include "publish/site_check.h"
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
    if (session.isSet("token-fd")) {
        UPKEEP_TRY_AS(options.token,
                      readSecretFrom(session.option("token-fd"), QStringLiteral("--token-fd")));
    }
    UPKEEP_TRY(session.files().makeFolders(options.site));
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

} // namespace

QList<Verb> siteVerbs() {
    using common_option::site;
    return {{{"serve",
              "",
              "show a site on this machine as GitHub would",
              {site,
               {"port", "N", "0 = any free one"},
               {"repository", "OWNER/NAME", "the repository it stands for"},
               {"token-fd", "N", "who shows the token in this open file may upload"}}},
             &serve},
            {{"verify", "", "look at a whole site as a client would", {site}}, &verify}};
}

} // namespace upkeep
