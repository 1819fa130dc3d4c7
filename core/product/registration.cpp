// SPDX-License-Identifier: Apache-2.0
#include "product/registration.h"

#include "base/yaml_fields.h"
#include "system/durable_folders.h"

#include <QRegularExpression>

#include <limits>

namespace upkeep {

namespace {

constexpr qint64 registrationLimit = 64 * 1024;

// Double-quoted YAML: whatever a path holds, it is text again when read.
QByteArray quoted(const QString& text) {
    QString escaped = text;
    escaped.replace(u'\\', QLatin1String("\\\\"));
    escaped.replace(u'"', QLatin1String("\\\""));
    escaped.replace(u'\n', QLatin1String("\\n"));
    return '"' + escaped.toUtf8() + '"';
}

bool isProductId(const QString& id) {
    static const QRegularExpression pattern(QStringLiteral("^[a-z0-9][a-z0-9-]{0,63}$"));
    return pattern.match(id).hasMatch();
}

Result<SourceOverride> parseSource(const YamlNode* node, const YamlSource& source) {
    SourceOverride override;
    if (!node)
        return override;
    UPKEEP_TRY_AS(const YamlFields fields,
                  YamlFields::of(*node,
                                 source,
                                 {QStringLiteral("type"),
                                  QStringLiteral("server"),
                                  QStringLiteral("metadata"),
                                  QStringLiteral("folder")}));
    UPKEEP_TRY_AS(override.type,
                  fields.oneOf(u"type",
                               {QStringLiteral("github"),
                                QStringLiteral("gitea"),
                                QStringLiteral("static"),
                                QStringLiteral("folder")}));
    UPKEEP_TRY_AS(override.server, fields.text(u"server", QString()));
    UPKEEP_TRY_AS(override.metadata, fields.text(u"metadata", QString()));
    UPKEEP_TRY_AS(override.folder, fields.text(u"folder", QString()));
    return override;
}

Result<LocalPath> parseRoot(const QString& text) {
    return LocalPath::parse(QByteArray::fromPercentEncoding(text.toUtf8()));
}

LocalPath fileOf(const Places& places, const QString& product) {
    return places.registrations() / (product.toUtf8() + ".yaml").constData();
}

Result<Registration> readRegistration(FileSystem& files, const LocalPath& path) {
    UPKEEP_TRY_AS(const QByteArray text, files.read(path, registrationLimit));
    UPKEEP_TRY_AS(Registration registration, parseRegistration(text, path.display()));
    // The name is what one looks up by, so it must not lie.
    if (path.basename() != registration.id.toUtf8() + ".yaml")
        return Error{ErrorCode::ProductInvalid, path.display(), registration.id};
    return registration;
}

} // namespace

InstallRoot Registration::places() const {
    return adopted ? InstallRoot::ofAdopted(root) : InstallRoot::of(root);
}

Result<Registration> parseRegistration(QByteArrayView yaml, const QString& fileName) {
    const YamlSource source{fileName, ErrorCode::ProductInvalid};
    auto document = parseYaml(yaml, fileName);
    if (!document)
        return Error{
            ErrorCode::ProductInvalid, document.error().subject, document.error().toString()};
    UPKEEP_TRY_AS(const YamlFields fields,
                  YamlFields::of(*document,
                                 source,
                                 {QStringLiteral("schema"),
                                  QStringLiteral("id"),
                                  QStringLiteral("root"),
                                  QStringLiteral("adopted"),
                                  QStringLiteral("scope"),
                                  QStringLiteral("channel"),
                                  QStringLiteral("source"),
                                  QStringLiteral("allow_loopback_http"),
                                  QStringLiteral("allow_tls_1_2"),
                                  QStringLiteral("repository_id")}));
    UPKEEP_TRY(fields.integer(u"schema", 1, 1, 1));
    Registration registration;
    UPKEEP_TRY_AS(registration.id, fields.text(u"id"));
    if (!isProductId(registration.id))
        return source.at(fields.node(), QStringLiteral("id"));
    UPKEEP_TRY_AS(const QString root, fields.text(u"root"));
    UPKEEP_TRY_AS(registration.root, parseRoot(root));
    UPKEEP_TRY_AS(registration.adopted, fields.boolean(u"adopted", false));
    UPKEEP_TRY_AS(const QString scope,
                  fields.oneOf(u"scope",
                               {QStringLiteral("user"), QStringLiteral("system")},
                               QStringLiteral("user")));
    registration.scope = scope == u"system" ? InstallScope::System : InstallScope::User;
    UPKEEP_TRY_AS(registration.channel, fields.text(u"channel", QStringLiteral("stable")));
    UPKEEP_TRY_AS(registration.source, parseSource(fields.find(u"source"), source));
    UPKEEP_TRY_AS(registration.source.allowLoopbackHttp,
                  fields.boolean(u"allow_loopback_http", false));
    UPKEEP_TRY_AS(registration.source.allowTls12, fields.boolean(u"allow_tls_1_2", false));
    UPKEEP_TRY_AS(registration.source.repositoryId,
                  fields.integer(u"repository_id", 0, 0, std::numeric_limits<qint64>::max()));
    return registration;
}

QByteArray serialize(const Registration& registration) {
    // Percent-encoded, since a path may hold bytes that are no text.
    const QByteArray root = registration.root.bytes().toPercentEncoding("/ ");
    QByteArray text = "schema: 1\nid: " + quoted(registration.id) +
                      "\nroot: " + quoted(QString::fromLatin1(root)) + "\nscope: " +
                      (registration.scope == InstallScope::System ? "system" : "user") +
                      "\nchannel: " + quoted(registration.channel) + '\n';
    if (registration.adopted)
        text += "adopted: true\n";
    const SourceOverride& source = registration.source;
    if (source.isSet()) {
        text += "source:\n  type: " + source.type.toUtf8() + '\n';
        if (!source.server.isEmpty())
            text += "  server: " + quoted(source.server) + '\n';
        if (!source.metadata.isEmpty())
            text += "  metadata: " + quoted(source.metadata) + '\n';
        if (!source.folder.isEmpty())
            text += "  folder: " + quoted(source.folder) + '\n';
    }
    if (source.allowLoopbackHttp)
        text += "allow_loopback_http: true\n";
    if (source.allowTls12)
        text += "allow_tls_1_2: true\n";
    if (source.repositoryId != 0)
        text += "repository_id: " + QByteArray::number(source.repositoryId) + '\n';
    return text;
}

Result<RegistrationList> listRegistrations(FileSystem& files, const Places& places) {
    RegistrationList list;
    UPKEEP_TRY_AS(const auto there, files.statIfThere(places.registrations()));
    if (!there)
        return list;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(places.registrations()));
    for (const FolderEntry& entry : entries) {
        if (entry.type != FileType::Regular || !entry.name.bytes().endsWith(".yaml") ||
            entry.name.bytes().startsWith('.'))
            continue;
        auto read = readRegistration(files, places.registrations() / entry.name);
        if (read)
            list.registrations.append(std::move(read).value());
        else
            list.broken.append(read.error());
    }
    return list;
}

Result<Registration>
findRegistration(FileSystem& files, const Places& places, const QString& product) {
    if (!isProductId(product) || !files.exists(fileOf(places, product)))
        return Error{ErrorCode::ProductUnknown, product, {}};
    return readRegistration(files, fileOf(places, product));
}

Result<void>
saveRegistration(FileSystem& files, const Places& places, const Registration& registration) {
    if (!isProductId(registration.id))
        return Error{ErrorCode::ProductInvalid, registration.id, QStringLiteral("id")};
    UPKEEP_TRY(makeFoldersDurably(files, places.registrations()));
    return files.writeAndSync(fileOf(places, registration.id), serialize(registration));
}

Result<void> removeRegistration(FileSystem& files, const Places& places, const QString& product) {
    UPKEEP_TRY(findRegistration(files, places, product));
    UPKEEP_TRY(files.removeFile(fileOf(places, product)));
    return files.syncFolder(places.registrations());
}

} // namespace upkeep
