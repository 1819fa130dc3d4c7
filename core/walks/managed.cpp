// SPDX-License-Identifier: Apache-2.0
#include "walks/managed.h"

#include "policy/preference_keys.h"
#include "system/file_system.h"

namespace upkeep {

namespace {

bool isAbout(const ForcedInstall& install, const ProductStatus& status) {
    if (install.product != status.id)
        return false;
    if (!install.version)
        return status.offer && status.offer->security;
    const Version& offered = status.offer  ? status.offer->to
                             : status.hold ? status.hold->version
                                           : status.version;
    return offered == *install.version && status.version < offered;
}

} // namespace

void tellPolicy(ProductStatus& status, const AdminPolicy& policy) {
    for (auto it = policy.values.begin(); it != policy.values.end(); ++it)
        status.managed.insert(it.key(), it->file);
    for (auto it = policy.forbidden.begin(); it != policy.forbidden.end(); ++it)
        status.forbidden.insert(actName(it.key()), it.value());
    for (const ForcedInstall& install : policy.installs) {
        const bool sooner = !status.deadline.isValid() || install.deadline < status.deadline;
        if (isAbout(install, status) && sooner)
            status.deadline = install.deadline;
    }
}

Result<void> savePreferencesManaged(FileSystem& files,
                                    const LocalPath& file,
                                    const Preferences& wanted,
                                    const AdminPolicy& policy) {
    const Preferences own = loadPreferences(files, file).values;
    const ManagedPreferences before = applyPolicy(own, policy);
    Preferences saved = wanted;
    for (const QString& name : changedKeys(before.values, wanted)) {
        if (before.managed.contains(name))
            return Error{ErrorCode::PolicyForbids, before.managed.value(name), name};
        UPKEEP_TRY(allow(policy, Act::Settings));
    }
    for (auto it = before.managed.begin(); it != before.managed.end(); ++it) {
        const PreferenceKey* const key = findPreferenceKey(it.key());
        key->read(saved, key->write(own));
    }
    UPKEEP_TRY(files.makeFolders(file.parent()));
    return savePreferences(files, file, saved);
}

} // namespace upkeep
