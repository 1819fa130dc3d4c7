// SPDX-License-Identifier: Apache-2.0
#include "publish/release_desk.h"

namespace upkeep {

namespace {

HttpAnswer withStatus(HttpAnswer answer, int status) {
    answer.status = status;
    return answer;
}

const HttpAnswer& missing() {
    static const HttpAnswer answer = apiError(404, QStringLiteral("Not Found"));
    return answer;
}

HttpAnswer refused(const QString& why) {
    return apiError(422, QStringLiteral("Validation Failed: ") + why);
}

} // namespace

HttpAnswer ReleaseDesk::answer(const DeskRequest& request) const {
    auto answer = answerChecked(request);
    if (answer.has_value())
        return *std::move(answer);
    return answer.error().code == ErrorCode::ParseInvalid
               ? apiError(400, QStringLiteral("Problems parsing JSON"))
               : apiError(500, answer.error().toString());
}

Result<HttpAnswer> ReleaseDesk::answerChecked(const DeskRequest& request) const {
    QStringList path = request.path;
    if (!m_api.isOurs(path))
        return missing();
    if (path.isEmpty())
        return request.method == "POST" ? makeRelease(request.body) : missing();
    if (request.method == "DELETE")
        return removeAsset(request);
    UPKEEP_TRY_AS(const QList<PublishedRelease> releases, m_site.releases());
    for (const PublishedRelease& release : releases) {
        if (path.constFirst() != QString::number(releaseId(release.tag)))
            continue;
        if (request.method == "PATCH" && path.size() == 1)
            return changeRelease(release, request.body);
        if (request.method == "POST" && path.value(1) == QLatin1String("assets"))
            return takeAsset(release, request);
    }
    return missing();
}

Result<HttpAnswer> ReleaseDesk::makeRelease(const QByteArray& body) const {
    UPKEEP_TRY_AS(const JsonValue json, parseJson(body));
    PublishedRelease release;
    UPKEEP_TRY_AS(release.tag, json.requiredString(u"tag_name"));
    UPKEEP_TRY_AS(release.draft, json.optionalBool(u"draft", false));
    UPKEEP_TRY_AS(release.prerelease, json.optionalBool(u"prerelease", false));
    UPKEEP_TRY_AS(const auto title, json.optionalString(u"name"));
    UPKEEP_TRY_AS(const auto text, json.optionalString(u"body"));
    release.title = title.value_or(release.tag);
    release.body = text.value_or(QString());
    release.publishedAt =
        QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC);
    UPKEEP_TRY_AS(const LocalPath folder, m_site.releaseFolder(release.tag));
    if (m_files.exists(folder / "release.json"))
        return refused(QStringLiteral("already_exists tag_name"));
    UPKEEP_TRY(m_files.makeFolders(folder));
    UPKEEP_TRY(m_site.saveRelease(release));
    return withStatus(m_api.describe(release), 201);
}

Result<HttpAnswer> ReleaseDesk::changeRelease(PublishedRelease release,
                                              const QByteArray& body) const {
    UPKEEP_TRY_AS(const JsonValue json, parseJson(body));
    UPKEEP_TRY_AS(const bool draft, json.optionalBool(u"draft", release.draft));
    if (draft && !release.draft)
        return refused(QStringLiteral("immutable"));
    release.draft = draft;
    UPKEEP_TRY(m_site.saveRelease(release));
    return m_api.describe(release);
}

Result<HttpAnswer> ReleaseDesk::takeAsset(PublishedRelease release,
                                          const DeskRequest& request) const {
    const QString name = request.query.queryItemValue(QStringLiteral("name"), QUrl::FullyDecoded);
    if (!release.draft)
        return refused(QStringLiteral("immutable"));
    if (release.asset(name))
        return refused(QStringLiteral("already_exists name"));
    const Result<LocalPath> path = m_site.assetPath(release.tag, name);
    if (!path)
        return refused(QStringLiteral("invalid name"));
    const PublishedAsset asset{name, request.body.size(), Digest::of(request.body)};
    release.setAsset(asset);
    UPKEEP_TRY(m_files.writeAndSync(*path, request.body));
    UPKEEP_TRY(m_site.saveRelease(release));
    if (asset.size == 0)
        return apiError(502, QStringLiteral("Server Error"));
    return withStatus(m_api.describe(release, asset), 201);
}

Result<HttpAnswer> ReleaseDesk::removeAsset(const DeskRequest& request) const {
    const Result<AssetPlace> place = m_api.assetOf(request.path);
    if (!place)
        return missing();
    UPKEEP_TRY_AS(PublishedRelease release, m_site.release(place->tag));
    if (!release.draft)
        return refused(QStringLiteral("immutable"));
    release.assets.removeIf([&](const PublishedAsset& one) { return one.name == place->name; });
    UPKEEP_TRY(m_site.saveRelease(release));
    UPKEEP_TRY_AS(const LocalPath path, m_site.assetPath(place->tag, place->name));
    UPKEEP_TRY(m_files.removeFile(path));
    return HttpAnswer{204, {}, {}};
}

} // namespace upkeep
