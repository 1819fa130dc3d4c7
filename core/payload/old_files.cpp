// SPDX-License-Identifier: Apache-2.0
#include "payload/old_files.h"

#include "payload/read_at.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr size_t mostOpen = 64;

Error lost(const PatchSource& source, const char* cause) {
    return Error{ErrorCode::PatchSourceMissing,
                 QString::fromLatin1(source.digest.hex()),
                 QLatin1String(cause)};
}

} // namespace

bool OldFiles::isGenuine(const PatchSource& source) {
    const auto known = m_genuine.constFind(source.digest);
    if (known != m_genuine.constEnd())
        return known.value();
    bool genuine = false;
    if (const auto file = m_files.open(m_places.value(source.digest)); file) {
        const auto digest = Digest::ofFile(file->get());
        genuine = digest && digest.value() == source.digest;
    }
    m_genuine.insert(source.digest, genuine);
    return genuine;
}

Result<void> OldFiles::layOut(const PatchHead& head, const PatchSegment& segment) {
    m_open.clear();
    m_parts.clear();
    const QList<qint64> starts = sourceStarts(head, segment);
    for (qsizetype i = 0; i < segment.sources.size(); ++i) {
        const PatchSource& source = head.sources[segment.sources[i]];
        if (!m_places.contains(source.digest))
            return lost(source, "is nowhere to be found");
        if (!isGenuine(source))
            return lost(source, "is not what its hash says");
        m_parts.append({starts[i], source.size, m_places.value(source.digest)});
    }
    return {};
}

Result<int> OldFiles::descriptorOf(qsizetype part) {
    const auto known = m_open.find(part);
    if (known != m_open.end())
        return known->second.get();
    if (m_open.size() >= mostOpen)
        m_open.clear();
    UPKEEP_TRY_AS(Descriptor opened, m_files.open(m_parts[part].place));
    const int descriptor = opened.get();
    m_open.emplace(part, std::move(opened));
    return descriptor;
}

Result<void> OldFiles::read(qint64 position, std::span<char> into) {
    const auto next = std::upper_bound(
        m_parts.begin(), m_parts.end(), position, [](qint64 wanted, const Part& part) {
            return wanted < part.start;
        });
    const qsizetype number = next - m_parts.begin() - 1;
    const bool inside = number >= 0 && position + static_cast<qint64>(into.size()) <=
                                           m_parts[number].start + m_parts[number].size;
    if (!inside)
        return Error{ErrorCode::PatchInvalid,
                     QStringLiteral("patch"),
                     QStringLiteral("copies bytes that no old file has")};
    UPKEEP_TRY_AS(const int descriptor, descriptorOf(number));
    return readAt(descriptor, position - m_parts[number].start, into);
}

} // namespace upkeep
