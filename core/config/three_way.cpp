// SPDX-License-Identifier: Apache-2.0
#include "config/three_way.h"

#include <algorithm>

namespace upkeep {

namespace {

class Merger {
public:
    Merger(const ConfigSyntax& syntax,
           const ConfigText& base,
           const ConfigText& mine,
           const ConfigText& theirs,
           const QHash<QString, Side>& choices)
        : m_syntax(syntax), m_base(base), m_mine(mine), m_theirs(theirs), m_choices(choices) {}

    MergeResult merge() {
        if (!m_mine.root.spliceable || !m_theirs.root.spliceable)
            return mergeWhole();
        const ConfigValue wanted = mergeMaps(&m_base.root, m_mine.root, m_theirs.root, {});
        const QByteArray text = withSplices(m_mine.text, m_splices);
        const auto reread = m_syntax.read(text, QStringLiteral("merged"));
        if (reread && reread->root.value() == wanted)
            return {text, m_conflicts};
        // The text cannot be put together without changing what it says: a person decides.
        return {m_mine.text, m_conflicts + m_taken};
    }

private:
    // The same key on the three sides; nullptr where it is not there.
    struct Sides {
        const ConfigNode* base = nullptr;
        const ConfigNode* mine = nullptr;
        const ConfigNode* theirs = nullptr;
    };

    // "{a: 1}" at the top, or nothing at all: there is no line to work on.
    MergeResult mergeWhole() const {
        const QString whole = QStringLiteral("*");
        if (same(&m_mine.root, &m_theirs.root) || same(&m_base.root, &m_theirs.root))
            return {m_mine.text, {}};
        if (same(&m_base.root, &m_mine.root) || m_choices.value(whole, Side::Mine) == Side::Theirs)
            return {m_theirs.text, {}};
        MergeResult kept{m_mine.text, {}};
        if (!m_choices.contains(whole))
            kept.conflicts.append({whole,
                                   QString::fromUtf8(m_base.text),
                                   QString::fromUtf8(m_mine.text),
                                   QString::fromUtf8(m_theirs.text)});
        return kept;
    }

    static bool same(const ConfigNode* a, const ConfigNode* b) {
        return a && b ? a->value() == b->value() : a == b;
    }

    static const ConfigNode* member(const ConfigNode* parent, const QString& key) {
        return parent ? parent->find(key) : nullptr;
    }

    ConfigValue mergeMaps(const ConfigNode* base,
                          const ConfigNode& mine,
                          const ConfigNode& theirs,
                          const QString& path) {
        ConfigValue merged;
        merged.isMap = true;
        bool nothingKept = true;
        const qsizetype splicesBefore = m_splices.size();
        for (qsizetype i = 0; i < mine.members.size(); ++i) {
            const ConfigNode& node = mine.members[i];
            const Sides sides{member(base, node.key), &node, theirs.find(node.key)};
            const auto value = mergeMember(sides, mine, i, nothingKept, path);
            if (value)
                merged.members.insert(node.key, *value);
            nothingKept = nothingKept && !value;
        }
        const ConfigNode* after = nullptr;
        for (const ConfigNode& node : theirs.members) {
            if (const ConfigNode* here = mine.find(node.key)) {
                after = here;
                continue;
            }
            const Sides sides{member(base, node.key), nullptr, &node};
            if (takesAdded(sides, path)) {
                m_splices.append(m_syntax.insert(m_mine, mine, after, m_theirs, node));
                merged.members.insert(node.key, node.value());
            }
        }
        if (nothingKept && m_syntax.needsNeighbour() && merged == theirs.value()) {
            m_splices.resize(splicesBefore);
            m_splices.append(m_syntax.replace(m_mine, mine, m_theirs, theirs));
        }
        return merged;
    }

