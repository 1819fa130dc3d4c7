// SPDX-License-Identifier: Apache-2.0
#include "product/installed_record.h"

#include "base/json.h"

namespace upkeep {

namespace {

// 200,000 entries of at most 1,200 bytes: what FileList accepts.
constexpr qint64 listLimit = 256LL << 20;
constexpr qint64 recordLimit = 1 << 20;
constexpr qint64 productFileLimit = 256 * 1024;
constexpr const char* productFileName = "product.yaml";

LocalPath fileIn(const LocalPath& tree, const QByteArray& name) {
    return tree / installedFolder / name.constData();
}

QByteArray listName(const QString& evolution) {
    return "evolution-" + evolution.toUtf8() + ".list";
}

// Names are bytes that may hold a newline, so each ends with NUL. A sum of its own ends the list:
// it is replaced by itself when user files are carried back into a complete tree, and a cut between
// it and the record must not leave two that do not fit.
QByteArray carriedText(const InstalledRecord& record) {
    QByteArray carried;
    for (const LocalName& name : record.carried)
        carried += name.bytes() + '\0';
    return carried + Digest::of(carried).hex();
}

JsonValue::Object toJson(const InstalledRecord& record) {
    JsonValue::Object evolutions;
    for (auto it = record.evolutions.begin(); it != record.evolutions.end(); ++it)
        evolutions.append({it.key(), it->version.toString()});
    JsonValue::Array kept;
    for (const RelativePath& path : record.kept)
        kept.append(QString::fromUtf8(path.bytes()));
    return JsonValue::Object{
        {QStringLiteral("schema"), 1},
        {QStringLiteral("product"), record.product},
        {QStringLiteral("channel"), record.channel},
        {QStringLiteral("platform"), record.platform},
        {QStringLiteral("version"), record.version.toString()},
        {QStringLiteral("counter"), record.counter},
        {QStringLiteral("data_version"), record.dataVersion},
        {QStringLiteral("released"), record.released.toString(Qt::ISODate)},
        {QStringLiteral("installed"), record.installed.toString(Qt::ISODate)},
        {QStringLiteral("transaction"), record.transaction},
        {QStringLiteral("tree"), QString::fromLatin1(record.files.treeHash().hex())},
        {QStringLiteral("evolutions"), evolutions},
        {QStringLiteral("kept"), kept},
    };
}

// Over all that the record's other files say, so that a flipped bit in any of them is noticed.
QString sumOf(const InstalledRecord& record) {
    QByteArray all = writeJson(toJson(record));
    for (const InstalledEvolution& evolution : record.evolutions)
        all += evolution.list.treeHash().hex();
    all += Digest::of(record.manifest).hex() + Digest::of(record.productFile).hex();
    return QString::fromLatin1(Digest::of(all).hex());
}

Result<void> readFields(const JsonValue& json, InstalledRecord& record) {
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    UPKEEP_TRY_AS(record.product, json.requiredString(u"product"));
    UPKEEP_TRY_AS(record.channel, json.requiredString(u"channel"));
    UPKEEP_TRY_AS(record.platform, json.requiredString(u"platform"));
    UPKEEP_TRY_AS(const QString version, json.requiredString(u"version"));
    UPKEEP_TRY_AS(record.version, Version::parse(version));
    UPKEEP_TRY_AS(record.counter, json.requiredInteger(u"counter"));
    UPKEEP_TRY_AS(const qint64 dataVersion, json.optionalInteger(u"data_version", 0));
    record.dataVersion = int(dataVersion);
    UPKEEP_TRY_AS(const QString released, json.requiredString(u"released"));
    record.released = QDateTime::fromString(released, Qt::ISODate);
    UPKEEP_TRY_AS(const QString installed, json.requiredString(u"installed"));
    record.installed = QDateTime::fromString(installed, Qt::ISODate);
    UPKEEP_TRY_AS(record.transaction, json.requiredString(u"transaction"));
    UPKEEP_TRY_AS(const QStringList kept, json.optionalStrings(u"kept"));
    for (const QString& text : kept) {
        UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(text.toUtf8()));
        record.kept.append(path);
    }
    return {};
}

Result<FileList> readList(FileSystem& files, const LocalPath& path) {
    UPKEEP_TRY_AS(const QByteArray text, files.read(path, listLimit));
    return FileList::parse(text);
}

Result<void> readEvolutions(FileSystem& files,
                            const LocalPath& tree,
                            const JsonValue& json,
                            InstalledRecord& record) {
    UPKEEP_TRY_AS(const JsonValue evolutions, json.requiredObject(u"evolutions"));
    for (const JsonValue::Member& member : evolutions.object()) {
        if (!member.second.isString())
            return Error{ErrorCode::ParseInvalid, member.first, QStringLiteral("version")};
        InstalledEvolution evolution;
        UPKEEP_TRY_AS(evolution.version, Version::parse(member.second.string()));
        UPKEEP_TRY_AS(evolution.list, readList(files, fileIn(tree, listName(member.first))));
        record.evolutions.insert(member.first, evolution);
    }
    return {};
}

Result<QList<LocalName>> readCarried(FileSystem& files, const LocalPath& path) {
    UPKEEP_TRY_AS(const QByteArray text, files.read(path, listLimit));
    const qsizetype end = text.lastIndexOf('\0') + 1;
    if (text.sliced(end) != Digest::of(text.first(end)).hex())
        return Error{ErrorCode::ParseInvalid, QStringLiteral("carry.list"), QStringLiteral("sum")};
    QList<LocalName> names;
    for (const QByteArray& bytes : text.first(end).split('\0')) {
        if (bytes.isEmpty())
            continue;
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(bytes));
        names.append(name);
    }
    return names;
}

