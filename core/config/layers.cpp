// SPDX-License-Identifier: Apache-2.0
#include "config/layers.h"

#include "config/config_tree.h"
#include "config/three_way.h"
#include "system/file_system.h"

#include <QSet>

namespace upkeep {

namespace {

constexpr qint64 fileLimit = 1024 * 1024;
constexpr int depthLimit = 40;

struct Leaf {
    QString key;
    QString value;
    int line = 0;
};

void collect(const ConfigSyntax& syntax,
             const ConfigText& text,
             const ConfigNode& map,
             const QString& path,
             QList<Leaf>& leaves) {
    for (const ConfigNode& node : map.members) {
        const QString key = syntax.path(path, node);
        // Only members that can be named one by one are: "{a: 1}" is one value.
        if (node.isMap && node.spliceable)
            collect(syntax, text, node, key, leaves);
        else
            leaves.append({key, text.shown(node), node.line});
    }
}

Result<QList<Leaf>> leavesOf(const ConfigSyntax& syntax, QByteArrayView text, const QString& file) {
    QList<Leaf> leaves;
    if (isBlank(text))
        return leaves;
    UPKEEP_TRY_AS(const ConfigText read, syntax.read(text, file));
    collect(syntax, read, read.root, {}, leaves);
    return leaves;
}

// Regular files below a folder, as names relative to it.
Result<void> findFiles(FileSystem& files,
                       const LocalPath& folder,
                       const std::optional<LocalName>& prefix,
                       QList<LocalName>& found,
                       int depth) {
    if (depth > depthLimit)
        return Error{ErrorCode::ConfigInvalid, folder.display(), QStringLiteral("too deep")};
    const auto entries = files.list(folder);
    if (!entries && entries.error().code == ErrorCode::FileNotFound)
        return {};
    if (!entries)
        return entries.error();
    for (const FolderEntry& entry : *entries) {
        const LocalName name = prefix ? prefix->child(entry.name) : entry.name;
        if (entry.type == FileType::Folder)
            UPKEEP_TRY(findFiles(files, folder / entry.name, name, found, depth + 1));
        else if (entry.type == FileType::Regular)
            found.append(name);
    }
    return {};
}

Result<QByteArray> readIfThere(FileSystem& files, const LocalPath& path) {
    auto text = files.read(path, fileLimit);
    if (!text && text.error().code == ErrorCode::FileNotFound)
        return QByteArray();
    return text;
}

} // namespace

Result<QList<LayeredValue>> layerValues(ConfigFormat format,
                                        QByteArrayView defaults,
                                        QByteArrayView local,
                                        const QString& fileName) {
    const ConfigSyntax* syntax = syntaxOf(format);
    if (!syntax)
        return Error{ErrorCode::ConfigInvalid, fileName, QStringLiteral("a file without keys")};
    const QString defaultFile = QLatin1String("default/") + fileName;
    const QString localFile = QLatin1String("local/") + fileName;
    UPKEEP_TRY_AS(const QList<Leaf> below, leavesOf(*syntax, defaults, defaultFile));
    UPKEEP_TRY_AS(const QList<Leaf> above, leavesOf(*syntax, local, localFile));
    QHash<QString, Leaf> overriding;
    for (const Leaf& leaf : above)
        overriding.insert(leaf.key, leaf);
    QList<LayeredValue> values;
    QSet<QString> shown;
    for (const Leaf& leaf : below) {
        const auto over = overriding.find(leaf.key);
        const bool overrides = over != overriding.end();
        const Leaf& wins = overrides ? *over : leaf;
        values.append({leaf.key,
                       wins.value,
                       overrides ? ConfigLayer::Local : ConfigLayer::Default,
                       overrides ? localFile : defaultFile,
                       wins.line,
                       overrides});
        shown.insert(leaf.key);
    }
    for (const Leaf& leaf : above)
        if (!shown.contains(leaf.key))
            values.append({leaf.key, leaf.value, ConfigLayer::Local, localFile, leaf.line, false});
    return values;
}

Result<QList<LayeredValue>> readLayers(FileSystem& files, const LocalPath& folder) {
    QList<LocalName> names;
    for (const char* layer : {"default", "local"})
        UPKEEP_TRY(findFiles(files, folder / layer, std::nullopt, names, 0));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    QList<LayeredValue> all;
    for (const LocalName& name : names) {
        const ConfigFormat format = configFormat(name.bytes());
        if (format == ConfigFormat::Lines)
            continue;
        UPKEEP_TRY_AS(const QByteArray defaults, readIfThere(files, folder / "default" / name));
        UPKEEP_TRY_AS(const QByteArray local, readIfThere(files, folder / "local" / name));
        UPKEEP_TRY_AS(const QList<LayeredValue> values,
                      layerValues(format, defaults, local, name.display()));
        all += values;
    }
    return all;
}

} // namespace upkeep
