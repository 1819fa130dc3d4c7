// SPDX-License-Identifier: Apache-2.0
#include "walks/journal.h"

#include "base/json.h"

namespace upkeep {

namespace {

// First line: format and checksum of the rest; then JSON.
constexpr QByteArrayView magic = "upkeep-journal 1 ";
constexpr qint64 journalLimit = 1 << 20;

struct StateName {
    JournalState state;
    const char* name;
};
constexpr StateName stateNames[] = {
    {JournalState::Preparing, "PREPARING"},
    {JournalState::Ready, "READY"},
    {JournalState::Stopping, "STOPPING"},
    {JournalState::Switching, "SWITCHING"},
    {JournalState::Probing, "PROBING"},
    {JournalState::Committed, "COMMITTED"},
    {JournalState::Reverting, "REVERTING"},
    {JournalState::Reverted, "REVERTED"},
};

struct OperationName {
    JournalOperation operation;
    const char* name;
};
constexpr OperationName operationNames[] = {
    {JournalOperation::Update, "update"},
    {JournalOperation::Evolutions, "evolutions"},
    {JournalOperation::Rollback, "rollback"},
    {JournalOperation::Restore, "restore"},
    {JournalOperation::Repair, "repair"},
};

Error invalid(const QString& cause) {
    return Error{ErrorCode::JournalInvalid, QStringLiteral("journal"), cause};
}

// Names are bytes and JSON is UTF-8: everything unusual is percent-encoded.
QString pathText(const LocalPath& path) {
    return QString::fromLatin1(path.bytes().toPercentEncoding("/"));
}

Result<LocalPath> readPath(const JsonValue& object, QStringView member) {
    UPKEEP_TRY_AS(const QString text, object.requiredString(member));
    return LocalPath::parse(QByteArray::fromPercentEncoding(text.toLatin1()));
}

QString identityText(const FileIdentity& identity) {
    return QStringLiteral("%1:%2:%3:%4")
        .arg(identity.device)
        .arg(identity.inode)
        .arg(identity.birth.seconds)
        .arg(identity.birth.nanoseconds);
}

Result<FileIdentity> readIdentity(const JsonValue& object, QStringView member) {
    UPKEEP_TRY_AS(const QString text, object.requiredString(member));
    const QStringList parts = text.split(u':');
    if (parts.size() != 4)
        return invalid(member.toString());
    FileIdentity identity;
    bool ok[4] = {};
    identity.device = parts[0].toULongLong(&ok[0]);
    identity.inode = parts[1].toULongLong(&ok[1]);
    identity.birth.seconds = parts[2].toLongLong(&ok[2]);
    identity.birth.nanoseconds = parts[3].toLongLong(&ok[3]);
    if (!(ok[0] && ok[1] && ok[2] && ok[3]))
        return invalid(member.toString());
    return identity;
}

Result<Digest> readDigest(const JsonValue& object, QStringView member) {
    UPKEEP_TRY_AS(const QString text, object.requiredString(member));
    return Digest::fromHex(text.toLatin1());
}

JsonValue treeToJson(const TreeSwitch& tree) {
    return JsonValue::Object{
        {QStringLiteral("component"), tree.component},
        {QStringLiteral("live"), pathText(tree.live)},
        {QStringLiteral("staged"), pathText(tree.staged)},
        {QStringLiteral("aside"), pathText(tree.aside)},
        {QStringLiteral("old_identity"), identityText(tree.oldIdentity)},
        {QStringLiteral("new_identity"), identityText(tree.newIdentity)},
        {QStringLiteral("old_hash"), QString::fromLatin1(tree.oldHash.hex())},
        {QStringLiteral("new_hash"), QString::fromLatin1(tree.newHash.hex())},
    };
}

Result<TreeSwitch> treeFromJson(const JsonValue& object) {
    TreeSwitch tree;
    UPKEEP_TRY_AS(tree.component, object.requiredString(u"component"));
    UPKEEP_TRY_AS(tree.live, readPath(object, u"live"));
    UPKEEP_TRY_AS(tree.staged, readPath(object, u"staged"));
    UPKEEP_TRY_AS(tree.aside, readPath(object, u"aside"));
    UPKEEP_TRY_AS(tree.oldIdentity, readIdentity(object, u"old_identity"));
    UPKEEP_TRY_AS(tree.newIdentity, readIdentity(object, u"new_identity"));
    UPKEEP_TRY_AS(tree.oldHash, readDigest(object, u"old_hash"));
    UPKEEP_TRY_AS(tree.newHash, readDigest(object, u"new_hash"));
    return tree;
}

JsonValue::Object bodyOf(const Journal& journal) {
    JsonValue::Array trees;
    for (const TreeSwitch& tree : journal.trees)
        trees.append(treeToJson(tree));
    JsonValue::Array stopped;
    for (const QString& service : journal.stopped)
        stopped.append(service);
    JsonValue::Array kept;
    for (const QString& setting : journal.kept)
        kept.append(setting);
    JsonValue::Array help;
    for (const QString& step : journal.help)
        help.append(step);
    return {
        {QStringLiteral("transaction"), journal.transaction},
        {QStringLiteral("trigger"), int(journal.trigger)},
        {QStringLiteral("from"), journal.from.toString()},
        {QStringLiteral("to"), journal.to.toString()},
        {QStringLiteral("counter_to"), journal.counterTo},
        {QStringLiteral("started"), journal.started.toString(Qt::ISODateWithMs)},
        {QStringLiteral("way"), journal.way},
        {QStringLiteral("snapshot"), journal.snapshot},
        {QStringLiteral("trees"), trees},
        {QStringLiteral("stopped"), stopped},
        {QStringLiteral("kept"), kept},
        {QStringLiteral("help"), help},
        {QStringLiteral("probes"), journal.probes},
        {QStringLiteral("boot_id"), journal.bootId},
    };
}

JsonValue causeToJson(const Error& cause) {
    return JsonValue::Object{{QStringLiteral("code"), QString(errorId(cause.code))},
                             {QStringLiteral("subject"), cause.subject},
                             {QStringLiteral("cause"), cause.cause}};
}

Result<void> readCause(const JsonValue& body, Journal& journal) {
    const JsonValue* const object = body.find(u"cause");
    if (!object)
        return {};
    Error cause;
    UPKEEP_TRY_AS(const QString code, object->requiredString(u"code"));
    cause.code = errorCodeFromId(code).value_or(ErrorCode::Internal);
    UPKEEP_TRY_AS(cause.subject, object->requiredString(u"subject"));
    UPKEEP_TRY_AS(cause.cause, object->requiredString(u"cause"));
    journal.cause = cause;
    return {};
}

Result<void> readNames(const JsonValue& body, Journal& journal) {
    UPKEEP_TRY_AS(const QString state, body.requiredString(u"state"));
    UPKEEP_TRY_AS(const QString operation, body.requiredString(u"operation"));
    const auto* const foundState =
        std::find_if(std::begin(stateNames), std::end(stateNames), [&](const StateName& one) {
            return state == QLatin1String(one.name);
        });
    const auto* const foundOperation = std::find_if(
        std::begin(operationNames), std::end(operationNames), [&](const OperationName& one) {
            return operation == QLatin1String(one.name);
        });
    if (foundState == std::end(stateNames) || foundOperation == std::end(operationNames))
        return invalid(state + u'/' + operation);
    journal.state = foundState->state;
    journal.operation = foundOperation->operation;
    return {};
}

Result<void> readWhat(const JsonValue& body, Journal& journal) {
    UPKEEP_TRY_AS(journal.transaction, body.requiredString(u"transaction"));
    UPKEEP_TRY_AS(const qint64 trigger,
                  body.requiredInteger(u"trigger", 0, int(Trigger::Recovery)));
    journal.trigger = Trigger(trigger);
    UPKEEP_TRY_AS(const QString from, body.requiredString(u"from"));
    UPKEEP_TRY_AS(journal.from, Version::parse(from));
    UPKEEP_TRY_AS(const QString to, body.requiredString(u"to"));
    UPKEEP_TRY_AS(journal.to, Version::parse(to));
    UPKEEP_TRY_AS(journal.counterTo, body.requiredInteger(u"counter_to"));
    UPKEEP_TRY_AS(const QString started, body.requiredString(u"started"));
    journal.started = QDateTime::fromString(started, Qt::ISODateWithMs);
    UPKEEP_TRY_AS(journal.way, body.requiredString(u"way"));
    UPKEEP_TRY_AS(journal.snapshot, body.requiredString(u"snapshot"));
    UPKEEP_TRY_AS(journal.stopped, body.optionalStrings(u"stopped"));
    UPKEEP_TRY_AS(journal.kept, body.optionalStrings(u"kept"));
    UPKEEP_TRY_AS(journal.help, body.optionalStrings(u"help"));
    UPKEEP_TRY_AS(const qint64 probes, body.requiredInteger(u"probes", 0, 1000));
    journal.probes = int(probes);
    UPKEEP_TRY_AS(journal.bootId, body.requiredString(u"boot_id"));
    return {};
}

} // namespace

QByteArray serialize(const Journal& journal) {
    JsonValue::Object body = bodyOf(journal);
    for (const StateName& one : stateNames) {
        if (one.state == journal.state)
            body.prepend({QStringLiteral("state"), QString::fromLatin1(one.name)});
    }
    for (const OperationName& one : operationNames) {
        if (one.operation == journal.operation)
            body.prepend({QStringLiteral("operation"), QString::fromLatin1(one.name)});
    }
    if (journal.cause)
        body.append({QStringLiteral("cause"), causeToJson(*journal.cause)});
    const QByteArray text = writeJson(body);
    return magic.toByteArray() + Digest::of(text).hex() + '\n' + text;
}

Result<Journal> parseJournal(QByteArrayView text) {
    const qsizetype lineEnd = text.indexOf('\n');
    if (lineEnd < 0 || !text.startsWith(magic))
        return invalid(QStringLiteral("no journal of this format"));
    const QByteArrayView checksum = text.first(lineEnd).sliced(magic.size());
    const QByteArrayView body = text.sliced(lineEnd + 1);
    if (checksum != Digest::of(body).hex())
        return invalid(QStringLiteral("torn"));
    UPKEEP_TRY_AS(const JsonValue json, parseJson(body));
    Journal journal;
    UPKEEP_TRY(readNames(json, journal));
    UPKEEP_TRY(readWhat(json, journal));
    UPKEEP_TRY_AS(const JsonValue::Array trees, json.requiredArray(u"trees"));
    for (const JsonValue& tree : trees) {
        UPKEEP_TRY_AS(const TreeSwitch read, treeFromJson(tree));
        journal.trees.append(read);
    }
    UPKEEP_TRY(readCause(json, journal));
    return journal;
}

Result<std::optional<Journal>> readJournal(FileSystem& files, const LocalPath& path) {
    UPKEEP_TRY_AS(const auto there, files.statIfThere(path));
    if (!there)
        return std::optional<Journal>{};
    UPKEEP_TRY_AS(const QByteArray text, files.read(path, journalLimit));
    auto parsed = parseJournal(text);
    if (!parsed)
        return Error{ErrorCode::JournalInvalid, path.display(), parsed.error().toString()};
    return std::optional<Journal>(std::move(parsed).value());
}

Result<void> writeJournal(FileSystem& files, const LocalPath& path, const Journal& journal) {
    return files.writeAndSync(path, serialize(journal), 0600);
}

Result<void> closeJournal(FileSystem& files, const LocalPath& path) {
    auto removed = files.removeFile(path);
    if (!removed && removed.error().code != ErrorCode::FileNotFound)
        return removed;
    return files.syncFolder(path.parent());
}

} // namespace upkeep
