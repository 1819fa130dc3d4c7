// SPDX-License-Identifier: Apache-2.0
#include "publish/row_matcher.h"

#include "publish/table_rows.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace upkeep {

using delta::Region;
using delta::RegionKind;
using delta::WalkPlan;
using delta::WalkStep;

namespace {

struct Copy {
    qint64 fresh = 0;
    qint64 old = 0;
    qint64 length = 0;
};

class TableMatcher {
public:
    TableMatcher(const Region& old,
                 const Region& fresh,
                 QByteArrayView oldBytes,
                 QByteArrayView newBytes,
                 const delta::AddressMap& addresses)
        : m_old(old), m_new(fresh), m_addresses(addresses), m_oldRows(tableRows(old, oldBytes)),
          m_newRows(tableRows(fresh, newBytes)) {
        for (TableRow& row : m_oldRows)
            row.key = mapped(row.key);
    }

    bool isEmpty() const { return m_oldRows.empty() || m_newRows.empty(); }

    std::vector<Copy> run() {
        pairEqualKeys();
        pairWhatIsBetween();
        return copies();
    }

private:
    qint64 mapped(qint64 key) const {
        return key >> 32 == 0 ? qint64(m_addresses.guess(quint32(key)).target) : key;
    }

    // Row by row; where the next one does not go on, the nearest one of the same key is looked for.
    void pairEqualKeys() {
        QMultiHash<qint64, qint64> places;
        for (size_t i = m_oldRows.size(); i-- > 0;)
            places.insert(m_oldRows[i].key, qint64(i));
        m_partner.assign(m_newRows.size(), -1);
        qint64 next = 0;
        const auto olds = static_cast<qint64>(m_oldRows.size());
        for (size_t j = 0; j < m_newRows.size(); ++j) {
            if (next < olds && m_oldRows[size_t(next)].key == m_newRows[j].key) {
                m_partner[j] = next++;
                continue;
            }
            qint64 best = -1;
            int looked = 0;
            for (auto i = places.constFind(m_newRows[j].key);
                 i != places.constEnd() && i.key() == m_newRows[j].key && looked < 64;
                 ++i, ++looked) {
                if (best < 0 || qAbs(i.value() - next) < qAbs(best - next))
                    best = i.value();
            }
            if (best < 0 || !continues(best, j))
                continue;
            m_partner[j] = best;
            next = best + 1;
        }
    }
    // A far row must be followed by its own next one, or it may be there by chance.
    bool continues(qint64 i, size_t j) const {
        int right = 0;
        for (size_t k = 1; k <= 4; ++k)
            right += size_t(i) + k < m_oldRows.size() && j + k < m_newRows.size() &&
                     m_oldRows[size_t(i) + k].key == m_newRows[j + k].key;
        return right >= 2;
    }

    // Between two pairs, rows are taken for the same in order, as far as both sides have some.
    void pairWhatIsBetween() {
        qint64 before = -1;
        size_t begin = 0;
        for (size_t j = 0; j <= m_newRows.size(); ++j) {
            if (j < m_newRows.size() && m_partner[j] < 0)
                continue;
            const qint64 after =
                j < m_newRows.size() ? m_partner[j] : static_cast<qint64>(m_oldRows.size());
            const auto gap = static_cast<qint64>(j - begin);
            const qint64 olds = after - before - 1;
            for (qint64 k = 0; k < std::min(gap, olds); ++k)
                m_partner[begin + size_t(k)] = before + 1 + k;
            before = after;
            begin = j + 1;
        }
    }

    static void append(std::vector<Copy>& made, const Copy& copy) {
        const bool goesOn = !made.empty() && made.back().fresh + made.back().length == copy.fresh &&
                            made.back().old + made.back().length == copy.old;
        if (goesOn)
            made.back().length += copy.length;
        else if (copy.length > 0)
            made.push_back(copy);
    }

