// SPDX-License-Identifier: Apache-2.0
#include "publish/policy_change.h"

#include "product/policy_document.h"
#include "publish/metadata_roles.h"
#include "trust/canonical_json.h"

#include <algorithm>

namespace upkeep {

namespace {

const QByteArray policyName = QByteArrayLiteral("policy.json");

Error invalid(const QString& subject, const QString& cause) {
    return Error{ErrorCode::PublishInvalid, subject, cause};
}

Result<PolicyDocument> policyOf(const MetadataRepository& repository) {
    UPKEEP_TRY_AS(const QList<TargetFile> targets, repository.targetsOf(targetsName));
    for (const TargetFile& target : targets) {
        if (target.path != policyName)
            continue;
        UPKEEP_TRY_AS(const QByteArray text, repository.readTarget(target));
        return PolicyDocument::parse(text);
    }
    return PolicyDocument();
}

Result<bool> isListed(const MetadataRepository& repository, const Version& version) {
    const QByteArray ending = '/' + version.toString().toUtf8() + ".json";
    for (const QByteArray& role : repository.roles().targetsRoles()) {
        UPKEEP_TRY_AS(const QList<TargetFile> targets, repository.targetsOf(role));
        const bool found =
            std::any_of(targets.cbegin(), targets.cend(), [&](const TargetFile& target) {
                return target.path.endsWith(ending);
            });
        if (found)
            return true;
    }
    return false;
}

} // namespace

Result<void> addFirstPolicy(MetadataRepository& repository) {
    UPKEEP_TRY_AS(const QList<TargetFile> targets, repository.targetsOf(targetsName));
    for (const TargetFile& target : targets) {
        if (target.path == policyName)
            return {};
    }
    UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(policyName));
    return repository.addTarget(targetsName, path, canonicalJson(PolicyDocument().toJson()));
}

Result<void>
revokeRelease(MetadataRepository& repository, const Version& version, const QString& reason) {
    UPKEEP_TRY_AS(PolicyDocument policy, policyOf(repository));
    UPKEEP_TRY_AS(const bool listed, isListed(repository, version));
    if (!listed)
        return invalid(version.toString(), QStringLiteral("no such release is listed"));
    if (policy.revocation(version))
        return invalid(version.toString(), QStringLiteral("is revoked already"));
    if (reason.trimmed().isEmpty())
        return invalid(version.toString(), QStringLiteral("people are told the reason"));
    policy.revoked += RevokedRelease{version, reason.trimmed()};
    const QByteArray text = canonicalJson(policy.toJson());
    UPKEEP_TRY(PolicyDocument::parse(text));
    UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(policyName));
    return repository.addTarget(targetsName, path, text);
}

Result<QList<QByteArray>> pathsOfRole(const QByteArray& role) {
    const QByteArrayList parts = role.split('.');
    QByteArray folder;
    if (parts.size() == 2 && parts.constFirst() == "evolution")
        folder = "evolutions/" + parts.at(1);
    else if (parts.size() == 2)
        folder = parts.at(0) + '/' + parts.at(1);
    else if (parts.size() == 3 && parts.at(2) == "archive")
        folder = "archive/" + parts.at(0) + '/' + parts.at(1);
    const bool isPlain = std::all_of(folder.cbegin(), folder.cend(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '/';
    });
    if (!isPlain || !RelativePath::parse(folder))
        return invalid(QString::fromUtf8(role),
                       QStringLiteral("a role is named <channel>.<platform>, "
                                      "<channel>.<platform>.archive or evolution.<id>"));
    return QList<QByteArray>{folder + "/*"};
}

} // namespace upkeep
