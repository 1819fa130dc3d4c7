// SPDX-License-Identifier: Apache-2.0
#include "policy/rollout.h"

#include "base/digest.h"
#include "system/file_system.h"

#include <QRandomGenerator>

#include <algorithm>

namespace upkeep {

namespace {

constexpr int buckets = 10'000;
constexpr qsizetype idLength = 32;

bool isId(const QByteArray& text) {
    return text.size() == idLength && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

QByteArray randomId() {
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray::fromRawData(reinterpret_cast<const char*>(words.data()), sizeof words)
        .toHex();
}

} // namespace

int rolloutBucket(const QString& salt, QByteArrayView installId) {
    // The NUL keeps ("ab", "c") apart from ("a", "bc").
    const Digest digest = Digest::of(salt.toUtf8() + '\0' + installId.toByteArray());
    int bucket = 0;
    for (const std::byte byte : digest.bytes)
        bucket = (bucket * 256 + std::to_integer<int>(byte)) % buckets;
    return bucket;
}

bool rolloutReached(int percent, const QString& salt, QByteArrayView installId) {
    return rolloutBucket(salt, installId) < percent * (buckets / 100);
}

Result<QByteArray> installId(FileSystem& files, const LocalPath& file) {
    if (const auto stored = files.read(file, 1024); stored && isId(stored->trimmed()))
        return stored->trimmed();
    QByteArray id = randomId();
    UPKEEP_TRY(files.makeFolders(file.parent(), 0700));
    UPKEEP_TRY(files.writeAndSync(file, id + '\n', 0600));
    return id;
}

} // namespace upkeep
