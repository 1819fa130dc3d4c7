// SPDX-License-Identifier: Apache-2.0
#include "agent/inhibitions.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qsizetype mostPerCaller = 32;
constexpr qsizetype mostOfAll = 256;

} // namespace

std::optional<quint32>
Inhibitions::add(const QString& owner, const QString& product, const Holder& holder) {
    const auto theirs = std::count_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.owner == owner;
    });
    if (theirs >= mostPerCaller || m_entries.size() >= mostOfAll)
        return std::nullopt;
    do { // 0 is no cookie; after four thousand million the numbers come round
        ++m_lastCookie;
    } while (m_lastCookie == 0 || m_entries.contains(m_lastCookie));
    m_entries.insert(m_lastCookie, {owner, product, holder});
    return m_lastCookie;
}

std::optional<QString> Inhibitions::end(const QString& owner, quint32 cookie) {
    const auto found = m_entries.find(cookie);
    if (found == m_entries.end() || found->owner != owner)
        return std::nullopt;
    const QString product = found->product;
    m_entries.erase(found);
    return product;
}

QStringList Inhibitions::endAll(const QString& owner) {
    QStringList products;
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        if (it->owner != owner) {
            ++it;
            continue;
        }
        products.append(it->product);
        it = m_entries.erase(it);
    }
    products.removeDuplicates();
    return products;
}

QList<Holder> Inhibitions::of(const QString& product) const {
    QList<Holder> holders;
    for (const Entry& entry : m_entries) {
        if (entry.product == product)
            holders.append(entry.holder);
    }
    return holders;
}

bool Inhibitions::has(const QString& owner) const {
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.owner == owner;
    });
}

} // namespace upkeep
