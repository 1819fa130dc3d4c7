// SPDX-License-Identifier: Apache-2.0
#include "support/publisher.h"

#include "trust/canonical_json.h"

namespace upkeep::test {

namespace {

JsonValue text(const QByteArray& bytes) {
    return QString::fromUtf8(bytes);
}

JsonValue hashesOf(const QByteArray& bytes) {
    JsonValue hashes;
    hashes.set("sha256", text(Digest::of(bytes).hex()));
    return hashes;
}

JsonValue keyIdsOf(const QList<KeyPair>& keys) {
    JsonValue::Array ids;
    for (const KeyPair& key : keys)
        ids.append(text(key.id()));
    return ids;
}

JsonValue roleKeys(const QList<KeyPair>& keys, qint64 threshold) {
    JsonValue role;
    role.set("keyids", keyIdsOf(keys));
    role.set("threshold", threshold);
    return role;
}

void addKeys(JsonValue& objects, const QList<KeyPair>& keys) {
    for (const KeyPair& key : keys)
        objects.set(QString::fromUtf8(key.id()), key.publicObject());
}

Result<std::optional<QByteArray>> answer(const QMap<QByteArray, QByteArray>& served,
                                         const QByteArray& name) {
    const auto found = served.constFind(name);
    if (found == served.cend())
        return std::optional<QByteArray>();
    return std::optional<QByteArray>(*found);
}

} // namespace

Publisher::Publisher(const QDateTime& now) {
    for (const char* name : {"root", "timestamp", "snapshot", "targets"})
        m_roles.insert(name, Role{1, now.addDays(90), newKeys(1), 1, {}});
    m_roles["root"].version = 0;
    signRoot();
    m_firstRoot = files.value("1.root.json");
    sign();
}

QList<KeyPair> Publisher::newKeys(int count) {
    QList<KeyPair> keys;
    while (keys.size() < count)
        keys.append(*KeyPair::generate());
    return keys;
}

Publisher::Role& Publisher::delegate(const QByteArray& delegator,
                                     const QByteArray& name,
                                     const QList<QByteArray>& paths,
                                     bool terminating) {
    m_delegations.append(Delegated{delegator, name, paths, terminating, {}});
    if (!m_roles.contains(name))
        m_roles.insert(name, Role{1, m_roles["targets"].expires, newKeys(1), 1, {}});
    return m_roles[name];
}

void Publisher::addTarget(const QByteArray& role, const QByteArray& path, const QByteArray& bytes) {
    m_targets[role][path] = bytes;
    targets[pathWithHash(path, Digest::of(bytes).hex())] = bytes;
    targets[path] = bytes;
}

JsonValue Publisher::head(const QByteArray& type, const QByteArray& name) const {
    const Role role = m_roles.value(name);
    JsonValue body;
    body.set("_type", text(type));
    body.set("spec_version", QString("1.0.31"));
    body.set("version", role.version);
    body.set("expires", writeTime(role.expires));
    return body;
}

JsonValue Publisher::rootBody() const {
    JsonValue body = head("root", "root");
    JsonValue keys = JsonValue::Object{};
    JsonValue roles;
    for (const char* name : {"root", "timestamp", "snapshot", "targets"}) {
        const Role role = m_roles.value(name);
        addKeys(keys, role.keys);
        roles.set(name, roleKeys(role.keys, role.threshold));
    }
    body.set("consistent_snapshot", consistentSnapshot);
    body.set("keys", keys);
    body.set("roles", roles);
    return body;
}

JsonValue Publisher::delegationsOf(const QByteArray& name) const {
    JsonValue keys = JsonValue::Object{};
    JsonValue::Array roles;
    for (const Delegated& delegated : m_delegations) {
        if (delegated.delegator != name)
            continue;
        const Role role = m_roles.value(delegated.name);
        const QList<KeyPair> its = delegated.keys.value_or(role.keys);
        addKeys(keys, its);
        JsonValue entry = roleKeys(its, role.threshold);
        JsonValue::Array paths;
        for (const QByteArray& path : delegated.paths)
            paths.append(text(path));
        entry.set("name", text(delegated.name));
        entry.set("paths", paths);
        entry.set("terminating", delegated.terminating);
        roles.append(entry);
    }
    JsonValue delegations;
    delegations.set("keys", keys);
    delegations.set("roles", roles);
    return delegations;
}

JsonValue Publisher::targetsBody(const QByteArray& name) const {
    JsonValue body = head("targets", name);
    JsonValue listed = JsonValue::Object{};
    const auto its = m_targets.value(name);
    for (auto target = its.cbegin(); target != its.cend(); ++target) {
        JsonValue entry;
        entry.set("length", qint64(target->size()));
        entry.set("hashes", hashesOf(*target));
        listed.set(QString::fromUtf8(target.key()), entry);
    }
    body.set("targets", listed);
    const JsonValue delegations = delegationsOf(name);
    if (!delegations.find(u"roles")->array().isEmpty())
        body.set("delegations", delegations);
    return body;
}

QList<KeyPair> Publisher::signersOf(const QByteArray& name) const {
    const Role role = m_roles.value(name);
    return role.signers.value_or(role.keys);
}

QByteArray
Publisher::signedBytes(const QByteArray& name, JsonValue body, const QList<KeyPair>& keys) {
    if (beforeSigning)
        beforeSigning(name, body);
    const QByteArray message = canonicalJson(body);
    JsonValue::Array signatures;
    QList<QByteArray> done;
    for (const KeyPair& key : keys) {
        if (done.contains(key.id()))
            continue;
        done.append(key.id());
        JsonValue signature;
        signature.set("keyid", text(key.id()));
        signature.set("sig", text(key.sign(message)->toHex()));
        signatures.append(signature);
    }
    JsonValue document;
    document.set("signatures", signatures);
    document.set("signed", body);
    if (afterSigning)
        afterSigning(name, document);
    return writeJson(document);
}

JsonValue Publisher::serve(const QByteArray& name, const QByteArray& bytes) {
    const qint64 version = m_roles.value(name).version;
    const QByteArray file = encodeRole(name) + ".json";
    files[consistentSnapshot ? QByteArray::number(version) + '.' + file : file] = bytes;
    JsonValue listed;
    listed.set("version", version);
    if (listLengths)
        listed.set("length", qint64(bytes.size()));
    if (listHashes)
        listed.set("hashes", hashesOf(bytes));
    return listed;
}

void Publisher::sign() {
    JsonValue listed;
    const QList<QByteArray> names = m_roles.keys();
    for (const QByteArray& name : names) {
        if (name == "root" || name == "timestamp" || name == "snapshot")
            continue;
        const QByteArray bytes = signedBytes(name, targetsBody(name), signersOf(name));
        listed.set(QString::fromUtf8(name + ".json"), serve(name, bytes));
    }
    JsonValue snapshot = head("snapshot", "snapshot");
    snapshot.set("meta", listed);
    const QByteArray bytes = signedBytes("snapshot", snapshot, signersOf("snapshot"));

    JsonValue meta;
    meta.set("snapshot.json", serve("snapshot", bytes));
    JsonValue timestamp = head("timestamp", "timestamp");
    timestamp.set("meta", meta);
    files["timestamp.json"] = signedBytes("timestamp", timestamp, signersOf("timestamp"));
}

void Publisher::release() {
    for (auto role = m_roles.begin(); role != m_roles.end(); ++role) {
        if (role.key() != "root")
            ++role->version;
    }
    sign();
}

void Publisher::signRoot() {
    Role& root = m_roles["root"];
    ++root.version;
    const QList<KeyPair> signers = root.signers.value_or(m_formerRootKeys + root.keys);
    files[QByteArray::number(root.version) + ".root.json"] =
        signedBytes("root", rootBody(), signers);
    m_formerRootKeys = root.keys;
}

void Publisher::rotate(const QByteArray& name, int keys) {
    m_roles[name].keys = newKeys(keys);
    signRoot();
}

Result<std::optional<QByteArray>>
Publisher::metadata(const QByteArray& fileName, qint64, std::stop_token) {
    requests.append(fileName);
    if (failures.contains(fileName))
        return Error{failures.value(fileName), QString::fromUtf8(fileName), "as the test wants it"};
    return answer(files, fileName);
}

Result<std::optional<QByteArray>>
Publisher::target(const QByteArray& pathWithHash, qint64, std::stop_token) {
    requests.append(pathWithHash);
    if (failures.contains(pathWithHash))
        return Error{failures.value(pathWithHash), {}, "as the test wants it"};
    return answer(targets, pathWithHash);
}

} // namespace upkeep::test
