// SPDX-License-Identifier: Apache-2.0
// The table of verbs; it drives parsing, --help and completion. One file per group of verbs.
#pragma once

#include "session.h"

namespace upkeep {

struct Verb {
    VerbRow row;
    Result<ExitCode> (*run)(Session&) = nullptr;
};

const QList<Verb>& verbs();
const VerbTable& verbTable();

// install_verbs.cpp
Result<ExitCode> installVerb(Session& session);
Result<ExitCode> adoptVerb(Session& session);
Result<ExitCode> removeVerb(Session& session);

// run_verb.cpp
Result<ExitCode> runVerb(Session& session);

// update_verbs.cpp
Result<ExitCode> checkVerb(Session& session);
Result<ExitCode> changelogVerb(Session& session);
Result<ExitCode> downloadVerb(Session& session);
Result<ExitCode> applyVerb(Session& session);
Result<ExitCode> confirmVerb(Session& session);
Result<ExitCode> finishVerb(Session& session);
Result<ExitCode> evolutionsListVerb(Session& session);
Result<ExitCode> evolutionsEnableVerb(Session& session);
Result<ExitCode> evolutionsDisableVerb(Session& session);

// look_verbs.cpp
Result<ExitCode> statusVerb(Session& session);
Result<ExitCode> componentsVerb(Session& session);
Result<ExitCode> historyVerb(Session& session);
Result<ExitCode> reportVerb(Session& session);
Result<ExitCode> doctorVerb(Session& session);

// health_verbs.cpp
Result<ExitCode> verifyVerb(Session& session);
Result<ExitCode> repairVerb(Session& session);

// snapshot_verbs.cpp
Result<ExitCode> snapshotListVerb(Session& session);
Result<ExitCode> snapshotCreateVerb(Session& session);
Result<ExitCode> snapshotVerifyVerb(Session& session);
Result<ExitCode> snapshotDiffVerb(Session& session);
Result<ExitCode> snapshotPinVerb(Session& session);
Result<ExitCode> snapshotUnpinVerb(Session& session);
Result<ExitCode> snapshotDeleteVerb(Session& session);
Result<ExitCode> snapshotExportVerb(Session& session);
Result<ExitCode> snapshotImportVerb(Session& session);
Result<ExitCode> restoreVerb(Session& session);
Result<ExitCode> rollbackVerb(Session& session);

// backup_verbs.cpp
Result<ExitCode> backupMakeVerb(Session& session);
Result<ExitCode> backupHasVerb(Session& session);
Result<ExitCode> backupInfoVerb(Session& session);
Result<ExitCode> backupListVerb(Session& session);
Result<ExitCode> backupRestoreVerb(Session& session);
Result<ExitCode> backupRemoveVerb(Session& session);
Result<ExitCode> backupExportVerb(Session& session);

// vault_verbs.cpp
Result<ExitCode> vaultCreateVerb(Session& session);
Result<ExitCode> vaultListVerb(Session& session);
Result<ExitCode> vaultDiffVerb(Session& session);
Result<ExitCode> vaultRestoreVerb(Session& session);

// vault_care_verbs.cpp
Result<ExitCode> vaultVerifyVerb(Session& session);
Result<ExitCode> vaultGcVerb(Session& session);
Result<ExitCode> vaultExportVerb(Session& session);
Result<ExitCode> vaultImportVerb(Session& session);
Result<ExitCode> vaultPinVerb(Session& session);
Result<ExitCode> vaultUnpinVerb(Session& session);
Result<ExitCode> vaultDeleteVerb(Session& session);

// token_verb.cpp
Result<ExitCode> tokenSetVerb(Session& session);
Result<ExitCode> tokenShowVerb(Session& session);
Result<ExitCode> tokenRemoveVerb(Session& session);

// decision_verbs.cpp
Result<ExitCode> skipVerb(Session& session);
Result<ExitCode> unskipVerb(Session& session);
Result<ExitCode> remindVerb(Session& session);
Result<ExitCode> pinVerb(Session& session);
Result<ExitCode> pauseVerb(Session& session);
Result<ExitCode> resumeVerb(Session& session);
Result<ExitCode> configGetVerb(Session& session);
Result<ExitCode> configSetVerb(Session& session);
Result<ExitCode> proxyPasswordSetVerb(Session& session);
Result<ExitCode> proxyPasswordRemoveVerb(Session& session);

// merge_verb.cpp
Result<ExitCode> configMergeVerb(Session& session);

// agent_verb.cpp
Result<ExitCode> agentVerb(Session& session);

// unpack_verb.cpp
Result<ExitCode> unpackVerb(Session& session);

// completion_verb.cpp
Result<ExitCode> completionVerb(Session& session);

// manual_verb.cpp
Result<ExitCode> manualVerb(Session& session);

} // namespace upkeep
