// SPDX-License-Identifier: Apache-2.0
#include "walks/integrity.h"

#include "base/json.h"
#include "system/low_priority.h"

#include <QSet>

namespace upkeep {

namespace {

constexpr qint64 partBytes = 64LL << 20;
constexpr qint64 partFiles = 2000;
constexpr qint64 fileLimit = 16 << 20;
constexpr qint64 secondsPerDay = 24 * 3600;
constexpr qint64 firstDelay = 3600;       // after an installation
constexpr qint64 shortestGap = 1800;      // however large the program is
constexpr qsizetype mostRemembered = 200; // a repair looks at everything anyway

LocalPath pathOf(const ProductSite& site) {
    return site.stateFolder() / "integrity.json";
}

constexpr IssueKind kinds[] = {IssueKind::BinaryCorruption,
                               IssueKind::PluginMissing,
                               IssueKind::ConfigInvalid,
                               IssueKind::PermissionError,
                               IssueKind::TrustDamaged,
                               IssueKind::SnapshotDamaged};

Result<HealthIssue> issueFrom(const JsonValue& json) {
    HealthIssue issue;
    UPKEEP_TRY_AS(const QString kind, json.requiredString(u"kind"));
    const auto* const known = std::find_if(std::begin(kinds), std::end(kinds), [&](IssueKind one) {
        return issueKindId(one) == kind;
    });
    if (known == std::end(kinds))
        return Error{ErrorCode::ParseInvalid, kind, {}};
    issue.kind = *known;
    UPKEEP_TRY_AS(issue.component, json.requiredString(u"component"));
    UPKEEP_TRY_AS(issue.path, json.requiredString(u"path"));
    UPKEEP_TRY_AS(issue.detail, json.requiredString(u"detail"));
    return issue;
}

JsonValue toJson(const HealthIssue& issue) {
    return JsonValue::Object{
        {QStringLiteral("kind"), QString(issueKindId(issue.kind))},
        {QStringLiteral("component"), issue.component},
        {QStringLiteral("path"), issue.path},
        {QStringLiteral("detail"), issue.detail},
    };
}

Result<Integrity> parse(QByteArrayView text) {
    Integrity known;
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    UPKEEP_TRY_AS(known.tree, json.requiredString(u"tree"));
    UPKEEP_TRY_AS(const QString next, json.requiredString(u"next"));
    known.next = next.toUtf8(); // signed names are UTF-8
    UPKEEP_TRY_AS(const QString at, json.requiredString(u"looked_at"));
    known.lookedAt = QDateTime::fromString(at, Qt::ISODate);
    UPKEEP_TRY_AS(known.parts, json.requiredInteger(u"parts", 1, 1 << 20));
    UPKEEP_TRY_AS(const JsonValue::Array found, json.requiredArray(u"found"));
    for (const JsonValue& one : found) {
        UPKEEP_TRY_AS(const HealthIssue issue, issueFrom(one));
        known.found.append(issue);
    }
    return known;
}

Result<void> write(const ProductSite& site, const Integrity& known) {
    JsonValue::Array found;
    for (const HealthIssue& issue : known.found)
        found.append(toJson(issue));
    const JsonValue json = JsonValue::Object{
        {QStringLiteral("schema"), 1},
        {QStringLiteral("tree"), known.tree},
        {QStringLiteral("next"), QString::fromUtf8(known.next)},
        {QStringLiteral("looked_at"), known.lookedAt.toString(Qt::ISODate)},
        {QStringLiteral("parts"), known.parts},
        {QStringLiteral("found"), found},
    };
    return site.files().writeAndSync(pathOf(site), writeJson(json), 0600);
}

// One part of one look.
class PartLook {
public:
    PartLook(const ProductSite& site, Integrity known, std::stop_token stop)
        : m_site(site), m_known(std::move(known)), m_stop(std::move(stop)) {}

