// SPDX-License-Identifier: Apache-2.0
#include "publish/offline_request.h"

#include "publish/ceremony_folder.h"
#include "publish/metadata_roles.h"
#include "trust/canonical_json.h"

#include <QSet>

#include <utility>

namespace upkeep {

namespace {

constexpr qint64 smallContent = 64 * 1024;
const QByteArray policyName = QByteArrayLiteral("policy.json");

Error invalid(const QByteArray& subject, const QString& cause) {
    return Error{ErrorCode::PublishInvalid, QString::fromUtf8(subject), cause};
}

using Texts = QMap<QByteArray, QByteArray>;

JsonValue toObject(const Texts& texts) {
    JsonValue object = JsonValue::Object{};
    for (auto it = texts.cbegin(); it != texts.cend(); ++it)
        object.set(QString::fromUtf8(it.key()), QString::fromUtf8(*it));
    return object;
}

Result<Texts> textsOf(const JsonValue& json, QStringView name) {
    UPKEEP_TRY_AS(const JsonValue object, json.requiredObject(name));
    Texts texts;
    for (const auto& [key, value] : object.object()) {
        if (!value.isString())
            return Error{ErrorCode::ParseInvalid, key, QStringLiteral("is no text")};
        texts.insert(key.toUtf8(), value.string().toUtf8());
    }
    return texts;
}

Result<OfflineRequest> readRequest(const JsonValue& json) {
    OfflineRequest request;
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    UPKEEP_TRY_AS(const QString root, json.requiredString(u"root"));
    request.root = root.toUtf8();
    UPKEEP_TRY_AS(request.published, textsOf(json, u"published"));
    UPKEEP_TRY_AS(request.drafts, textsOf(json, u"drafts"));
    UPKEEP_TRY_AS(request.contents, textsOf(json, u"contents"));
    return request;
}

Result<PublishedRole> publishedRole(const QByteArray& name, const QByteArray& bytes) {
    UPKEEP_TRY_AS(const SignedDocument document,
                  SignedDocument::parse(bytes, QString::fromUtf8(name)));
    PublishedRole role;
    role.body = document.body;
    role.bytes = bytes;
    role.publishedVersion = versionOf(document.body);
    return role;
}

class RequestCheck {
public:
    RequestCheck(const OfflineRequest& request, QDateTime now)
        : m_request(request), m_now(std::move(now)) {}

    Result<CheckedRequest> run() {
        if (m_request.drafts.isEmpty())
            return invalid({}, QStringLiteral("there is nothing to sign in it"));
        UPKEEP_TRY(readPublished());
        m_checked.next = m_checked.published;
        for (auto draft = m_request.drafts.cbegin(); draft != m_request.drafts.cend(); ++draft)
            UPKEEP_TRY(readDraft(draft.key(), *draft));
        for (const QByteArray& name : m_request.drafts.keys()) {
            UPKEEP_TRY_AS(const PolicyTexts policies, policyTexts());
            UPKEEP_TRY_AS(const MetadataChange change,
                          changeOf(name, m_checked.published, m_checked.next, policies));
            m_checked.changes += change;
        }
        return std::move(m_checked);
    }

private:
    // Believed from the root down; the root itself by its own keys.
    Result<void> readPublished() {
        if (m_request.root.isEmpty())
            return m_request.published.isEmpty()
                       ? Result<void>()
                       : invalid("root", QStringLiteral("the published root is missing"));
        UPKEEP_TRY(readBelieved(rootName, m_request.root));
        UPKEEP_TRY_AS(m_checked.formerRoot, m_checked.published.root());
        QList<QByteArray> names = m_request.published.keys();
        if (names.removeOne(targetsName))
            names.prepend(targetsName);
        for (const QByteArray& name : names)
            UPKEEP_TRY(readBelieved(name, m_request.published.value(name)));
        return {};
    }

    Result<void> readBelieved(const QByteArray& name, const QByteArray& bytes) {
        UPKEEP_TRY_AS(const PublishedRole role, publishedRole(name, bytes));
        m_checked.published.put(name, role);
        UPKEEP_TRY_AS(const auto keys, m_checked.published.keysFor(name));
        UPKEEP_TRY_AS(const SignedDocument document,
                      SignedDocument::parse(bytes, QString::fromUtf8(name)));
        return document.verify(keys.first, keys.second, QString::fromUtf8(name));
    }

