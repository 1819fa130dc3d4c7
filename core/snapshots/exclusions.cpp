// SPDX-License-Identifier: Apache-2.0
#include "snapshots/exclusions.h"

namespace upkeep {

namespace {

bool matches(QByteArrayView pattern, QByteArrayView name);

// "**/" stands for any number of folders, none among them; "**" at the end for everything below.
bool matchesAnyDepth(QByteArrayView rest, QByteArrayView name) {
    if (rest.isEmpty())
        return true;
    if (rest.front() == '/') {
        rest = rest.sliced(1);
        if (matches(rest, name))
            return true;
        for (qsizetype i = 0; i < name.size(); ++i) {
            if (name[i] == '/' && matches(rest, name.sliced(i + 1)))
                return true;
        }
        return false;
    }
    for (qsizetype i = 0; i <= name.size(); ++i) {
        if (matches(rest, name.sliced(i)))
            return true;
    }
    return false;
}

bool matchesWithinLevel(QByteArrayView rest, QByteArrayView name) {
    for (qsizetype i = 0; i <= name.size(); ++i) {
        if (matches(rest, name.sliced(i)))
            return true;
        if (i < name.size() && name[i] == '/')
            return false;
    }
    return false;
}

bool matches(QByteArrayView pattern, QByteArrayView name) {
    while (!pattern.isEmpty()) {
        if (pattern.startsWith("**"))
            return matchesAnyDepth(pattern.sliced(2), name);
        if (pattern.front() == '*')
            return matchesWithinLevel(pattern.sliced(1), name);
        const bool isEscaped = pattern.front() == '\\' && pattern.size() > 1;
        if (isEscaped)
            pattern = pattern.sliced(1);
        const bool isAny = pattern.front() == '?' && !isEscaped;
        if (name.isEmpty() || (isAny ? name.front() == '/' : name.front() != pattern.front()))
            return false;
        pattern = pattern.sliced(1);
        name = name.sliced(1);
    }
    return name.isEmpty();
}

} // namespace

Exclusions::Exclusions(const QByteArrayList& patterns) {
    for (QByteArray text : patterns) {
        Pattern pattern;
        if (text.startsWith('!')) {
            pattern.takesBack = true;
            text.remove(0, 1);
        }
        while (text.endsWith('/')) {
            pattern.foldersOnly = true;
            text.chop(1);
        }
        pattern.rooted = text.contains('/');
        if (text.startsWith('/'))
            text.remove(0, 1);
        pattern.text = text;
        if (!text.isEmpty() && !text.startsWith('#'))
            m_patterns.append(pattern);
    }
}

bool Exclusions::excludes(const LocalName& name, bool isFolder) const {
    const QByteArray& whole = name.bytes();
    const QByteArray last = whole.mid(whole.lastIndexOf('/') + 1);
    bool excluded = false;
    for (const Pattern& pattern : m_patterns) {
        if (pattern.foldersOnly && !isFolder)
            continue;
        if (matches(pattern.text, pattern.rooted ? whole : last))
            excluded = !pattern.takesBack;
    }
    return excluded;
}

} // namespace upkeep
