// SPDX-License-Identifier: Apache-2.0
#include "publish/release_api.h"

#include <QCryptographicHash>

namespace upkeep {

namespace {

const QString documentation = QStringLiteral("https://docs.github.com/rest/releases/releases");

qint64 stableNumber(const QString& text) {
    const Digest digest = Digest::of(text.toUtf8());
    qint64 number = 0;
    for (size_t i = 0; i < 4; ++i)
        number = (number << 8) | std::to_integer<qint64>(digest.bytes[i]);
    return number >> 1; // 31 bits: what every reader of JSON can hold
}

QString nodeId(const QString& kind, qint64 id) {
    const QByteArray text = kind.toUtf8() + QByteArray::number(id);
    return QString::fromLatin1(text.toBase64());
}

QString contentType(const QString& name) {
    static const QList<std::pair<QString, QString>> types = {
        {QStringLiteral(".zst"), QStringLiteral("application/zstd")},
        {QStringLiteral(".json"), QStringLiteral("application/json")},
        {QStringLiteral(".yaml"), QStringLiteral("application/yaml")},
        {QStringLiteral(".md"), QStringLiteral("text/markdown")}};
    for (const auto& [ending, type] : types) {
        if (name.endsWith(ending))
            return type;
    }
    return QStringLiteral("application/octet-stream");
}

int numberOf(const QUrlQuery& query, const char* name, int otherwise) {
    bool isNumber = false;
    const int value = query.queryItemValue(QLatin1String(name)).toInt(&isNumber);
    return isNumber && value > 0 ? value : otherwise;
}

HttpAnswer jsonAnswer(const JsonValue& json) {
    return {200, {{"Content-Type", "application/json; charset=utf-8"}}, writeJsonLine(json)};
}

} // namespace

qint64 releaseId(const QString& tag) {
    return stableNumber(tag);
}

qint64 assetId(const QString& tag, const QString& asset) {
    return stableNumber(tag + QLatin1Char('/') + asset);
}

HttpAnswer apiError(int status, const QString& message) {
    HttpAnswer answer =
        jsonAnswer(JsonValue::Object{{QStringLiteral("message"), message},
                                     {QStringLiteral("documentation_url"), documentation},
                                     {QStringLiteral("status"), QString::number(status)}});
    answer.status = status;
    return answer;
}

HttpAnswer ReleaseApi::answer(const QStringList& path, const QUrlQuery& query) const {
    auto answer = answerChecked(path, query);
    if (answer.has_value())
        return *std::move(answer);
    const bool isMissing = answer.error().code == ErrorCode::SourceMissing ||
                           answer.error().code == ErrorCode::FileNotFound;
    return isMissing ? apiError(404, QStringLiteral("Not Found"))
                     : apiError(500, answer.error().toString());
}

// Cuts off repos/<owner>/<name>/releases or repositories/<id>/releases.
bool ReleaseApi::isOurs(QStringList& path) const {
    const QStringList names = m_repository.split(QLatin1Char('/'));
    const bool byName = path.value(0) == QLatin1String("repos") && path.mid(1, 2) == names;
    const bool byNumber = path.value(0) == QLatin1String("repositories") &&
                          path.value(1) == QString::number(stableNumber(m_repository));
    path = path.mid(byName ? 3 : 2);
    return (byName || byNumber) &&
           (path.isEmpty() || path.takeFirst() == QLatin1String("releases"));
}

Result<HttpAnswer> ReleaseApi::answerChecked(const QStringList& whole,
                                             const QUrlQuery& query) const {
    const Error missing{ErrorCode::SourceMissing, whole.join(QLatin1Char('/')), {}};
    QStringList path = whole;
    if (!isOurs(path))
        return missing;
    const bool isRepository = whole.constLast() != QLatin1String("releases");
    if (path.isEmpty() && isRepository)
        return jsonAnswer(repositoryJson());
    if (path.isEmpty())
        return list(query);
    UPKEEP_TRY_AS(const QList<PublishedRelease> releases, visible());
    const QString& last = path.constLast();
    for (const PublishedRelease& release : releases) {
        const bool isLatest =
            path == QStringList(QStringLiteral("latest")) && !release.prerelease && !release.draft;
        const bool isTag =
            path == QStringList{QStringLiteral("tags"), release.tag} && !release.draft;
        const bool isId = path.size() == 1 && last == QString::number(releaseId(release.tag));
        if (isLatest || isTag || isId)
            return jsonAnswer(releaseJson(release));
        for (const PublishedAsset& asset : release.assets) {
            if (path.size() == 2 && path.constFirst() == QLatin1String("assets") &&
                last == QString::number(assetId(release.tag, asset.name)))
                return jsonAnswer(assetJson(release, asset));
        }
    }
    return missing;
}

Result<AssetPlace> ReleaseApi::assetOf(const QStringList& whole) const {
    const Error missing{ErrorCode::SourceMissing, whole.join(QLatin1Char('/')), {}};
    QStringList path = whole;
    if (!isOurs(path) || path.size() != 2 || path.constFirst() != QLatin1String("assets"))
        return missing;
    UPKEEP_TRY_AS(const QList<PublishedRelease> releases, visible());
    for (const PublishedRelease& release : releases) {
        for (const PublishedAsset& asset : release.assets) {
            if (path.constLast() == QString::number(assetId(release.tag, asset.name)))
                return AssetPlace{release.tag, asset.name};
        }
    }
    return missing;
}

Result<HttpAnswer> ReleaseApi::list(const QUrlQuery& query) const {
    UPKEEP_TRY_AS(const QList<PublishedRelease> releases, visible());
    const int perPage = qMin(numberOf(query, "per_page", 30), 100);
    const int page = numberOf(query, "page", 1);
    const int pages = qMax(1, (static_cast<int>(releases.size()) + perPage - 1) / perPage);
    JsonValue::Array items;
    const qsizetype first = qsizetype(page - 1) * perPage;
    for (const PublishedRelease& release : releases.mid(qMin(first, releases.size()), perPage))
        items.append(releaseJson(release));
    HttpAnswer answer = jsonAnswer(items);
    if (pages > 1)
        answer.headers.emplace_back("Link", pageLinks(page, pages, perPage));
    return answer;
}

Result<QList<PublishedRelease>> ReleaseApi::visible() const {
    UPKEEP_TRY_AS(QList<PublishedRelease> releases, m_site.releases());
    if (!m_showsDrafts)
        releases.removeIf([](const PublishedRelease& release) { return release.draft; });
    return releases;
}

HttpAnswer ReleaseApi::user() const {
    return jsonAnswer(ownerJson());
}

HttpAnswer ReleaseApi::describe(const PublishedRelease& release) const {
    return jsonAnswer(releaseJson(release));
}

HttpAnswer ReleaseApi::describe(const PublishedRelease& release,
                                const PublishedAsset& asset) const {
    return jsonAnswer(assetJson(release, asset));
}

QByteArray ReleaseApi::pageLinks(int page, int pages, int perPage) const {
    QByteArrayList links;
    const auto add = [&](int to, const char* relation) {
        const QString url = apiUrl(QStringLiteral("repositories/%1/releases?per_page=%2&page=%3")
                                       .arg(stableNumber(m_repository))
                                       .arg(perPage)
                                       .arg(to));
        links.append('<' + url.toUtf8() + ">; rel=\"" + relation + '"');
    };
    if (page > 1) {
        add(page - 1, "prev");
        add(1, "first");
    }
    if (page < pages) {
        add(page + 1, "next");
        add(pages, "last");
    }
    return links.join(", ");
}

// --- the objects

QString ReleaseApi::apiUrl(const QString& path) const {
    return webUrl(QStringLiteral("api/v3/") + path);
}

QString ReleaseApi::webUrl(const QString& path) const {
    return m_server.toString(QUrl::StripTrailingSlash) + QLatin1Char('/') + path;
}

QString ReleaseApi::releaseTime(const PublishedRelease& release) {
    return release.publishedAt.toUTC().toString(Qt::ISODate);
}

// What tells a renamed repository from another one of its name.
JsonValue ReleaseApi::repositoryJson() const {
    return JsonValue::Object{{QStringLiteral("id"), stableNumber(m_repository)},
                             {QStringLiteral("name"), m_repository.section(QLatin1Char('/'), 1)},
                             {QStringLiteral("full_name"), m_repository},
                             {QStringLiteral("private"), false},
                             {QStringLiteral("owner"), ownerJson()},
                             {QStringLiteral("html_url"), webUrl(m_repository)}};
}

JsonValue ReleaseApi::releaseJson(const PublishedRelease& release) const {
    const qint64 id = releaseId(release.tag);
    const QString tag = QString::fromLatin1(QUrl::toPercentEncoding(release.tag));
    const QString base = QStringLiteral("repos/%1/").arg(m_repository);
    const QString url = apiUrl(base + QStringLiteral("releases/%1").arg(id));
    JsonValue::Array assets;
    for (const PublishedAsset& asset : release.assets)
        assets.append(assetJson(release, asset));
    return JsonValue::Object{
        {QStringLiteral("url"), url},
        {QStringLiteral("assets_url"), url + QStringLiteral("/assets")},
        {QStringLiteral("upload_url"), url + QStringLiteral("/assets{?name,label}")},
        {QStringLiteral("html_url"), webUrl(m_repository + QStringLiteral("/releases/tag/") + tag)},
        {QStringLiteral("id"), id},
        {QStringLiteral("author"), ownerJson()},
        {QStringLiteral("node_id"), nodeId(QStringLiteral("Release"), id)},
        {QStringLiteral("tag_name"), release.tag},
        {QStringLiteral("target_commitish"), QStringLiteral("main")},
        {QStringLiteral("name"), release.title},
        {QStringLiteral("draft"), release.draft},
        {QStringLiteral("immutable"), !release.draft},
        {QStringLiteral("prerelease"), release.prerelease},
        {QStringLiteral("created_at"), releaseTime(release)},
        {QStringLiteral("updated_at"), releaseTime(release)},
        {QStringLiteral("published_at"), releaseTime(release)},
        {QStringLiteral("assets"), assets},
        {QStringLiteral("tarball_url"), apiUrl(base + QStringLiteral("tarball/") + tag)},
        {QStringLiteral("zipball_url"), apiUrl(base + QStringLiteral("zipball/") + tag)},
        {QStringLiteral("body"), release.body}};
}

JsonValue ReleaseApi::assetJson(const PublishedRelease& release,
                                const PublishedAsset& asset) const {
    const qint64 id = assetId(release.tag, asset.name);
    const QString path = QStringLiteral("repos/%1/releases/assets/%2").arg(m_repository).arg(id);
    const QString tag = QString::fromLatin1(QUrl::toPercentEncoding(release.tag));
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(asset.name));
    return JsonValue::Object{
        {QStringLiteral("url"), apiUrl(path)},
        {QStringLiteral("id"), id},
        {QStringLiteral("node_id"), nodeId(QStringLiteral("ReleaseAsset"), id)},
        {QStringLiteral("name"), asset.name},
        {QStringLiteral("label"), JsonValue()},
        {QStringLiteral("uploader"), ownerJson()},
        {QStringLiteral("content_type"), contentType(asset.name)},
        {QStringLiteral("state"),
         asset.size > 0 ? QStringLiteral("uploaded") : QStringLiteral("starter")},
        {QStringLiteral("size"), asset.size},
        {QStringLiteral("digest"),
         QStringLiteral("sha256:") + QString::fromLatin1(asset.sha256.hex())},
        {QStringLiteral("download_count"), 0},
        {QStringLiteral("created_at"), releaseTime(release)},
        {QStringLiteral("updated_at"), releaseTime(release)},
        {QStringLiteral("browser_download_url"),
         webUrl(QStringLiteral("%1/releases/download/%2/%3").arg(m_repository, tag, name))}};
}