    Result<void> readDraft(const QByteArray& name, const QByteArray& bytes) {
        UPKEEP_TRY_AS(const JsonValue document, parseJson(bytes));
        PublishedRole role = m_checked.published.role(name);
        UPKEEP_TRY_AS(role.body, document.requiredObject(u"signed"));
        UPKEEP_TRY_AS(role.carried, document.requiredArray(u"signatures"));
        role.changed = true;
        role.frozen = true;
        m_checked.next.put(name, role);
        UPKEEP_TRY_AS(const QString type, role.body.requiredString(u"_type"));
        const bool isTargets = name == targetsName || !isTopLevelRole(name);
        if (type.toUtf8() != (isTargets ? targetsName : name) || name == snapshotName ||
            name == timestampName)
            return invalid(name, QStringLiteral("is no metadata to be signed offline"));
        if (versionOf(role.body) != role.publishedVersion + 1)
            return invalid(name,
                           QStringLiteral("has version %1, but %2 comes next")
                               .arg(versionOf(role.body))
                               .arg(role.publishedVersion + 1));
        return checkDates(name, role.body);
    }

    Result<void> checkDates(const QByteArray& name, const JsonValue& body) const {
        const QDateTime expires = expiryOf(body);
        const int longest = lifetimeDays(name, m_checked.next.isTeam());
        if (!expires.isValid() || expires <= m_now)
            return invalid(name, QStringLiteral("would be expired already"));
        if (expires > m_now.addDays(longest))
            return invalid(name, QStringLiteral("would live longer than %1 days").arg(longest));
        return {};
    }

    Result<QByteArray> policyIn(const RoleSet& roles) const {
        if (!roles.contains(targetsName))
            return QByteArray();
        UPKEEP_TRY_AS(const TargetsRole targets, roles.targets(targetsName));
        const TargetFile policy = targets.targets.value(policyName);
        const QByteArray text =
            m_request.contents.value(pathWithHash(policyName, policy.sha256.hex()));
        if (!text.isEmpty())
            UPKEEP_TRY(checkHashes(text, policy.hashes, true));
        return text;
    }

    Result<PolicyTexts> policyTexts() const {
        UPKEEP_TRY_AS(const QByteArray before, policyIn(m_checked.published));
        UPKEEP_TRY_AS(const QByteArray after, policyIn(m_checked.next));
        return PolicyTexts{before, after};
    }

