// SPDX-License-Identifier: Apache-2.0
#include "publish/role_set.h"

#include "publish/metadata_roles.h"

#include <algorithm>

namespace upkeep {

namespace {

const QString holdersMember = QStringLiteral("x_upkeep_keys");
const QString keysMember = QStringLiteral("keys");
const QString rolesMember = QStringLiteral("roles");
const QString delegationsMember = QStringLiteral("delegations");

Error invalid(const QByteArray& subject, const QString& cause) {
    return Error{ErrorCode::PublishInvalid, QString::fromUtf8(subject), cause};
}

JsonValue text(const QByteArray& bytes) {
    return QString::fromUtf8(bytes);
}

JsonValue member(const JsonValue& object, QStringView name) {
    const JsonValue* found = object.find(name);
    return found ? *found : JsonValue(JsonValue::Object{});
}

// {keyids, threshold}
JsonValue roleKeys(const KeyHolding& holding) {
    JsonValue::Array ids;
    for (const KeyRecord& key : holding.keys)
        ids.append(text(key.id));
    JsonValue role;
    role.set(QStringLiteral("keyids"), ids);
    role.set(QStringLiteral("threshold"), holding.threshold);
    return role;
}

// Members of an object by key id: those that no role names any longer are dropped.
JsonValue inUse(const JsonValue& byId, const QList<JsonValue>& roles) {
    JsonValue used = JsonValue::Object{};
    for (const auto& [id, value] : byId.object()) {
        const JsonValue wanted(id);
        const bool isUsed = std::any_of(roles.cbegin(), roles.cend(), [&](const JsonValue& role) {
            return role.find(u"keyids")->array().contains(wanted);
        });
        if (isUsed)
            used.set(id, value);
    }
    return used;
}

QList<JsonValue> valuesOf(const JsonValue& object) {
    QList<JsonValue> values;
    for (const auto& entry : object.object())
        values.append(entry.second);
    return values;
}

// Adds key objects and their holders to what `keys` and `holders` know.
void addRecords(const KeyHolding& holding, JsonValue& keys, JsonValue& holders) {
    for (const KeyRecord& key : holding.keys) {
        const QString id = QString::fromLatin1(key.id);
        keys.set(id, key.key);
        holders.set(id,
                    JsonValue::Object{{QStringLiteral("holder"), key.holder},
                                      {QStringLiteral("since"), key.since.toString(Qt::ISODate)}});
    }
}

KeyRecord recordOf(const QByteArray& role,
                   const QString& id,
                   const JsonValue& keys,
                   const JsonValue& holders) {
    const JsonValue holder = member(holders, id);
    KeyRecord record{role, {}, {}, member(keys, id), id.toLatin1()};
    record.holder = holder.optionalString(u"holder").value().value_or(QString());
    record.since =
        QDate::fromString(holder.optionalString(u"since").value().value_or(QString()), Qt::ISODate);
    return record;
}

KeyHolding holdingOf(const QByteArray& name,
                     const JsonValue& role,
                     const JsonValue& keys,
                     const JsonValue& holders) {
    KeyHolding holding;
    holding.threshold = role.find(u"threshold")->integer();
    for (const JsonValue& id : role.find(u"keyids")->array())
        holding.keys += recordOf(name, id.string(), keys, holders);
    return holding;
}

Result<void> check(const QByteArray& name, const KeyHolding& holding) {
    if (holding.threshold >= 1 && holding.keys.size() >= holding.threshold)
        return {};
    return Error{ErrorCode::KeyInvalid,
                 QString::fromUtf8(name),
                 QStringLiteral("%1 keys are needed, %2 are there")
                     .arg(holding.threshold)
                     .arg(holding.keys.size())};
}

const JsonValue* delegationIn(const JsonValue::Array& roles, const QByteArray& name) {
    const auto same = std::find_if(roles.begin(), roles.end(), [&](const JsonValue& role) {
        return *role.find(u"name") == text(name);
    });
    return same == roles.end() ? nullptr : &*same;
}

} // namespace

bool KeyHolding::holds(const QByteArray& keyId) const {
    return std::any_of(
        keys.cbegin(), keys.cend(), [&](const KeyRecord& key) { return key.id == keyId; });
}

PublishedRole RoleSet::newRole(const QByteArray& name) {
    PublishedRole role;
    role.changed = true;
    role.body.set(QStringLiteral("_type"), text(isTopLevelRole(name) ? name : targetsName));
    role.body.set(QStringLiteral("spec_version"), QStringLiteral("1.0.31"));
    role.body.set(QStringLiteral("version"), qint64(0));
    if (name == targetsName || !isTopLevelRole(name))
        role.body.set(QStringLiteral("targets"), JsonValue::Object{});
    return role;
}

QList<QByteArray> RoleSet::targetsRoles() const {
    QList<QByteArray> names{targetsName};
    for (const QByteArray& name : m_roles.keys()) {
        if (!isTopLevelRole(name))
            names += name;
    }
    return names;
}

JsonValue& RoleSet::edit(const QByteArray& name) {
    PublishedRole& role = m_roles[name];
    role.changed = true;
    role.frozen = false;
    role.carried.clear();
    return role.body;
}

Result<KeyHolding> RoleSet::holding(const QByteArray& name) const {
    if (isTopLevelRole(name)) {
        const JsonValue root = role(rootName).body;
        const JsonValue roles = member(root, rolesMember);
        const JsonValue* keys = roles.find(QString::fromUtf8(name));
        if (!keys)
            return invalid(name, QStringLiteral("root names no keys for it"));
        return holdingOf(name, *keys, member(root, keysMember), member(root, holdersMember));
    }
    const JsonValue targets = role(targetsName).body;
    const JsonValue delegations = member(targets, delegationsMember);
    UPKEEP_TRY_AS(const JsonValue::Array roles, delegations.optionalArray(rolesMember));
    const JsonValue* entry = delegationIn(roles, name);
    if (!entry)
        return invalid(name, QStringLiteral("there is no such role"));
    return holdingOf(name, *entry, member(delegations, keysMember), member(targets, holdersMember));
}

Result<void> RoleSet::setHolding(const QByteArray& name, const KeyHolding& holding) {
    if (!isTopLevelRole(name)) {
        UPKEEP_TRY_AS(const TargetsRole above, targets(targetsName));
        const Delegation* delegation = above.delegation(name);
        if (!delegation)
            return invalid(name, QStringLiteral("there is no such role"));
        return delegate(name, delegation->paths, holding);
    }
    UPKEEP_TRY(check(name, holding));
    JsonValue& root = edit(rootName);
    JsonValue keys = member(root, keysMember);
    JsonValue holders = member(root, holdersMember);
    JsonValue roles = member(root, rolesMember);
    addRecords(holding, keys, holders);
    roles.set(QString::fromUtf8(name), roleKeys(holding));
    root.set(keysMember, inUse(keys, valuesOf(roles)));
    root.set(holdersMember, inUse(holders, valuesOf(roles)));
    root.set(rolesMember, roles);
    return {};
}

Result<void> RoleSet::delegate(const QByteArray& name,
                               const QList<QByteArray>& paths,
                               const KeyHolding& holding) {
    if (name.isEmpty() || isTopLevelRole(name))
        return invalid(name, QStringLiteral("not a name for a delegated role"));
    UPKEEP_TRY(check(name, holding));
    JsonValue entry = roleKeys(holding);
    JsonValue::Array patterns;
    for (const QByteArray& path : paths)
        patterns.append(text(path));
    entry.set(QStringLiteral("name"), text(name));
    entry.set(QStringLiteral("paths"), patterns);
    entry.set(QStringLiteral("terminating"), true);

    JsonValue& targets = edit(targetsName);
    JsonValue delegations = member(targets, delegationsMember);
    JsonValue keys = member(delegations, keysMember);
    JsonValue holders = member(targets, holdersMember);
    addRecords(holding, keys, holders);
    UPKEEP_TRY_AS(JsonValue::Array roles, delegations.optionalArray(rolesMember));
    if (const JsonValue* same = delegationIn(roles, name))
        roles[same - roles.constData()] = entry;
    else
        roles.append(entry);
    delegations.set(keysMember, inUse(keys, roles));
    delegations.set(rolesMember, roles);
    targets.set(delegationsMember, delegations);
    targets.set(holdersMember, inUse(holders, roles));
    if (!m_roles.contains(name))
        m_roles.insert(name, newRole(name));
    return {};
}

Result<void> RoleSet::undelegate(const QByteArray& name) {
    JsonValue delegations = member(role(targetsName).body, delegationsMember);
    UPKEEP_TRY_AS(JsonValue::Array roles, delegations.optionalArray(rolesMember));
    if (!delegationIn(roles, name))
        return invalid(name, QStringLiteral("there is no such role"));
    roles.removeIf([&](const JsonValue& one) { return *one.find(u"name") == text(name); });
    JsonValue& targets = edit(targetsName);
    delegations.set(keysMember, inUse(member(delegations, keysMember), roles));
    delegations.set(rolesMember, roles);
    targets.set(delegationsMember, delegations);
    targets.set(holdersMember, inUse(member(targets, holdersMember), roles));
    return {};
}

// Readers want a version and an expiry, which a body that was never signed lacks.
JsonValue RoleSet::dated(const QByteArray& name) const {
    JsonValue body = role(name).body;
    if (versionOf(body) < 1)
        body.set(QStringLiteral("version"), qint64(1));
    if (!body.find(u"expires"))
        body.set(QStringLiteral("expires"), QStringLiteral("1970-01-01T00:00:00Z"));
    return body;
}

Result<RootRole> RoleSet::root() const {
    return readRoot(dated(rootName));
}

Result<TargetsRole> RoleSet::targets(const QByteArray& name) const {
    return readTargets(dated(name));
}

Result<std::pair<KeySet, RoleKeys>> RoleSet::keysFor(const QByteArray& name) const {
    if (isTopLevelRole(name)) {
        UPKEEP_TRY_AS(const RootRole all, root());
        return std::pair(all.keys, keysOfRole(all, name));
    }
    UPKEEP_TRY_AS(const TargetsRole above, targets(targetsName));
    const Delegation* delegation = above.delegation(name);
    if (!delegation)
        return invalid(name, QStringLiteral("targets does not delegate to it"));
    return std::pair(above.keys, delegation->keys);
}

bool RoleSet::isTeam() const {
    const JsonValue root = role(rootName).body;
    const JsonValue* profile = root.find(profileMember);
    return profile && *profile == JsonValue(QStringLiteral("team"));
}

} // namespace upkeep
