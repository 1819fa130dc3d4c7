// SPDX-License-Identifier: Apache-2.0
#include "config/three_way.h"

#include <git2.h>

namespace upkeep {

namespace {

// Longer than any line of "<" or "=" a settings file is likely to hold; a collision is found out
// below, as the pieces then do not fit together.
constexpr unsigned short markerSize = 59;

QByteArray marker(char c) {
    return QByteArray(markerSize, c);
}

// libgit2 counts its users.
class GitLibrary {
public:
    GitLibrary() { git_libgit2_init(); }
    ~GitLibrary() { git_libgit2_shutdown(); }
    GitLibrary(const GitLibrary&) = delete;
    GitLibrary& operator=(const GitLibrary&) = delete;
};

git_merge_file_input input(QByteArrayView text, const char* name) {
    git_merge_file_input side{};
    git_merge_file_input_init(&side, GIT_MERGE_FILE_INPUT_VERSION);
    side.ptr = text.data() ? text.data() : "";
    side.size = size_t(text.size());
    side.path = name;
    side.mode = 0100644;
    return side;
}

// The merged text with diff3 markers around conflicts.
Result<QByteArray>
mergedWithMarkers(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs) {
    static const GitLibrary library;
    const git_merge_file_input ancestor = input(base, "settings");
    const git_merge_file_input ours = input(mine, "settings");
    const git_merge_file_input others = input(theirs, "settings");
    git_merge_file_options options{};
    git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION);
    options.flags = GIT_MERGE_FILE_STYLE_DIFF3;
    options.marker_size = markerSize;
    git_merge_file_result merged{};
    if (git_merge_file(&merged, &ancestor, &ours, &others, &options) != 0) {
        const git_error* fault = git_error_last();
        return Error{ErrorCode::ConfigInvalid,
                     {},
                     QString::fromUtf8(fault ? fault->message : "the lines cannot be merged")};
    }
    const QByteArray text(merged.ptr, qsizetype(merged.len));
    git_merge_file_result_free(&merged);
    return text;
}

enum class Part { Agreed, Mine, Base, Theirs };

struct Chunk {
    QByteArray mine;
    QByteArray base;
    QByteArray theirs;
};

// Walks over the marked text and puts the result together.
class Unmarker {
public:
    explicit Unmarker(const QHash<QString, Side>& choices) : m_choices(choices) {}

    void line(const QByteArray& text) {
        if (m_part == Part::Agreed && text.startsWith(marker('<')))
            m_part = Part::Mine;
        else if (m_part == Part::Mine && text.startsWith(marker('|')))
            m_part = Part::Base;
        else if (m_part == Part::Base && text.startsWith(marker('=')))
            m_part = Part::Theirs;
        else if (m_part == Part::Theirs && text.startsWith(marker('>')))
            settle();
        else
            add(text);
    }

    bool isWhole() const { return m_part == Part::Agreed; }
    bool endedInConflict() const { return m_endedInConflict; }
    bool endedWithTheirs() const { return m_tookTheirs; }
    MergeResult result() const { return m_result; }

private:
    void add(const QByteArray& text) {
        switch (m_part) {
        case Part::Agreed:
            m_result.text += text;
            m_endedInConflict = false;
            ++m_line;
            return;
        case Part::Mine:
            m_chunk.mine += text;
            return;
        case Part::Base:
            m_chunk.base += text;
            return;
        case Part::Theirs:
            m_chunk.theirs += text;
            return;
        }
    }

    void settle() {
        const qsizetype lines = m_chunk.mine.count('\n');
        const QString key = lines < 2
                                ? QStringLiteral("line %1").arg(m_line)
                                : QStringLiteral("lines %1-%2").arg(m_line).arg(m_line + lines - 1);
        const auto choice = m_choices.find(key);
        if (choice == m_choices.end())
            m_result.conflicts.append({key,
                                       QString::fromUtf8(m_chunk.base),
                                       QString::fromUtf8(m_chunk.mine),
                                       QString::fromUtf8(m_chunk.theirs)});
        m_endedInConflict = true;
        m_tookTheirs = choice != m_choices.end() && *choice == Side::Theirs;
        m_result.text += m_tookTheirs ? m_chunk.theirs : m_chunk.mine;
        m_line += lines; // of mine whatever was chosen, so that the keys of conflicts stay the same
        m_chunk = {};
        m_part = Part::Agreed;
    }

    const QHash<QString, Side>& m_choices;
    Part m_part = Part::Agreed;
    Chunk m_chunk;
    MergeResult m_result;
    bool m_endedInConflict = false;
    bool m_tookTheirs = false;
    qsizetype m_line = 1;
};

MergeResult wholeFile(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs) {
    return {mine.toByteArray(),
            {{QStringLiteral("*"),
              QString::fromUtf8(base),
              QString::fromUtf8(mine),
              QString::fromUtf8(theirs)}}};
}

} // namespace

Result<MergeResult> mergeLinesChoosing(QByteArrayView base,
                                       QByteArrayView mine,
                                       QByteArrayView theirs,
                                       const QHash<QString, Side>& choices) {
    if (mine == theirs || base == theirs)
        return MergeResult{mine.toByteArray(), {}};
    if (base == mine)
        return MergeResult{theirs.toByteArray(), {}};
    // git looks for text by lines; a file of bytes has none.
    if (mine.contains('\0') || theirs.contains('\0') || base.contains('\0'))
        return wholeFile(base, mine, theirs);
    UPKEEP_TRY_AS(const QByteArray marked, mergedWithMarkers(base, mine, theirs));
    Unmarker unmarker(choices);
    for (qsizetype at = 0; at < marked.size();) {
        const qsizetype end = marked.indexOf('\n', at);
        const qsizetype stop = end < 0 ? marked.size() : end + 1;
        unmarker.line(marked.mid(at, stop - at));
        at = stop;
    }
    if (!unmarker.isWhole())
        return wholeFile(base, mine, theirs);
    MergeResult result = unmarker.result();
    // Before a marker git ends the last line of a file even if the file did not.
    const QByteArrayView last = unmarker.endedWithTheirs() ? theirs : mine;
    if (unmarker.endedInConflict() && !last.endsWith('\n') && result.text.endsWith('\n'))
        result.text.chop(1);
    return result;
}

} // namespace upkeep
