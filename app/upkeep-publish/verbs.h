// SPDX-License-Identifier: Apache-2.0
// The table of verbs, one list per file.
#pragma once

#include "command_line/arguments.h"
#include "session.h"

namespace upkeep {

// Options that many verbs have.
namespace common_option {
inline constexpr VerbOption site{"site", "DIR", "the site"};
inline constexpr VerbOption keys{"keys", "DIR", "a folder of keys; may be given several times"};
inline constexpr VerbOption passphraseFd{
    "passphrase-fd", "N", "read the passphrases from this open file, a line per folder"};
inline constexpr VerbOption keychain{
    "keychain", nullptr, "passphrases of online keys from the desktop's key store"};
inline constexpr VerbOption dryRun{"dry-run", nullptr, "show what would happen, write nothing"};
} // namespace common_option

struct Verb {
    VerbRow row;
    Result<void> (*run)(Session&);
};

QList<Verb> keyVerbs();
QList<Verb> ceremonyVerbs();
QList<Verb> signVerbs();
QList<Verb> releaseVerbs();
QList<Verb> siteVerbs();
QList<Verb> bundleVerbs();
QList<Verb> patchVerbs();
QList<Verb> uploadVerbs();

} // namespace upkeep