JsonValue ReleaseApi::ownerJson() const {
    const QString login = m_repository.section(QLatin1Char('/'), 0, 0);
    const qint64 id = stableNumber(login);
    const QString url = apiUrl(QStringLiteral("users/") + login);
    JsonValue::Object owner{{QStringLiteral("login"), login},
                            {QStringLiteral("id"), id},
                            {QStringLiteral("node_id"), nodeId(QStringLiteral("User"), id)},
                            {QStringLiteral("avatar_url"), webUrl(login + QStringLiteral(".png"))},
                            {QStringLiteral("gravatar_id"), QString()},
                            {QStringLiteral("url"), url},
                            {QStringLiteral("html_url"), webUrl(login)},
                            {QStringLiteral("type"), QStringLiteral("User")},
                            {QStringLiteral("user_view_type"), QStringLiteral("public")},
                            {QStringLiteral("site_admin"), false}};
    static const QList<std::pair<QString, QString>> lists = {
        {QStringLiteral("followers_url"), QStringLiteral("/followers")},
        {QStringLiteral("following_url"), QStringLiteral("/following{/other_user}")},
        {QStringLiteral("gists_url"), QStringLiteral("/gists{/gist_id}")},
        {QStringLiteral("starred_url"), QStringLiteral("/starred{/owner}{/repo}")},
        {QStringLiteral("subscriptions_url"), QStringLiteral("/subscriptions")},
        {QStringLiteral("organizations_url"), QStringLiteral("/orgs")},
        {QStringLiteral("repos_url"), QStringLiteral("/repos")},
        {QStringLiteral("events_url"), QStringLiteral("/events{/privacy}")},
        {QStringLiteral("received_events_url"), QStringLiteral("/received_events")}};
    for (const auto& [name, path] : lists)
        owner.append({name, url + path});
    return owner;
}

} // namespace upkeep
