// SPDX-License-Identifier: Apache-2.0
#include "components/config.h"

#include "components/copy_tree.h"
#include "config/layers.h"
#include "system/is_there.h"
#include "tree/scan.h"

namespace upkeep {

namespace {

constexpr qint64 settingsLimit = 16 << 20;

// Empty where there is no such file.
Result<std::optional<QByteArray>> readIfThere(FileSystem& files, const LocalPath& path) {
    UPKEEP_TRY_AS(const auto there, files.statIfThere(path));
    if (!there || there->type != FileType::Regular)
        return std::optional<QByteArray>{};
    UPKEEP_TRY_AS(QByteArray bytes, files.read(path, settingsLimit));
    return std::optional(std::move(bytes));
}

Result<QList<LocalName>> filesBelow(FileSystem& files, const LocalPath& folder) {
    QList<LocalName> names;
    UPKEEP_TRY_AS(const bool there, isThere(files, folder));
    if (!there)
        return names;
    UPKEEP_TRY_AS(const QList<ScannedEntry> entries, scanTree(files, folder));
    for (const ScannedEntry& entry : entries) {
        if (entry.stat.type == FileType::Regular)
            names.append(entry.name);
    }
    return names;
}

LocalName below(const char* folder, const LocalName& name) {
    return LocalName::parse(folder).value().child(name);
}

// With layers the file lies in default/ or local/, its default does not.
LocalName defaultOf(const LocalName& name, ConfigLayout layout) {
    const qsizetype slash = name.bytes().indexOf('/');
    if (layout != ConfigLayout::Layers || slash < 0)
        return name;
    return LocalName::parse(name.bytes().mid(slash + 1)).value();
}

bool isReadable(const LocalName& name, const QByteArray& text) {
    const ConfigFormat format = configFormat(name.bytes());
    return format == ConfigFormat::Lines || layerValues(format, text, {}, name.display());
}

} // namespace

void Config::tellKept(const ComponentContext& context,
                      const LocalName& name,
                      const QList<Conflict>& conflicts) const {
    if (!context.onKeptSetting)
        return;
    for (const Conflict& conflict : conflicts)
        context.onKeptSetting({id(), name.display(), conflict.key, conflict.mine, conflict.theirs});
}

// The base of a merge is what the installed version shipped: the defaults last merged.
Result<QList<Config::NewFile>> Config::mergedFiles(const ComponentContext& context) const {
    UPKEEP_TRY_AS(const LocalName defaults, LocalName::parse(m_spec.defaults.toUtf8()));
    UPKEEP_TRY_AS(const QList<LocalName> names, filesBelow(context.files, context.next / defaults));
    QList<NewFile> changed;
    for (const LocalName& name : names) {
        StrategyInput input;
        UPKEEP_TRY_AS(const auto mine, readIfThere(context.files, place(context) / name));
        if (!mine)
            continue; // the program makes it from its defaults
        UPKEEP_TRY_AS(const auto base, readIfThere(context.files, context.live / defaults / name));
        UPKEEP_TRY_AS(const auto theirs,
                      readIfThere(context.files, context.next / defaults / name));
        input.format = configFormat(name.bytes());
        input.base = base.value_or(QByteArray());
        input.mine = *mine;
        input.theirs = theirs.value_or(QByteArray());
        input.strategy = m_spec.strategy;
        UPKEEP_TRY_AS(const MergeResult merged, applyStrategy(input));
        tellKept(context, name, merged.conflicts);
        if (merged.text != *mine)
            changed.append({name, merged.text});
    }
    return changed;
}

// default/ follows the release, backup/ gets what was in force before; local/ is never written.
Result<QList<Config::NewFile>> Config::layeredFiles(const ComponentContext& context) const {
    UPKEEP_TRY_AS(const LocalName defaults, LocalName::parse(m_spec.defaults.toUtf8()));
    UPKEEP_TRY_AS(const QList<LocalName> names, filesBelow(context.files, context.next / defaults));
    QList<NewFile> changed;
    for (const LocalName& name : names) {
        UPKEEP_TRY_AS(const auto theirs,
                      readIfThere(context.files, context.next / defaults / name));
        const LocalName target = below("default", name);
        UPKEEP_TRY_AS(const auto present, readIfThere(context.files, place(context) / target));
        if (theirs != present && theirs)
            changed.append({target, *theirs});
    }
    if (changed.isEmpty())
        return changed;
    for (const char* layer : {"default", "local"}) {
        UPKEEP_TRY_AS(const QList<LocalName> before,
                      filesBelow(context.files, place(context) / layer));
        for (const LocalName& name : before) {
            const LocalName from = below(layer, name);
            UPKEEP_TRY_AS(const auto bytes, readIfThere(context.files, place(context) / from));
            changed.append({below("backup", from), bytes.value_or(QByteArray())});
        }
    }
    return changed;
}

// The newest copy that can be read, else what the program ships.
Result<QList<Config::NewFile>> Config::mendedFiles(const ComponentContext& context) const {
    UPKEEP_TRY_AS(const LocalName defaults, LocalName::parse(m_spec.defaults.toUtf8()));
    UPKEEP_TRY_AS(const QList<LocalName> broken, unreadableFiles(context));
    QList<NewFile> mended;
    for (const LocalName& name : broken) {
        UPKEEP_TRY_AS(QList<QByteArray> copies, context.olderCopies(id(), name));
        const LocalName shipped = defaultOf(name, m_spec.layout);
        UPKEEP_TRY_AS(const auto theirs,
                      readIfThere(context.files, context.live / defaults / shipped));
        if (theirs && !name.bytes().startsWith("local/"))
            copies.append(*theirs);
        const auto good = std::find_if(copies.begin(), copies.end(), [&](const QByteArray& text) {
            return isReadable(name, text);
        });
        if (good != copies.end())
            mended.append({name, *good});
    }
    return mended;
}

Result<QList<Config::NewFile>> Config::newFiles(const ComponentContext& context) const {
    if (context.olderCopies)
        return mendedFiles(context);
    return m_spec.layout == ConfigLayout::Layers ? layeredFiles(context) : mergedFiles(context);
}

// Of the files the program ships a default for; what else lies there is not known to be settings.
Result<QList<LocalName>> Config::unreadableFiles(const ComponentContext& context) const {
    UPKEEP_TRY_AS(const LocalName defaults, LocalName::parse(m_spec.defaults.toUtf8()));
    UPKEEP_TRY_AS(const QList<LocalName> names, filesBelow(context.files, context.live / defaults));
    QList<LocalName> places;
    for (const LocalName& name : names) {
        if (m_spec.layout == ConfigLayout::Layers)
            places += {below("default", name), below("local", name)};
        else
            places.append(name);
    }
    QList<LocalName> broken;
    for (const LocalName& name : places) {
        UPKEEP_TRY_AS(const auto text, readIfThere(context.files, place(context) / name));
        if (text && !isReadable(name, *text))
            broken.append(name);
    }
    return broken;
}

Result<ComponentReport> Config::inspect(const ComponentContext& context) {
    UPKEEP_TRY_AS(ComponentReport report, PlacedComponent::inspect(context));
    UPKEEP_TRY_AS(const bool there, isThere(context.files, place(context)));
    if (m_spec.defaults.isEmpty() || !there)
        return report;
    UPKEEP_TRY_AS(const QList<LocalName> broken, unreadableFiles(context));
    for (const LocalName& name : broken)
        report.issues.append(
            {IssueKind::ConfigInvalid, report.id, name.display(), QStringLiteral("unreadable")});
    report.healthy = report.healthy && broken.isEmpty();
    if (!broken.isEmpty())
        report.trouble = QStringLiteral("settings-unreadable");
    return report;
}

Result<void> Config::writeFiles(const ComponentContext& context,
                                const LocalPath& folder,
                                const QList<NewFile>& changed) {
    for (const NewFile& file : changed) {
        const LocalPath path = folder / file.name;
        UPKEEP_TRY(context.files.makeFolders(path.parent()));
        quint32 mode = 0644;
        UPKEEP_TRY_AS(const auto there, context.files.statIfThere(path));
        if (there) {
            mode = there->mode;
            UPKEEP_TRY(context.files.removeFile(path));
        }
        UPKEEP_TRY_AS(const auto written, context.files.create(path, mode));
        UPKEEP_TRY(written->write(file.bytes));
        UPKEEP_TRY(written->close(false));
    }
    return {};
}

Result<std::optional<StagedPart>> Config::stage(const ComponentContext& context) {
    const std::optional<StagedPart> nothing;
    const LocalPath live = place(context);
    UPKEEP_TRY_AS(const bool there, isThere(context.files, live));
    if (m_spec.defaults.isEmpty() || !there)
        return nothing;
    UPKEEP_TRY_AS(const QList<NewFile> changed, newFiles(context));
    const LocalPath staged = stagedPlace(context);
    if (isInside()) {
        UPKEEP_TRY(writeFiles(context, staged, changed));
        return nothing;
    }
    UPKEEP_TRY(context.files.removeTree(staged));
    if (changed.isEmpty())
        return nothing;
    UPKEEP_TRY(copyTree(context.files, live, staged, {}, context.stop));
    UPKEEP_TRY(writeFiles(context, staged, changed));
    return std::optional(StagedPart{m_spec.id, live, staged});
}

} // namespace upkeep
