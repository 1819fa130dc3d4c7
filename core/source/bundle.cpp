// SPDX-License-Identifier: Apache-2.0
#include "source/bundle.h"

#include "base/json.h"
#include "source/local_copy.h"

namespace upkeep {

namespace {

constexpr QByteArrayView magic("UPKEEP_BUNDLE 1\n");
constexpr qsizetype lengthDigits = 8;
constexpr qint64 longestHead = qint64(4) << 20;
constexpr qsizetype mostFiles = 10'000;
constexpr qint64 largestFile = qint64(4) << 30;
constexpr JsonLimits headLimits{8, 100'000, longestHead};

Error invalid(const QString& cause) {
    return Error{ErrorCode::BundleInvalid, QStringLiteral("bundle"), cause};
}

Result<QDateTime> timeIn(const JsonValue& json, QStringView name) {
    UPKEEP_TRY_AS(const QString text, json.requiredString(name));
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid() || time.timeSpec() != Qt::UTC)
        return invalid(name.toString() + QStringLiteral(" is no time"));
    return time;
}

Result<BundleFile> fileIn(const JsonValue& json) {
    BundleFile file;
    UPKEEP_TRY_AS(const QString path, json.requiredString(u"path"));
    UPKEEP_TRY_AS(file.path, RelativePath::parse(path.toUtf8()));
    UPKEEP_TRY_AS(file.length, json.requiredInteger(u"length", 0, largestFile));
    UPKEEP_TRY_AS(const QString hash, json.requiredString(u"sha256"));
    UPKEEP_TRY_AS(file.sha256, Digest::fromHex(hash.toLatin1()));
    return file;
}

Result<QList<BundleFile>> filesIn(const JsonValue& json) {
    UPKEEP_TRY_AS(const JsonValue::Array items, json.requiredArray(u"files"));
    if (items.size() > mostFiles)
        return invalid(QStringLiteral("over 10,000 files"));
    QList<BundleFile> files;
    for (const JsonValue& item : items) {
        UPKEEP_TRY_AS(const BundleFile file, fileIn(item));
        files.append(file);
    }
    return files;
}

Result<BundleHead> headIn(QByteArrayView text) {
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text, headLimits));
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    BundleHead head;
    UPKEEP_TRY_AS(head.product, json.requiredString(u"product"));
    UPKEEP_TRY_AS(head.channel, json.requiredString(u"channel"));
    UPKEEP_TRY_AS(head.platform, json.requiredString(u"platform"));
    UPKEEP_TRY_AS(const QString version, json.requiredString(u"version"));
    UPKEEP_TRY_AS(head.version, Version::parse(version));
    UPKEEP_TRY_AS(head.made, timeIn(json, u"made"));
    UPKEEP_TRY_AS(head.validUntil, timeIn(json, u"valid_until"));
    UPKEEP_TRY_AS(head.files, filesIn(json));
    return head;
}

// Where each file lies; together they are the rest of the bundle.
Result<void> place(BundleHead& head, qint64 from, qint64 fileSize) {
    QSet<QByteArray> names;
    for (BundleFile& file : head.files) {
        if (names.contains(file.path.bytes()))
            return invalid(QString::fromUtf8(file.path.bytes()) +
                           QStringLiteral(" is in it twice"));
        names.insert(file.path.bytes());
        file.offset = from;
        from += file.length;
        if (from > fileSize)
            return invalid(QStringLiteral("is cut off in ") + QString::fromUtf8(file.path.bytes()));
    }
    if (from != fileSize)
        return invalid(QStringLiteral("has bytes after its end"));
    return {};
}

Result<QByteArray> readFrom(const Descriptor& file, qint64 from, qint64 length) {
    QByteArray bytes;
    bytes.reserve(length);
    const PieceSink sink = [&](QByteArrayView piece) -> Result<void> {
        bytes.append(piece);
        return {};
    };
    UPKEEP_TRY(readPieces(file, from, from + length - 1, sink, {}));
    return bytes;
}

} // namespace

