// SPDX-License-Identifier: Apache-2.0
#include "trust/delegations.h"

#include "base/digest.h"

#include <QSet>

#include <algorithm>

namespace upkeep {

namespace {

constexpr int mostBits = 32;

qsizetype digitsOf(int bits) {
    return (bits + 3) / 4;
}

Error invalid(const QString& cause) {
    return Error{ErrorCode::TrustMetadataInvalid, {}, cause};
}

bool isTopLevel(const QByteArray& role) {
    return role == "root" || role == "timestamp" || role == "snapshot" || role == "targets";
}

Result<QList<QByteArray>> readTexts(const JsonValue& holder, QStringView name) {
    UPKEEP_TRY_AS(const QStringList texts, holder.optionalStrings(name));
    QList<QByteArray> bytes;
    for (const QString& text : texts)
        bytes.append(text.toUtf8());
    return bytes;
}

Result<Delegation> readDelegation(const JsonValue& entry) {
    Delegation delegation;
    UPKEEP_TRY_AS(const QString name, entry.requiredString(u"name"));
    delegation.role = name.toUtf8();
    // Such a name would stand for another file in the trust store and on the server.
    if (name.isEmpty() || isTopLevel(delegation.role))
        return invalid(QStringLiteral("a delegated role may not be named \"%1\"").arg(name));
    UPKEEP_TRY_AS(delegation.keys, readRoleKeys(entry));
    UPKEEP_TRY_AS(delegation.terminating, entry.requiredBool(u"terminating"));
    UPKEEP_TRY_AS(delegation.paths, readTexts(entry, u"paths"));
    UPKEEP_TRY_AS(delegation.hashPrefixes, readTexts(entry, u"path_hash_prefixes"));
    if ((entry.find(u"paths") != nullptr) == (entry.find(u"path_hash_prefixes") != nullptr))
        return invalid(
            QStringLiteral("role \"%1\" needs either \"paths\" or \"path_hash_prefixes\"")
                .arg(name.left(80)));
    return delegation;
}

Result<QList<Delegation>> readRoles(const JsonValue& holder) {
    UPKEEP_TRY_AS(const JsonValue::Array entries, holder.requiredArray(u"roles"));
    QList<Delegation> roles;
    QSet<QByteArray> names;
    for (const JsonValue& entry : entries) {
        UPKEEP_TRY_AS(Delegation delegation, readDelegation(entry));
        if (names.contains(delegation.role))
            return invalid(QStringLiteral("role \"%1\" is delegated to twice")
                               .arg(QString::fromUtf8(delegation.role.left(80))));
        names.insert(delegation.role);
        roles.append(std::move(delegation));
    }
    return roles;
}

Result<HashBins> readBins(const JsonValue& holder) {
    UPKEEP_TRY_AS(const JsonValue entry, holder.requiredObject(u"succinct_roles"));
    HashBins bins;
    UPKEEP_TRY_AS(bins.keys, readRoleKeys(entry));
    UPKEEP_TRY_AS(const qint64 bits, entry.requiredInteger(u"bit_length", 1, mostBits));
    bins.bitLength = int(bits);
    UPKEEP_TRY_AS(const QString prefix, entry.requiredString(u"name_prefix"));
    bins.prefix = prefix.toUtf8();
    return bins;
}

// One level of a path against one level of a pattern. Backtracks to the last '*' only: linear in
// pattern times text.
bool matchesLevel(QByteArrayView pattern, QByteArrayView text) {
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype starText = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            starText = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            do { // one character, however many bytes
                ++t;
            } while (t < text.size() && (text[t] & 0xC0) == 0x80);
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++starText;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool matchesPattern(const QByteArray& pattern, const QByteArray& path) {
    const QList<QByteArray> patternLevels = pattern.split('/');
    const QList<QByteArray> levels = path.split('/');
    return patternLevels.size() == levels.size() &&
           std::equal(levels.cbegin(),
                      levels.cend(),
                      patternLevels.cbegin(),
                      [](auto& level, auto& wanted) { return matchesLevel(wanted, level); });
}

} // namespace

bool Delegation::covers(const QByteArray& path) const {
    const QByteArray hash = hashPrefixes.isEmpty() ? QByteArray() : Digest::of(path).hex();
    return std::any_of(paths.cbegin(),
                       paths.cend(),
                       [&](const QByteArray& pattern) { return matchesPattern(pattern, path); }) ||
           std::any_of(hashPrefixes.cbegin(), hashPrefixes.cend(), [&](const QByteArray& prefix) {
               return hash.startsWith(prefix);
           });
}

QByteArray HashBins::roleOf(const QByteArray& path) const {
    const quint32 head = Digest::of(path).hex().left(8).toUInt(nullptr, 16);
    const QByteArray number = QByteArray::number(head >> (mostBits - bitLength), 16);
    return prefix + '-' + number.rightJustified(digitsOf(bitLength), '0');
}

bool HashBins::hasRole(const QByteArray& role) const {
    if (!role.startsWith(prefix + '-'))
        return false;
    const QByteArray number = role.mid(prefix.size() + 1);
    const bool isHex = std::all_of(number.cbegin(), number.cend(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
    return isHex && number.size() == digitsOf(bitLength) &&
           number.toULongLong(nullptr, 16) < (1ULL << bitLength);
}

QList<Delegations::Next> Delegations::searchFor(const QByteArray& path) const {
    if (bins)
        return {{bins->roleOf(path), true}};
    QList<Next> next;
    for (const Delegation& delegation : delegations) {
        if (!delegation.covers(path))
            continue;
        next.append({delegation.role, delegation.terminating});
        if (delegation.terminating)
            break;
    }
    return next;
}

const Delegation* Delegations::delegation(const QByteArray& role) const {
    const auto found = std::find_if(delegations.cbegin(),
                                    delegations.cend(),
                                    [&](const Delegation& d) { return d.role == role; });
    return found == delegations.cend() ? nullptr : &*found;
}

const RoleKeys* Delegations::keysOf(const QByteArray& role) const {
    if (bins)
        return bins->hasRole(role) ? &bins->keys : nullptr;
    const Delegation* found = delegation(role);
    return found ? &found->keys : nullptr;
}

Result<Delegations> readDelegations(const JsonValue& body) {
    Delegations read;
    if (!body.find(u"delegations"))
        return read;
    UPKEEP_TRY_AS(const JsonValue holder, body.requiredObject(u"delegations"));
    UPKEEP_TRY_AS(read.keys, readKeys(holder));
    const bool hasBins = holder.find(u"succinct_roles") != nullptr;
    if (hasBins && holder.find(u"roles"))
        return invalid(QStringLiteral("both \"roles\" and \"succinct_roles\""));
    if (hasBins) {
        UPKEEP_TRY_AS(read.bins, readBins(holder));
    } else {
        UPKEEP_TRY_AS(read.delegations, readRoles(holder));
    }
    return read;
}

} // namespace upkeep