    const OfflineRequest& m_request;
    QDateTime m_now;
    CheckedRequest m_checked;
};

Result<void>
addContent(const MetadataRepository& repository, const RoleSet& roles, Texts& contents) {
    if (!roles.contains(targetsName))
        return {};
    UPKEEP_TRY_AS(const TargetsRole targets, roles.targets(targetsName));
    for (const TargetFile& target : targets.targets) {
        if (target.length > smallContent)
            continue;
        UPKEEP_TRY_AS(const QByteArray bytes, repository.readTarget(target));
        contents.insert(pathWithHash(target.path, target.sha256.hex()), bytes);
    }
    return {};
}

} // namespace

Result<OfflineRequest> OfflineRequest::parse(QByteArrayView text) {
    JsonLimits limits;
    limits.stringBytes = 5'000'000; // a whole targets file
    const Result<JsonValue> json = parseJson(text, limits);
    Result<OfflineRequest> request =
        json ? readRequest(*json) : Result<OfflineRequest>(json.error());
    if (!request)
        return invalid({}, request.error().cause);
    return request;
}

JsonValue OfflineRequest::toJson() const {
    return JsonValue::Object{{QStringLiteral("schema"), 1},
                             {QStringLiteral("root"), QString::fromUtf8(root)},
                             {QStringLiteral("published"), toObject(published)},
                             {QStringLiteral("drafts"), toObject(drafts)},
                             {QStringLiteral("contents"), toObject(contents)}};
}

Result<OfflineRequest> makeOfflineRequest(const MetadataRepository& repository) {
    OfflineRequest request;
    request.root = repository.trustedRoot();
    const RoleSet& published = repository.published();
    for (const QByteArray& name : published.names()) {
        if (name == targetsName || !isTopLevelRole(name))
            request.published.insert(name, published.role(name).bytes);
    }
    for (const QByteArray& name : repository.roles().names()) {
        const PublishedRole role = repository.roles().role(name);
        if (role.frozen)
            request.drafts.insert(name, documentOf(role.body, role.carried));
    }
    if (request.drafts.isEmpty())
        return invalid({}, QStringLiteral("nothing waits for signatures here"));
    UPKEEP_TRY(addContent(repository, published, request.contents));
    UPKEEP_TRY(addContent(repository, repository.roles(), request.contents));
    return request;
}

Result<CheckedRequest> checkOfflineRequest(const OfflineRequest& request, const QDateTime& now) {
    return RequestCheck(request, now).run();
}

Result<QList<QByteArray>> signOfflineRequest(OfflineRequest& request,
                                             const CheckedRequest& checked,
                                             const QList<KeyPair>& keys,
                                             const QDateTime& now) {
    SigningJob job{keys, checked.formerRoot, {}, now};
    job.withListings = false;
    UPKEEP_TRY_AS(const SigningOutcome outcome, signRoles(checked.next, job));
    QList<QByteArray> done;
    for (const QByteArray& name : request.drafts.keys()) {
        const PublishedRole role = outcome.roles.role(name);
        if (role.carried.size() <= checked.next.role(name).carried.size())
            continue;
        request.drafts.insert(name, role.bytes);
        done += name;
    }
    if (done.isEmpty())
        return Error{ErrorCode::KeyInvalid,
                     {},
                     QStringLiteral("none of these keys may sign it, or they have signed already")};
    return done;
}

namespace {

// The draft with the signatures that came; each must be one of a key that is asked for it.
Result<QByteArray> withSignatures(const QByteArray& name,
                                  const PublishedRole& ours,
                                  const SignedDocument& theirs,
                                  const KeySet& keys) {
    const QByteArray message = canonicalJson(ours.body);
    if (canonicalJson(theirs.body) != message)
        return invalid(name, QStringLiteral("something else was signed than what waits here"));
    QSet<QString> known;
    for (const JsonValue& signature : ours.carried)
        known.insert(signature.find(u"keyid")->string());
    JsonValue::Array signatures = ours.carried;
    for (const Signature& signature : theirs.signatures) {
        const QString id = QString::fromLatin1(signature.keyId);
        if (known.contains(id))
            continue;
        if (!keys.value(signature.keyId).verify(message, signature.bytes))
            return Error{ErrorCode::TrustSignature,
                         QString::fromUtf8(name),
                         QStringLiteral("key %1: the signature is wrong").arg(id.left(8))};
        signatures += JsonValue::Object{
            {QStringLiteral("keyid"), id},
            {QStringLiteral("sig"), QString::fromLatin1(signature.bytes.toHex())}};
    }
    return documentOf(ours.body, signatures);
}

} // namespace

Result<void> takeSignaturesBack(FileSystem& files,
                                const LocalPath& site,
                                const MetadataRepository& repository,
                                const OfflineRequest& request) {
    Texts drafts;
    for (auto came = request.drafts.cbegin(); came != request.drafts.cend(); ++came) {
        const QByteArray& name = came.key();
        const PublishedRole ours = repository.roles().role(name);
        if (!ours.frozen)
            return invalid(name, QStringLiteral("does not wait for signatures here"));
        UPKEEP_TRY_AS(const SignedDocument theirs,
                      SignedDocument::parse(*came, QString::fromUtf8(name)));
        UPKEEP_TRY_AS(const auto asked, repository.roles().keysFor(name));
        KeySet keys = asked.first;
        // While root changes, former keys sign, too.
        if (isTopLevelRole(name) && !repository.trustedRoot().isEmpty()) {
            UPKEEP_TRY_AS(const RootRole former, repository.published().root());
            keys.insert(former.keys);
        }
        UPKEEP_TRY_AS(const QByteArray whole, withSignatures(name, ours, theirs, keys));
        drafts.insert(name, whole);
    }
    return CeremonyFolder(files, site).save(drafts);
}

} // namespace upkeep
