// SPDX-License-Identifier: Apache-2.0
#include "payload/old_files.h"

#include "payload/read_at.h"

#include <algorithm>
#include <cstring>

namespace upkeep {

namespace {

constexpr size_t mostOpen = 64;

Error lost(const PatchSource& source, const char* cause) {
    return Error{ErrorCode::PatchSourceMissing,
                 QString::fromLatin1(source.digest.hex()),
                 QLatin1String(cause)};
}

} // namespace

Result<void> OldFiles::layOut(const PatchHead& head, const PatchSegment& segment) {
    m_open.clear();
    m_parts.clear();
    m_blocks = {};
    m_lastPart = 0;
    const QList<qint64> starts = sourceStarts(head, segment);
    for (qsizetype i = 0; i < segment.sources.size(); ++i) {
        const PatchSource& source = head.sources[segment.sources[i]];
        const auto place = m_places.constFind(source.digest);
        if (place == m_places.constEnd())
            return lost(source, "is nowhere to be found");
        const auto stat = m_files.stat(place.value());
        if (!stat || stat->type != FileType::Regular || stat->size != source.size)
            return lost(source, "is not what its list says");
        m_parts.append({starts[i], source.size, place.value()});
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

Result<const char*> OldFiles::block(qsizetype part, qint64 number) {
    Block& block = m_blocks[static_cast<size_t>(part * 5 + number) % blockCount];
    if (block.part == part && block.number == number)
        return block.bytes.get();
    if (!block.bytes)
        block.bytes = std::make_unique<char[]>(blockSize);
    block.part = -1;
    UPKEEP_TRY_AS(const int descriptor, descriptorOf(part));
    const qint64 size = qMin(blockSize, m_parts[part].size - number * blockSize);
    UPKEEP_TRY(readAt(
        descriptor, number * blockSize, std::span(block.bytes.get(), static_cast<size_t>(size))));
    block.part = part;
    block.number = number;
    return block.bytes.get();
}

Result<void> OldFiles::read(qint64 position, std::span<char> into) {
    const auto holds = [&](qsizetype number) {
        const Part& part = m_parts[number];
        return position >= part.start && static_cast<qint64>(into.size()) <= part.size &&
               position - part.start <= part.size - static_cast<qint64>(into.size());
    };
    if (m_lastPart >= m_parts.size() || !holds(m_lastPart)) {
        const auto next = std::upper_bound(
            m_parts.begin(), m_parts.end(), position, [](qint64 wanted, const Part& part) {
                return wanted < part.start;
            });
        m_lastPart = next - m_parts.begin() - 1;
        if (m_lastPart < 0 || !holds(m_lastPart)) {
            m_lastPart = 0;
            return Error{ErrorCode::PatchInvalid,
                         QStringLiteral("patch"),
                         QStringLiteral("copies bytes that no old file has")};
        }
    }
    qint64 at = position - m_parts[m_lastPart].start;
    while (!into.empty()) {
        const qint64 inside = at % blockSize;
        UPKEEP_TRY_AS(const char* const bytes, block(m_lastPart, at / blockSize));
        const auto count = std::min(into.size(), static_cast<size_t>(blockSize - inside));
        std::memcpy(into.data(), bytes + inside, count);
        at += static_cast<qint64>(count);
        into = into.subspan(count);
    }
    return {};
}

} // namespace upkeep
