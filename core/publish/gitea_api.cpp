// SPDX-License-Identifier: Apache-2.0
#include "publish/gitea_api.h"

#include "publish/form_file.h"

namespace upkeep {

namespace {

// Whoever set the server up wrote this; it need not be how it is reached.
const QByteArray configured = QByteArrayLiteral("http://gitea.internal:3000/");

HttpAnswer jsonAnswer(const JsonValue& json, int status = 200) {
    return {status, {{"Content-Type", "application/json;charset=utf-8"}}, writeJsonLine(json)};
}

HttpAnswer failure(int status, const QString& message) {
    return jsonAnswer(
        JsonValue::Object{{QStringLiteral("message"), message},
                          {QStringLiteral("url"),
                           QString::fromLatin1(configured) + QStringLiteral("api/swagger")}},
        status);
}

int numberOf(const QUrlQuery& query, const char* name, int otherwise) {
    bool isNumber = false;
    const int value = query.queryItemValue(QLatin1String(name)).toInt(&isNumber);
    return isNumber && value > 0 ? value : otherwise;
}

QString timeOf(const PublishedRelease& release) {
    return release.publishedAt.toUTC().toString(Qt::ISODate);
}

} // namespace

HttpAnswer GiteaApi::answer(const QStringList& path, const QUrlQuery& query) const {
    auto answer = answerChecked(path, query);
    if (answer.has_value())
        return *std::move(answer);
    return answer.error().code == ErrorCode::SourceMissing
               ? failure(404, QStringLiteral("The target couldn't be found."))
               : failure(500, answer.error().toString());
}

HttpAnswer
GiteaApi::write(const ReleaseDesk& desk, DeskRequest request, const QByteArray& contentType) const {
    // repos/OWNER/NAME/releases/ID/assets[/ID]
    if (request.path.value(5) == QLatin1String("assets")) {
        if (request.method == "DELETE") {
            request.path.removeAt(4);
        } else {
            auto part = FormFile::partOf(contentType, request.body);
            if (!part)
                return failure(500, QStringLiteral("GetFile"));
            request.body = *std::move(part);
        }
    }
    HttpAnswer answer = desk.answer(request);
    const auto json = parseJson(answer.body);
    const JsonValue* const tag = json ? json->find(u"tag_name") : nullptr;
    if (answer.status < 300 && tag && tag->isString()) {
        const auto release = m_site.release(tag->string());
        return release ? jsonAnswer(releaseJson(*release), answer.status)
                       : failure(500, QStringLiteral("GetRelease"));
    }
    return answer;
}

Result<HttpAnswer> GiteaApi::answerChecked(QStringList path, const QUrlQuery& query) const {
    const Error missing{ErrorCode::SourceMissing, path.join(u'/'), {}};
    const QString name = path.mid(0, 3).join(u'/');
    if (name != QStringLiteral("repos/") + m_repository)
        return missing;
    path = path.mid(3);
    if (path.isEmpty())
        return jsonAnswer(JsonValue::Object{{QStringLiteral("id"), releaseId(m_repository)},
                                            {QStringLiteral("name"), m_repository.section(u'/', 1)},
                                            {QStringLiteral("full_name"), m_repository}});
    if (path.takeFirst() != QLatin1String("releases"))
        return missing;
    UPKEEP_TRY_AS(QList<PublishedRelease> releases, m_site.releases());
    if (!m_showsDrafts)
        releases.removeIf([](const PublishedRelease& release) { return release.draft; });
    if (path.isEmpty())
        return list(releases, query);
    for (const PublishedRelease& release : std::as_const(releases)) {
        const bool isLatest = path == QStringList(QStringLiteral("latest")) && !release.prerelease;
        const bool isTag = path == QStringList{QStringLiteral("tags"), release.tag};
        if (isLatest || isTag)
            return jsonAnswer(releaseJson(release));
    }
    return missing;
}

HttpAnswer GiteaApi::list(const QList<PublishedRelease>& releases, const QUrlQuery& query) const {
    const int limit = qMin(numberOf(query, "limit", 30), 50);
    const int page = numberOf(query, "page", 1);
    JsonValue::Array items;
    const qsizetype first = qMin(qsizetype(page - 1) * limit, releases.size());
    for (const PublishedRelease& release : releases.mid(first, limit))
        items.append(releaseJson(release));
    HttpAnswer answer = jsonAnswer(items);
    answer.headers.emplace_back("X-Total-Count", QByteArray::number(releases.size()));
    if (first + limit < releases.size())
        answer.headers.emplace_back("Link",
                                    '<' + configured + "api/v1/repos/" + m_repository.toUtf8() +
                                        "/releases?page=" + QByteArray::number(page + 1) +
                                        ">; rel=\"next\"");
    return answer;
}

JsonValue GiteaApi::releaseJson(const PublishedRelease& release) const {
    JsonValue::Array assets;
    for (const PublishedAsset& asset : release.assets)
        assets.append(assetJson(release, asset));
    return JsonValue::Object{{QStringLiteral("id"), releaseId(release.tag)},
                             {QStringLiteral("tag_name"), release.tag},
                             {QStringLiteral("target_commitish"), QStringLiteral("main")},
                             {QStringLiteral("name"), release.title},
                             {QStringLiteral("body"), release.body},
                             {QStringLiteral("draft"), release.draft},
                             {QStringLiteral("prerelease"), release.prerelease},
                             {QStringLiteral("created_at"), timeOf(release)},
                             {QStringLiteral("published_at"), timeOf(release)},
                             {QStringLiteral("assets"), assets}};
}

JsonValue GiteaApi::assetJson(const PublishedRelease& release, const PublishedAsset& asset) const {
    return JsonValue::Object{
        {QStringLiteral("id"), assetId(release.tag, asset.name)},
        {QStringLiteral("name"), asset.name},
        {QStringLiteral("size"), asset.size},
        {QStringLiteral("download_count"), 0},
        {QStringLiteral("created_at"), timeOf(release)},
        {QStringLiteral("uuid"), QString::fromLatin1(asset.sha256.hex().left(32))},
        {QStringLiteral("browser_download_url"),
         webUrl(QStringLiteral("%1/releases/download/%2/%3")
                    .arg(m_repository, release.tag, asset.name))}};
}

QString GiteaApi::webUrl(const QString& path) const {
    return m_server.toString(QUrl::StripTrailingSlash) + u'/' + path;
}

} // namespace upkeep
