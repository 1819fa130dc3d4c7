// SPDX-License-Identifier: Apache-2.0
// Signs what changed in a set of roles, with whichever of the keys at hand the metadata names, and
// says what is still missing. Pure: what it returns is written by metadata_repository.
#pragma once

#include "publish/role_set.h"

namespace upkeep {

// So many keys of a role have signed; so many must.
struct MissingSignatures {
    QByteArray role;
    qint64 have = 0;
    qint64 needed = 0;

    friend bool operator==(const MissingSignatures&, const MissingSignatures&) = default;
};

struct SigningJob {
    QList<KeyPair> keys;                // all at hand, of whatever role
    std::optional<RootRole> formerRoot; // the published one
    QMap<QByteArray, int> lifetimes;    // days, where shorter than the longest
    QDateTime now;
    bool withListings = true; // snapshot and timestamp, too
};

struct SigningOutcome {
    RoleSet roles;
    QList<QByteArray> signedRoles;    // wholly, in the order of writing
    QList<QByteArray> drafts;         // of root and targets: signed, but not by enough
    QList<MissingSignatures> missing; // empty: all can be published
};

// A role whose present signatures the new root or targets would not believe is signed anew. While
// root's keys change, former and new keys both sign, so that clients believe the files before and
// after they see the new root. publish.failed: a file would be longer than clients take.
Result<SigningOutcome> signRoles(const RoleSet& roles, const SigningJob& job);

// A metadata file as it is written.
QByteArray documentOf(const JsonValue& body, const JsonValue::Array& signatures);

// Days from now on: publish.invalid beyond what 4.5 of the design allows.
Result<void> checkLifetime(const QByteArray& role, int days, bool isTeam);

} // namespace upkeep