    // The value the key of mine has in the end; nullopt = it goes.
    std::optional<ConfigValue> mergeMember(const Sides& sides,
                                           const ConfigNode& parent,
                                           qsizetype index,
                                           bool firstKept,
                                           const QString& path) {
        const ConfigNode& mine = *sides.mine;
        if (same(sides.mine, sides.theirs) || same(sides.base, sides.theirs))
            return mine.value();
        if (sides.theirs && mine.spliceable && sides.theirs->spliceable) {
            const bool wasMap = sides.base && sides.base->isMap;
            return mergeMaps(
                wasMap ? sides.base : nullptr, mine, *sides.theirs, m_syntax.path(path, mine));
        }
        const bool untouched = same(sides.base, sides.mine) && !wouldLoseComments(sides);
        if (!untouched && !chosen(sides, path))
            return mine.value();
        note(m_taken, sides, path);
        if (!sides.theirs) {
            m_splices.append(m_syntax.remove(m_mine, parent, index, firstKept));
            return std::nullopt;
        }
        m_splices.append(m_syntax.replace(m_mine, mine, m_theirs, *sides.theirs));
        return sides.theirs->value();
    }

    // A key that only theirs has: new, or removed by the person.
    bool takesAdded(const Sides& sides, const QString& path) {
        if (same(sides.base, sides.theirs) || (sides.base && !chosen(sides, path)))
            return false;
        note(m_taken, sides, path);
        return true;
    }

    // Both changed it: the choice made before, or a conflict to be listed. True = take theirs.
    bool chosen(const Sides& sides, const QString& path) {
        const QString key = m_syntax.path(path, sides.mine ? *sides.mine : *sides.theirs);
        const auto choice = m_choices.find(key);
        if (choice == m_choices.end()) {
            note(m_conflicts, sides, path);
            return false;
        }
        return *choice == Side::Theirs;
    }

    // What a person wrote beside a value they did not change would go with it.
    bool wouldLoseComments(const Sides& sides) const {
        if (sides.theirs && sides.mine->inlineValue && sides.theirs->inlineValue)
            return false;
        const QByteArray before = m_base.memberText(*sides.base);
        const QByteArrayView marks = m_syntax.commentMarks();
        for (const QByteArray& line : m_mine.memberText(*sides.mine).split('\n')) {
            const auto mark =
                std::find_if(line.begin(), line.end(), [&](char c) { return marks.contains(c); });
            const QByteArray comment = line.sliced(mark - line.begin()).trimmed();
            if (!comment.isEmpty() && !before.contains(comment))
                return true;
        }
        return false;
    }

    void note(QList<Conflict>& list, const Sides& sides, const QString& path) const {
        const auto shown = [](const ConfigText& text, const ConfigNode* node) {
            return node ? text.shown(*node) : QString();
        };
        list.append({m_syntax.path(path, sides.mine ? *sides.mine : *sides.theirs),
                     shown(m_base, sides.base),
                     shown(m_mine, sides.mine),
                     shown(m_theirs, sides.theirs)});
    }

    const ConfigSyntax& m_syntax;
    const ConfigText& m_base;
    const ConfigText& m_mine;
    const ConfigText& m_theirs;
    const QHash<QString, Side>& m_choices;
    QList<Splice> m_splices;
    QList<Conflict> m_conflicts;
    QList<Conflict> m_taken; // what the splices do, should they have to be given up
};

} // namespace

Result<MergeResult> mergeKeys(const ConfigSyntax& syntax,
                              QByteArrayView base,
                              QByteArrayView mine,
                              QByteArrayView theirs,
                              const QHash<QString, Side>& choices) {
    UPKEEP_TRY_AS(const ConfigText baseText, syntax.read(base, QStringLiteral("base")));
    UPKEEP_TRY_AS(const ConfigText mineText, syntax.read(mine, QStringLiteral("mine")));
    UPKEEP_TRY_AS(const ConfigText theirsText, syntax.read(theirs, QStringLiteral("theirs")));
    return Merger(syntax, baseText, mineText, theirsText, choices).merge();
}

} // namespace upkeep
