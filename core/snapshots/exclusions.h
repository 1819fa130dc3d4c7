// SPDX-License-Identifier: Apache-2.0
// What a snapshot leaves out: an ordered list in the manner of .gitignore. "*" and "?" stop at "/",
// "**" does not; a pattern with a "/" before its end is rooted, one without matches at any level; a
// "/" at the end means folders only; "!" takes back what an earlier pattern left out; the last one
// that matches decides. What is below an excluded folder cannot be taken back.
#pragma once

#include "base/names.h"

#include <QByteArrayList>
#include <QList>

namespace upkeep {

class Exclusions {
public:
    Exclusions() = default;
    explicit Exclusions(const QByteArrayList& patterns);

    bool excludes(const LocalName& name, bool isFolder) const;

private:
    struct Pattern {
        QByteArray text;
        bool takesBack = false;
        bool foldersOnly = false;
        bool rooted = false;
    };

    QList<Pattern> m_patterns;
};

} // namespace upkeep