Result<qint64> BundleHead::headBytes(QByteArrayView start) {
    if (start.size() < fixedBytes || !start.startsWith(magic) || start[fixedBytes - 1] != '\n')
        return invalid(QStringLiteral("is no bundle of this kind"));
    bool isNumber = false;
    const QByteArray digits = start.sliced(magic.size(), lengthDigits).toByteArray();
    const qint64 length = digits.toLongLong(&isNumber, 16);
    if (!isNumber || length <= 0 || length > longestHead || digits != digits.toLower() ||
        QByteArray::number(length, 16).rightJustified(lengthDigits, '0') != digits)
        return invalid(QStringLiteral("its head has no length"));
    return fixedBytes + length;
}

Result<BundleHead> BundleHead::parse(QByteArrayView start, qint64 fileSize) {
    UPKEEP_TRY_AS(const qint64 length, headBytes(start));
    if (length > start.size() || length > fileSize)
        return invalid(QStringLiteral("ends in its head"));
    auto head = headIn(start.first(length).sliced(fixedBytes));
    if (!head)
        return invalid(head.error().toString());
    UPKEEP_TRY(place(*head, length, fileSize));
    return head;
}

QByteArray BundleHead::serialize() const {
    JsonValue::Array items;
    for (const BundleFile& file : files)
        items.append(
            JsonValue::Object{{QStringLiteral("path"), QString::fromUtf8(file.path.bytes())},
                              {QStringLiteral("length"), file.length},
                              {QStringLiteral("sha256"), QString::fromLatin1(file.sha256.hex())}});
    const QByteArray text = writeJsonLine(
        JsonValue::Object{{QStringLiteral("schema"), 1},
                          {QStringLiteral("product"), product},
                          {QStringLiteral("channel"), channel},
                          {QStringLiteral("platform"), platform},
                          {QStringLiteral("version"), version.toString()},
                          {QStringLiteral("made"), made.toString(Qt::ISODate)},
                          {QStringLiteral("valid_until"), validUntil.toString(Qt::ISODate)},
                          {QStringLiteral("files"), items}});
    return magic.toByteArray() +
           QByteArray::number(text.size(), 16).rightJustified(lengthDigits, '0') + '\n' + text;
}

Bundle::Bundle(BundleHead head, Descriptor descriptor, LocalPath path)
    : m_head(std::move(head)), m_descriptor(std::move(descriptor)), m_path(std::move(path)) {
    for (qsizetype i = 0; i < m_head.files.size(); ++i)
        m_index.insert(m_head.files[i].path.bytes(), i);
}

Result<Bundle> Bundle::open(FileSystem& files, const LocalPath& path) {
    const auto named = [&](const Error& error) {
        return error.code == ErrorCode::BundleInvalid || error.code == ErrorCode::SourceMissing
                   ? Error{ErrorCode::BundleInvalid, path.display(), error.cause}
                   : error;
    };
    UPKEEP_TRY_AS(const FileStat stat, files.stat(path));
    if (stat.type != FileType::Regular)
        return named(invalid(QStringLiteral("is no file")));
    UPKEEP_TRY_AS(Descriptor descriptor, files.open(path));
    const auto start = readFrom(descriptor, 0, qMin(stat.size, BundleHead::fixedBytes));
    const auto length = start ? BundleHead::headBytes(*start) : Result<qint64>(start.error());
    if (!length)
        return named(length.error());
    const auto whole = readFrom(descriptor, 0, qMin(stat.size, *length));
    if (!whole)
        return named(whole.error());
    auto head = BundleHead::parse(*whole, stat.size);
    if (!head)
        return named(head.error());
    return Bundle(*std::move(head), std::move(descriptor), path);
}

const BundleFile* Bundle::find(const QByteArray& path) const {
    const auto found = m_index.constFind(path);
    return found == m_index.constEnd() ? nullptr : &m_head.files[*found];
}

Result<QByteArray> Bundle::read(const BundleFile& file, qint64 limit) const {
    const QString name = QString::fromUtf8(file.path.bytes());
    if (file.length > limit)
        return Error{ErrorCode::ParseTooLarge, name, QStringLiteral("over %1 bytes").arg(limit)};
    UPKEEP_TRY_AS(const QByteArray bytes, readFrom(m_descriptor, file.offset, file.length));
    if (Digest::of(bytes) != file.sha256)
        return Error{ErrorCode::BundleDamaged, m_path.display(), name};
    return bytes;
}

} // namespace upkeep
