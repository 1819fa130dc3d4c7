// SPDX-License-Identifier: Apache-2.0
#include "source/answer_cache.h"

#include "base/digest.h"
#include "base/json.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 12 * 1024 * 1024;
constexpr qsizetype mostFiles = 256;

QByteArray nameOf(const QUrl& url, const QByteArray& credential) {
    return Digest::of(url.toEncoded() + '\n' + Digest::of(credential).hex()).hex() + ".answer";
}

// <sha256 of the rest> LF <head as JSON> LF <body>
QByteArray serialize(const KeptAnswer& answer) {
    JsonValue head{JsonValue::Object{}};
    head.set(QStringLiteral("etag"), QString::fromLatin1(answer.etag));
    head.set(QStringLiteral("link"), QString::fromLatin1(answer.link));
    const QByteArray rest = writeJsonLine(head).trimmed() + '\n' + answer.body;
    return Digest::of(rest).hex() + '\n' + rest;
}

std::optional<KeptAnswer> parse(const QByteArray& text) {
    const qsizetype first = text.indexOf('\n');
    const qsizetype second = text.indexOf('\n', first + 1);
    if (first != 64 || second < 0)
        return std::nullopt;
    if (Digest::of(QByteArrayView(text).sliced(first + 1)).hex() != text.left(first))
        return std::nullopt;
    const auto head = parseJson(QByteArrayView(text).sliced(first + 1, second - first - 1));
    const auto etag = head ? head->requiredString(u"etag") : Result<QString>(head.error());
    const auto link = head ? head->requiredString(u"link") : Result<QString>(head.error());
    if (!etag || !link)
        return std::nullopt;
    return KeptAnswer{etag->toLatin1(), link->toLatin1(), text.mid(second + 1)};
}

} // namespace

std::optional<KeptAnswer> AnswerCache::find(const QUrl& url, const QByteArray& credential) const {
    const QByteArray name = nameOf(url, credential);
    if (const auto known = m_known.constFind(name); known != m_known.cend())
        return *known;
    if (!m_files)
        return std::nullopt;
    const auto text = m_files->read(m_folder / name.constData(), sizeLimit);
    return text ? parse(*text) : std::nullopt;
}

void AnswerCache::keep(const QUrl& url, const QByteArray& credential, const KeptAnswer& answer) {
    const QByteArray name = nameOf(url, credential);
    m_known.insert(name, answer);
    if (m_files)
        write(name, answer);
}

void AnswerCache::forget(const QUrl& url, const QByteArray& credential) {
    const QByteArray name = nameOf(url, credential);
    m_known.remove(name);
    if (m_files)
        (void)m_files->removeFile(m_folder / name.constData());
}

// Not durable, and need not be: a torn file is known by its hash.
void AnswerCache::write(const QByteArray& name, const KeptAnswer& answer) {
    const LocalPath place = m_folder / name.constData();
    const LocalPath part = place.withSuffix(".new");
    if (!m_files->makeFolders(m_folder, 0700) || !m_files->removeTree(part))
        return;
    dropOldest();
    auto file = m_files->create(part, 0600);
    if (file && (*file)->write(serialize(answer)) && (*file)->close(false))
        (void)m_files->replace(part, place);
}

void AnswerCache::dropOldest() {
    const auto entries = m_files->list(m_folder);
    if (!entries || entries->size() < mostFiles)
        return;
    QList<std::pair<qint64, LocalPath>> byAge;
    for (const FolderEntry& entry : *entries) {
        const auto stat = m_files->stat(m_folder / entry.name);
        if (stat)
            byAge.append({stat->modified.nanoseconds, m_folder / entry.name});
    }
    std::sort(
        byAge.begin(), byAge.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [age, path] : byAge.mid(0, byAge.size() / 2))
        (void)m_files->removeFile(path);
}

} // namespace upkeep