    std::vector<Copy> copies() const {
        std::vector<Copy> made;
        for (size_t j = 0; j < m_newRows.size(); ++j) {
            if (m_partner[j] < 0)
                continue;
            const TableRow& old = m_oldRows[size_t(m_partner[j])];
            const TableRow& fresh = m_newRows[j];
            append(made,
                   {m_new.position + fresh.offset,
                    m_old.position + old.offset,
                    std::min(old.size, fresh.size)});
        }
        return made;
    }

    const Region& m_old;
    const Region& m_new;
    const delta::AddressMap& m_addresses;
    std::vector<TableRow> m_oldRows; // keys as they should be in the new table
    std::vector<TableRow> m_newRows;
    std::vector<qint64> m_partner; // old row of each new one
};

std::vector<Copy> copiesOf(const WalkPlan& plan) {
    std::vector<Copy> copies;
    qint64 at = 0;
    for (const WalkStep& step : plan.steps) {
        if (step.copy > 0)
            copies.push_back({at, step.old, step.copy});
        at += step.copy + step.extra;
    }
    return copies;
}

// What the copies make beside the rows, and the rows. Both are in order.
std::vector<Copy> joined(const std::vector<Copy>& copies, const std::vector<Copy>& rows) {
    std::vector<Copy> made = rows;
    auto row = rows.begin();
    for (Copy copy : copies) {
        while (row != rows.end() && row->fresh + row->length <= copy.fresh)
            ++row;
        for (auto next = row;
             next != rows.end() && copy.length > 0 && next->fresh < copy.fresh + copy.length;
             ++next) {
            if (next->fresh > copy.fresh)
                made.push_back({copy.fresh, copy.old, next->fresh - copy.fresh});
            const qint64 cut = std::min(copy.length, next->fresh + next->length - copy.fresh);
            copy = {copy.fresh + cut, copy.old + cut, copy.length - cut};
        }
        if (copy.length > 0)
            made.push_back(copy);
    }
    std::sort(
        made.begin(), made.end(), [](const Copy& a, const Copy& b) { return a.fresh < b.fresh; });
    return made;
}

std::vector<WalkStep> stepsOf(const std::vector<Copy>& copies, qint64 size) {
    std::vector<WalkStep> steps;
    qint64 at = 0;
    if (copies.empty() || copies.front().fresh > 0)
        steps.push_back({0, 0, 0});
    for (const Copy& copy : copies) {
        if (!steps.empty())
            steps.back().extra = copy.fresh - at;
        WalkStep* last = steps.empty() ? nullptr : &steps.back();
        if (last && last->extra == 0 && last->old + last->copy == copy.old)
            last->copy += copy.length;
        else
            steps.push_back({copy.old, copy.length, 0});
        at = copy.fresh + copy.length;
    }
    steps.back().extra = size - at;
    return steps;
}

} // namespace

void matchRows(WalkPlan& plan, QByteArrayView old, QByteArrayView fresh) {
    std::vector<Copy> copies = copiesOf(plan);
    const delta::Layout oldLayout(plan.oldRegions);
    const delta::Layout newLayout(plan.newRegions);
    std::vector<delta::CopyStep> known;
    known.reserve(copies.size());
    for (const Copy& copy : copies)
        known.push_back({copy.old, copy.fresh, copy.length});
    const delta::AddressMap addresses(oldLayout, newLayout, std::move(known), 16);
    bool changed = false;
    for (const Region& region : plan.newRegions) {
        if (region.partner < 0)
            continue;
        const Region& partner = plan.oldRegions[size_t(region.partner)];
        if (partner.kind != region.kind)
            continue;
        TableMatcher table(partner, region, old, fresh, addresses);
        if (table.isEmpty())
            continue;
        copies = joined(copies, table.run());
        changed = true;
    }
    if (changed)
        plan.steps = stepsOf(copies, fresh.size());
}

} // namespace upkeep
