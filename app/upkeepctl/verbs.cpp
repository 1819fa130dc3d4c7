// SPDX-License-Identifier: Apache-2.0
#include "verbs.h"

namespace upkeep {

namespace {

const VerbOption dryRun{"dry-run", nullptr, "say what would be done; change nothing"};
const VerbOption exitCode{
    "exit-code", nullptr, "3 where there is nothing to do, 10 where there is an update"};
const VerbOption whenRunning{
    "when-running", "wait|ask|refuse", "what to do while the program is open (refuse)"};
const VerbOption evolutions{"evolutions", "a,b|none", "the evolutions wanted (those installed)"};
const VerbOption source{
    "source", "URL|FOLDER", "where releases come from, if not from where the product file says"};
const VerbOption rootFolder{"root", "FOLDER", "where to install"};
const VerbOption channel{"channel", "NAME", "the channel to follow (stable)"};

const QList<Verb> allVerbs = {
    {{"install",
      "PRODUCT.yaml",
      "install a program from its product file and the root.json beside it",
      {rootFolder,
       source,
       channel,
       {"version", "VERSION", "a release other than the newest"},
       evolutions,
       dryRun}},
     &installVerb},
    {{"adopt",
      "FOLDER",
      "look after a program that is installed already",
      {{"product-file", "PRODUCT.yaml", "its product file (FOLDER/product.yaml)"},
       source,
       channel,
       dryRun}},
     &adoptVerb},
    {{"remove",
      "",
      "stop looking after a program and remove it; settings and data stay",
      {{"snapshots", nullptr, "remove its snapshots, too"}, dryRun}},
     &removeVerb},
    {{"run", "[ARGUMENT ...]", "start the program", {}, false, true}, &runVerb},
    {{"status", "", "what is installed and what is going on", {}}, &statusVerb},
    {{"components", "", "the parts of the program and their health", {}}, &componentsVerb},
    {{"check", "", "ask for updates now", {exitCode}}, &checkVerb},
    {{"changelog", "", "what is new since the installed version", {}}, &changelogVerb},
    {{"download", "", "fetch and verify the update; install nothing", {evolutions, dryRun}},
     &downloadVerb},
    {{"apply",
      "",
      "install the update",
      {evolutions,
       whenRunning,
       {"local-changes",
        "keep|replace",
        "what becomes of changed program files (keep); a copy is always kept"},
       {"start", nullptr, "start the program afterwards"},
       exitCode,
       dryRun}},
     &applyVerb},
    {{"evolutions list", "", "the optional parts", {}}, &evolutionsListVerb},
    {{"evolutions enable", "ID ...", "add optional parts", {whenRunning, dryRun}},
     &evolutionsEnableVerb},
    {{"evolutions disable", "ID ...", "take optional parts away", {whenRunning, dryRun}},
     &evolutionsDisableVerb},
    {{"rollback",
      "",
      "go back to the version before, or to a chosen one",
      {{"to", "VERSION", "the version to go back to (the one before the last update)"},
       {"data", "keep|restore", "what becomes of data that cannot be converted back"},
       whenRunning,
       dryRun}},
     &rollbackVerb},
    {{"finish", "", "put things in order after an interruption", {}}, &finishVerb},
    {{"confirm", "", "the new version works", {dryRun}}, &confirmVerb},
    {{"snapshot list", "", "the snapshots", {}}, &snapshotListVerb},
    {{"snapshot create", "[DESCRIPTION ...]", "make a snapshot now", {dryRun}},
     &snapshotCreateVerb},
    {{"snapshot verify", "[ID]", "read and check a snapshot in full (all of them)", {}},
     &snapshotVerifyVerb},
    {{"snapshot diff", "ID [ID]", "what differs from now, or from another snapshot", {}},
     &snapshotDiffVerb},
    {{"snapshot pin", "ID", "keep a snapshot for ever", {dryRun}}, &snapshotPinVerb},
    {{"snapshot unpin", "ID", "let a snapshot go when its time comes", {dryRun}},
     &snapshotUnpinVerb},
    {{"snapshot delete", "ID", "delete a snapshot", {dryRun}}, &snapshotDeleteVerb},
    {{"restore",
      "ID",
      "put back a snapshot; what is there now is kept as another one",
      {{"components", "a,b", "only these (all but user data)"},
       {"file", "NAME", "only this file"},
       whenRunning,
       dryRun}},
     &restoreVerb},
    {{"history", "", "what happened, failures too", {{"limit", "N", "only the newest N"}}},
     &historyVerb},
    {{"skip", "VERSION", "do not offer this version", {dryRun}}, &skipVerb},
    {{"unskip", "VERSION", "offer it again", {dryRun}}, &unskipVerb},
    {{"remind", "WHEN", "offer it again later: 1h, 1d, 7d, or a time in ISO 8601", {dryRun}},
     &remindVerb},
    {{"pin", "[VERSION]", "stay on this version", {dryRun}}, &pinVerb},
    {{"unpin", "", "let updates go on", {dryRun}}, &resumeVerb},
    {{"pause",
      "WHEN",
      "do and say nothing by itself until then: 1h, 3d, 2w, at most 35d",
      {dryRun}},
     &pauseVerb},
    {{"resume", "", "let updates go on after a pause, a pin or a rollback", {dryRun}}, &resumeVerb},
    {{"config get", "[KEY]", "the preferences", {}}, &configGetVerb},
    {{"config set", "KEY VALUE", "change a preference", {dryRun}}, &configSetVerb},
    {{"agent", "", "look after the programs in the background, until it is told to end", {}},
     &agentVerb},
    {{"doctor", "", "look for trouble", {}}, &doctorVerb},
    {{"unpack", "", "put a tree together (a job on standard input)", {}, true}, &unpackVerb},
    {{"completion", "SHELL", "completion for bash, zsh or fish", {}, true}, &completionVerb},
};

} // namespace

const QList<Verb>& verbs() {
    return allVerbs;
}

const VerbTable& verbTable() {
    static const VerbTable table = tableOf(
        "upkeepctl",
        QT_TRANSLATE_NOOP("Upkeep", "Keeps installed programs up to date and lets anyone go back."),
        verbs(),
        {{"product", "ID", QT_TRANSLATE_NOOP("Upkeep", "which program (the only one there is)")},
         {"system", nullptr, QT_TRANSLATE_NOOP("Upkeep", "programs installed for everybody")},
         {"json", nullptr, QT_TRANSLATE_NOOP("Upkeep", "one JSON object per line, for machines")},
         {"quiet", nullptr, QT_TRANSLATE_NOOP("Upkeep", "say nothing but errors")},
         {"yes", nullptr, QT_TRANSLATE_NOOP("Upkeep", "answer every question with yes")},
         {"no-interaction", nullptr, QT_TRANSLATE_NOOP("Upkeep", "never ask")},
         {"version", nullptr, QT_TRANSLATE_NOOP("Upkeep", "show the version of Upkeep")},
         {"help", nullptr, QT_TRANSLATE_NOOP("Upkeep", "show this help")}});
    return table;
}

} // namespace upkeep