Result<InstalledRecord> readWhole(FileSystem& files, const LocalPath& tree) {
    InstalledRecord record;
    UPKEEP_TRY_AS(const QByteArray text, files.read(fileIn(tree, "record.json"), recordLimit));
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    UPKEEP_TRY(readFields(json, record));
    UPKEEP_TRY_AS(record.files, readList(files, fileIn(tree, "files.list")));
    UPKEEP_TRY_AS(const QString treeHash, json.requiredString(u"tree"));
    if (treeHash.toLatin1() != record.files.treeHash().hex())
        return Error{ErrorCode::TreeMismatch, QStringLiteral("files.list"), treeHash};
    UPKEEP_TRY(readEvolutions(files, tree, json, record));
    UPKEEP_TRY_AS(record.carried, readCarried(files, fileIn(tree, "carry.list")));
    UPKEEP_TRY_AS(record.manifest, files.read(fileIn(tree, "update-manifest.yaml"), recordLimit));
    if (files.exists(fileIn(tree, productFileName))) {
        UPKEEP_TRY_AS(record.productFile,
                      files.read(fileIn(tree, productFileName), productFileLimit));
    }
    UPKEEP_TRY_AS(const QString sum, json.requiredString(u"sum"));
    if (sum != sumOf(record))
        return Error{ErrorCode::ParseInvalid, QStringLiteral("record.json"), QStringLiteral("sum")};
    return record;
}

// A new file while a tree is staged. Where a record is there already (user files carried back into
// a complete tree) it is replaced in one step, so that a cut never leaves a tree without its
// record.
Result<void> writeFile(FileSystem& files, const LocalPath& path, QByteArrayView bytes) {
    UPKEEP_TRY_AS(const auto there, files.statIfThere(path));
    if (there) {
        UPKEEP_TRY_AS(const QByteArray old, files.read(path, listLimit));
        return old == bytes ? Result<void>() : files.writeAndSync(path, bytes);
    }
    UPKEEP_TRY_AS(const auto file, files.create(path, 0644));
    UPKEEP_TRY(file->write(bytes));
    return file->close(false);
}

// Lists of evolutions that the tree no longer has.
Result<void>
dropOtherLists(FileSystem& files, const LocalPath& tree, const InstalledRecord& record) {
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(tree / installedFolder));
    for (const FolderEntry& entry : entries) {
        const QByteArray& name = entry.name.bytes();
        if (!name.startsWith("evolution-") || !name.endsWith(".list"))
            continue;
        if (!record.evolutions.contains(QString::fromUtf8(name.sliced(10).chopped(5))))
            UPKEEP_TRY(files.removeFile(tree / installedFolder / entry.name));
    }
    return {};
}

} // namespace

Result<FileList> InstalledRecord::signedList() const {
    FileList all = files;
    for (const InstalledEvolution& evolution : evolutions) {
        UPKEEP_TRY_AS(all, all.joined(evolution.list));
    }
    return all;
}

Result<QByteArray> readProductText(FileSystem& files, const LocalPath& tree) {
    const LocalPath own = fileIn(tree, productFileName);
    return files.read(files.exists(own) ? own : tree / productFileName, productFileLimit);
}

Result<InstalledRecord> readInstalledRecord(FileSystem& files, const LocalPath& tree) {
    UPKEEP_TRY_AS(const auto there, files.statIfThere(fileIn(tree, "record.json")));
    if (!there)
        return Error{ErrorCode::FileNotFound, fileIn(tree, "record.json").display(), {}};
    auto read = readWhole(files, tree);
    if (!read && read.error().code == ErrorCode::FileFailed)
        return read; // a disk that does not answer says nothing about the record
    if (!read)
        return Error{
            ErrorCode::ProductInvalid, (tree / installedFolder).display(), read.error().toString()};
    return read;
}

Result<void>
writeInstalledRecord(FileSystem& files, const LocalPath& tree, const InstalledRecord& record) {
    UPKEEP_TRY(files.makeFolders(tree / installedFolder));
    UPKEEP_TRY(writeFile(files, fileIn(tree, "files.list"), record.files.serialize()));
    for (auto it = record.evolutions.begin(); it != record.evolutions.end(); ++it)
        UPKEEP_TRY(writeFile(files, fileIn(tree, listName(it.key())), it->list.serialize()));
    UPKEEP_TRY(writeFile(files, fileIn(tree, "carry.list"), carriedText(record)));
    UPKEEP_TRY(writeFile(files, fileIn(tree, "update-manifest.yaml"), record.manifest));
    if (!record.productFile.isEmpty())
        UPKEEP_TRY(writeFile(files, fileIn(tree, productFileName), record.productFile));
    JsonValue::Object json = toJson(record);
    json.append({QStringLiteral("sum"), sumOf(record)});
    UPKEEP_TRY(writeFile(files, fileIn(tree, "record.json"), writeJson(json)));
    return dropOtherLists(files, tree, record);
}

} // namespace upkeep
