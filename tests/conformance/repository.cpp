// SPDX-License-Identifier: Apache-2.0
#include "repository.h"

#include "trust/canonical_json.h"

#include <QCryptographicHash>
#include <QUrl>

namespace upkeep::test {

namespace {

JsonValue text(const QByteArray& bytes) {
    return QString::fromUtf8(bytes);
}

JsonValue texts(const QList<QByteArray>& list) {
    JsonValue::Array values;
    for (const QByteArray& bytes : list)
        values.append(text(bytes));
    return values;
}

QByteArray hashOf(const QByteArray& bytes, const QByteArray& kind) {
    const auto algorithm =
        kind == "sha256" ? QCryptographicHash::Sha256 : QCryptographicHash::Sha512;
    return QCryptographicHash::hash(bytes, algorithm).toHex();
}

JsonValue entryOf(const MetadataFile& file) {
    JsonValue entry;
    entry.set("version", file.version);
    if (file.length)
        entry.set("length", *file.length);
    if (file.hashes.contains("sha256")) {
        JsonValue hashes;
        hashes.set("sha256", text(file.hashes.value("sha256")));
        entry.set("hashes", hashes);
    }
    return entry;
}

bool isTargets(const QByteArray& role) {
    return role != "root" && role != "timestamp" && role != "snapshot";
}

} // namespace

QDateTime Repository::inDays(int days) {
    return QDateTime::currentDateTimeUtc().addDays(days);
}

KeyPair Repository::newKey(KeyKind kind) {
    return *KeyPair::generate(kind);
}

Repository::Repository() {
    for (const char* name : {"root", "targets", "snapshot", "timestamp"}) {
        m_roles[name].expires = inDays(30);
        addKey(name);
    }
    publish({"targets", "snapshot", "timestamp", "root"});
}

KeyPair Repository::addKey(const QByteArray& role) {
    const KeyPair key = newKey();
    m_roles[role].keys.append(key);
    m_roles[role].signers.append(key);
    return key;
}

void Repository::rotateKeys(const QByteArray& role) {
    m_roles[role].keys.clear();
    m_roles[role].signers.clear();
    for (qint64 n = 0; n < m_roles[role].threshold; ++n)
        addKey(role);
}

Repository::Role& Repository::delegate(const QByteArray& delegator, Delegation delegation) {
    const QByteArray name = delegation.name;
    if (!m_roles.contains(name))
        m_roles[name].expires = inDays(30);
    if (delegation.keys.isEmpty())
        delegation.keys.append(newKey());
    m_roles[name].signers.append(delegation.keys);
    m_roles[delegator].delegations.append(delegation);
    return m_roles[name];
}

void Repository::addArtifact(const QByteArray& role,
                             const QByteArray& path,
                             const QByteArray& content,
                             const QByteArrayList& hashes) {
    Artifact artifact{content, {}};
    JsonValue listed;
    for (const QByteArray& kind : hashes) {
        artifact.hashes.append(hashOf(content, kind));
        listed.set(QString::fromLatin1(kind), text(artifact.hashes.last()));
    }
    JsonValue entry;
    entry.set("length", qint64(content.size()));
    entry.set("hashes", listed);
    m_roles[role].targets[path] = entry;
    artifacts[path] = artifact;
}

JsonValue Repository::publicObject(const KeyPair& key) const {
    return publicObjects.value(key.id(), key.publicObject());
}

void Repository::addKeys(JsonValue& keys, const QList<KeyPair>& pairs) const {
    for (const KeyPair& pair : pairs) {
        const JsonValue object = publicObject(pair);
        keys.set(QString::fromLatin1(PublicKey::parse(object)->id()), object);
    }
}

JsonValue Repository::roleKeys(const QList<KeyPair>& pairs, qint64 threshold) const {
    JsonValue::Array ids;
    for (const KeyPair& pair : pairs)
        ids.append(text(PublicKey::parse(publicObject(pair))->id()));
    JsonValue role;
    role.set("keyids", ids);
    role.set("threshold", threshold);
    return role;
}

JsonValue Repository::rootMembers() const {
    JsonValue keys = JsonValue::Object{};
    JsonValue roles;
    for (const char* name : {"root", "targets", "snapshot", "timestamp"}) {
        const Role role = m_roles.value(name);
        addKeys(keys, role.keys);
        roles.set(name, roleKeys(role.keys, role.threshold));
    }
    JsonValue members;
    members.set("consistent_snapshot", consistentSnapshot);
    members.set("keys", keys);
    members.set("roles", roles);
    return members;
}

JsonValue Repository::delegationsOf(const Role& role) const {
    JsonValue keys = JsonValue::Object{};
    JsonValue delegations;
    if (role.succinct) {
        addKeys(keys, role.succinct->keys);
        JsonValue bins = roleKeys(role.succinct->keys, 1);
        bins.set("bit_length", role.succinct->bitLength);
        bins.set("name_prefix", text(role.succinct->prefix));
        delegations.set("succinct_roles", bins);
    } else {
        JsonValue::Array roles;
        for (const Delegation& delegation : role.delegations) {
            addKeys(keys, delegation.keys);
            JsonValue entry = roleKeys(delegation.keys, delegation.threshold);
            entry.set("name", text(delegation.name));
            if (delegation.hashPrefixes.isEmpty())
                entry.set("paths", texts(delegation.paths));
            else
                entry.set("path_hash_prefixes", texts(delegation.hashPrefixes));
            entry.set("terminating", delegation.terminating);
            roles.append(entry);
        }
        delegations.set("roles", roles);
    }
    delegations.set("keys", keys);
    return delegations;
}

JsonValue Repository::body(const QByteArray& name) const {
    const Role role = m_roles.value(name);
    JsonValue body = name == "root" ? rootMembers() : JsonValue();
    body.set("_type", text(isTargets(name) ? "targets" : name));
    body.set("spec_version", QString("1.0.31"));
    body.set("version", role.version);
    body.set("expires", writeTime(role.expires));
    if (name == "snapshot" || name == "timestamp") {
        JsonValue meta = JsonValue::Object{};
        for (auto file = role.listed.cbegin(); file != role.listed.cend(); ++file)
            meta.set(QString::fromUtf8(file.key() + ".json"), entryOf(*file));
        body.set("meta", meta);
    } else if (isTargets(name)) {
        JsonValue targets = JsonValue::Object{};
        for (auto target = role.targets.cbegin(); target != role.targets.cend(); ++target)
            targets.set(QString::fromUtf8(target.key()), *target);
        body.set("targets", targets);
        if (role.succinct || !role.delegations.isEmpty())
            body.set("delegations", delegationsOf(role));
    }
    for (const auto& [member, value] : role.more.object())
        body.set(member, value);
    return body;
}

QByteArray Repository::sign(const QByteArray& name) const {
    const JsonValue what = body(name);
    const QByteArray message = canonicalJson(what);
    JsonValue::Array signatures;
    QByteArrayList done;
    for (const KeyPair& key : m_roles.value(name).signers) {
        const QByteArray id = PublicKey::parse(publicObject(key))->id();
        if (done.contains(id))
            continue;
        done.append(id);
        JsonValue signature;
        signature.set("keyid", text(id));
        signature.set("sig", text(key.sign(message)->toHex()));
        signatures.append(signature);
    }
    JsonValue document;
    document.set("signatures", signatures);
    document.set("signed", what);
    return writeJson(document);
}

void Repository::publish(const QByteArrayList& roles) {
    for (const QByteArray& name : roles) {
        if (published.contains(name))
            ++m_roles[name].version;
        published[name].append(sign(name));
        list(name);
    }
}

void Repository::list(const QByteArray& name) {
    const QByteArray bytes = published[name].last();
    MetadataFile file{m_roles[name].version, {}, {}};
    if (listHashes) {
        file.length = bytes.size();
        file.hashes.insert("sha256", hashOf(bytes, "sha256"));
    }
    if (isTargets(name))
        m_roles["snapshot"].listed[name] = file;
    else if (name == "snapshot")
        m_roles["timestamp"].listed[name] = file;
}

std::optional<QByteArray> Repository::metadataFile(const QByteArray& name) {
    if (!name.endsWith(".json"))
        return std::nullopt;
    QByteArray role = name.chopped(5);
    qint64 version = 0;
    if (role != "timestamp" && (consistentSnapshot || role.endsWith(".root"))) {
        version = role.left(role.indexOf('.')).toLongLong();
        role = role.mid(role.indexOf('.') + 1);
    }
    metadataRequests.append(version > 0 ? role + ' ' + QByteArray::number(version) : role);
    const QByteArrayList known = published.value(QByteArray::fromPercentEncoding(role));
    if (known.isEmpty() || version > known.size())
        return std::nullopt;
    return version > 0 ? known.at(version - 1) : known.last();
}

std::optional<QByteArray> Repository::artifact(const QByteArray& encoded) {
    const QByteArray path = QByteArray::fromPercentEncoding(encoded);
    const qsizetype slash = path.lastIndexOf('/') + 1;
    const QByteArray name = path.mid(slash);
    const QByteArray hash = consistentSnapshot ? name.left(name.indexOf('.')) : QByteArray();
    const QByteArray plain =
        path.left(slash) + (consistentSnapshot ? name.mid(hash.size() + 1) : name);
    artifactRequests.append(hash.isEmpty() ? plain : hash + ' ' + plain);
    const auto found = artifacts.constFind(plain);
    if (found == artifacts.cend() || (consistentSnapshot && !found->hashes.contains(hash)))
        return std::nullopt;
    return found->content;
}

ServerReply Repository::answer(const ServerRequest& request) {
    std::optional<QByteArray> bytes;
    if (request.method != "GET")
        metadataRequests.append(request.method + ' ' + request.path);
    else if (request.path.startsWith("/metadata/"))
        bytes = metadataFile(request.path.mid(10));
    else if (request.path.startsWith("/targets/"))
        bytes = artifact(request.path.mid(9));
    ServerReply reply;
    reply.status = bytes ? 200 : 404;
    reply.body = bytes.value_or("not here");
    reply.http10 = true;
    return reply;
}

} // namespace upkeep::test