    Result<IntegrityReport> run() {
        UPKEEP_TRY_AS(const FileList list, m_site.installed().signedList());
        const QList<FileEntry>& entries = list.entries();
        const auto begin =
            std::find_if(entries.begin(), entries.end(), [&](const FileEntry& entry) {
                return entry.path.bytes() >= m_known.next;
            });
        auto at = begin;
        for (; at != entries.end() && m_report.bytes < partBytes && m_report.files < partFiles;
             ++at) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            UPKEEP_TRY(lookAt(*at));
        }
        m_report.isWhole = at == entries.end();
        m_known.next = m_report.isWhole ? QByteArray() : at->path.bytes();
        m_known.parts =
            std::max<qint64>({1, list.totalSize() / partBytes + 1, entries.size() / partFiles + 1});
        m_known.lookedAt = m_site.now();
        m_report.damaged = int(m_known.found.size());
        UPKEEP_TRY(write(m_site, m_known));
        return m_report;
    }

private:
    Result<void> lookAt(const FileEntry& entry) {
        ++m_report.files;
        const QString path = QString::fromUtf8(entry.path.bytes());
        m_known.found.removeIf([&](const HealthIssue& issue) { return issue.path == path; });
        UPKEEP_TRY_AS(const QString trouble, troubleOf(entry));
        if (trouble.isEmpty() || m_known.found.size() >= mostRemembered)
            return {};
        const bool isMode =
            trouble == QLatin1String("mode") || trouble == QLatin1String("unreadable");
        const bool isEvolution = !m_site.installed().files.find(entry.path);
        const ComponentSpec* const component = m_site.product().firstOf(
            isEvolution ? ComponentKind::Evolutions : ComponentKind::Application);
        m_known.found.append({isMode        ? IssueKind::PermissionError
                              : isEvolution ? IssueKind::PluginMissing
                                            : IssueKind::BinaryCorruption,
                              component ? component->id : QString(),
                              path,
                              trouble});
        return {};
    }

    // "" where it is as signed, or as the user wants it.
    Result<QString> troubleOf(const FileEntry& entry) {
        const LocalPath path = m_site.root().live / LocalName(entry.path);
        const auto stat = m_site.files().statIfThere(path);
        if (!stat)
            return QStringLiteral("unreadable");
        if (!*stat)
            return QStringLiteral("missing");
        if (m_site.installed().kept.contains(entry.path))
            return QString();
        if (!isOfType(entry.type, (*stat)->type))
            return QStringLiteral("changed");
        if (entry.type == EntryType::Symlink) {
            const auto target = m_site.files().readLink(path);
            return target && *target == entry.target ? QString() : QStringLiteral("changed");
        }
        if (entry.type == EntryType::File) {
            UPKEEP_TRY_AS(const QString trouble, contentTrouble(entry, **stat, path));
            if (!trouble.isEmpty())
                return trouble;
        }
        return (*stat)->mode == entry.mode ? QString() : QStringLiteral("mode");
    }

    Result<QString>
    contentTrouble(const FileEntry& entry, const FileStat& stat, const LocalPath& path) {
        if (stat.size != entry.size)
            return QStringLiteral("changed");
        const auto descriptor = m_site.files().open(path);
        if (!descriptor)
            return QStringLiteral("unreadable");
        const auto digest = Digest::ofFile(descriptor->get());
        if (!digest)
            return QStringLiteral("unreadable");
        m_report.bytes += entry.size;
        return *digest == entry.digest ? QString() : QStringLiteral("changed");
    }

    static bool isOfType(EntryType wanted, FileType found) {
        switch (wanted) {
        case EntryType::Folder:
            return found == FileType::Folder;
        case EntryType::Symlink:
            return found == FileType::Symlink;
        case EntryType::File:
            break;
        }
        return found == FileType::Regular;
    }

    const ProductSite& m_site;
    Integrity m_known;
    std::stop_token m_stop;
    IntegrityReport m_report;
};

} // namespace

Integrity readIntegrity(const ProductSite& site) {
    Integrity none;
    none.tree = site.installed().transaction;
    const auto text = site.files().read(pathOf(site), fileLimit);
    if (!text)
        return none;
    auto known = parse(*text);
    return known && known->tree == none.tree ? std::move(known).value() : none;
}

QDateTime integrityDue(const ProductSite& site, const Integrity& known) {
    const int days = site.preferences().integrityDays;
    if (days == 0)
        return {};
    // A clock that was set back does not put it off for years.
    if (!known.lookedAt.isValid() || known.lookedAt > site.now())
        return site.installed().installed.addSecs(firstDelay);
    return known.lookedAt.addSecs(std::max(shortestGap, days * secondsPerDay / known.parts));
}

Result<IntegrityReport> lookAtNextPart(const ProductSite& site, std::stop_token stop) {
    Result<IntegrityReport> report = IntegrityReport();
    atLowPriority([&] { report = PartLook(site, readIntegrity(site), std::move(stop)).run(); });
    return report;
}

void forgetIntegrity(const ProductSite& site) {
    (void)site.files().removeTree(pathOf(site));
}

} // namespace upkeep
