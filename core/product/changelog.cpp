// SPDX-License-Identifier: Apache-2.0
#include "product/changelog.h"

#include <QRegularExpression>
#include <QSet>

#include <optional>

namespace upkeep {

namespace {

constexpr qsizetype sizeLimit = 256 * 1024;

const QRegularExpression& cvePattern() {
    static const QRegularExpression pattern(QStringLiteral("\\bCVE-\\d{4}-\\d{4,19}\\b"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

std::optional<ChangeKind> changeKind(const QString& heading) {
    static const QStringList names = {QStringLiteral("added"),
                                      QStringLiteral("changed"),
                                      QStringLiteral("deprecated"),
                                      QStringLiteral("removed"),
                                      QStringLiteral("fixed"),
                                      QStringLiteral("security")};
    const qsizetype index = names.indexOf(heading.trimmed().toLower());
    if (index < 0)
        return std::nullopt;
    return static_cast<ChangeKind>(index);
}

bool isBreaking(const QString& text) {
    return text.startsWith(QLatin1String("**Breaking"), Qt::CaseInsensitive) ||
           text.startsWith(QLatin1String("BREAKING"));
}

// "[1.1.0] - 2026-01-13 [YANKED]", "v1.0.0 (2025-12-01)", "[1.0.0](https://...)": nullopt for
// "Unreleased" and headings that name no version.
std::optional<ChangelogEntry> readHeading(const QString& heading) {
    static const QRegularExpression form(QStringLiteral("\\A\\[?([^\\]\\s(]+)\\]?(.*)\\z"));
    static const QRegularExpression date(QStringLiteral("\\b(\\d{4}-\\d\\d-\\d\\d)\\b"));
    const auto match = form.match(heading.trimmed());
    const auto version = Version::parse(match.captured(1));
    if (!match.hasMatch() || !version)
        return std::nullopt;
    ChangelogEntry entry;
    entry.version = *version;
    const QString rest = match.captured(2);
    entry.date = QDate::fromString(date.match(rest).captured(1), Qt::ISODate);
    entry.yanked = rest.contains(QLatin1String("[YANKED]"), Qt::CaseInsensitive);
    return entry;
}

class Reader {
public:
    void line(const QString& line) {
        if (const auto fence = fenceMark(line); !fence.isEmpty())
            m_fence = m_fence.isEmpty() ? fence : (m_fence == fence ? QString() : m_fence);
        else if (m_fence.isEmpty() && structure(line))
            return;
        text(line);
    }

    QList<ChangelogEntry> take() {
        closeItem();
        closeEntry();
        return std::move(m_entries);
    }

private:
    static QString fenceMark(const QString& line) {
        const QString text = line.trimmed();
        for (const auto mark : {QLatin1String("```"), QLatin1String("~~~")})
            if (text.startsWith(mark))
                return mark;
        return {};
    }

    // Headings, bullets and link definitions; true if the line was one.
    bool structure(const QString& line) {
        static const QRegularExpression versionHeading(QStringLiteral("\\A##\\s+(.*?)\\s*#*\\z"));
        static const QRegularExpression kindHeading(QStringLiteral("\\A###\\s+(.*?)\\s*#*\\z"));
        static const QRegularExpression bullet(QStringLiteral("\\A[-*+]\\s+(.*)\\z"));
        static const QRegularExpression link(QStringLiteral("\\A\\[[^\\]]+\\]:\\s*\\S+"));
        if (const auto match = versionHeading.match(line); match.hasMatch())
            openEntry(match.captured(1));
        else if (const auto kind = kindHeading.match(line); kind.hasMatch())
            openSection(kind.captured(1));
        else if (const auto item = bullet.match(line); item.hasMatch() && m_entry && m_kind)
            openItem(item.captured(1));
        else
            return link.match(line).hasMatch();
        return true;
    }

    void openEntry(const QString& heading) {
        closeItem();
        closeEntry();
        m_kind.reset();
        m_entry = readHeading(heading);
    }

    // Headings that Keep a Changelog does not know ("Performance") count as changes.
    void openSection(const QString& heading) {
        closeItem();
        m_kind = changeKind(heading).value_or(ChangeKind::Changed);
    }

    void openItem(const QString& text) {
        closeItem();
        m_item = text;
    }

    // Continuation of an item, or words before the first section.
    void text(const QString& line) {
        if (m_item)
            *m_item +=
                QLatin1Char('\n') + (line.startsWith(QLatin1String("  ")) ? line.mid(2) : line);
        else if (m_entry && !m_kind)
            m_entry->intro += line + QLatin1Char('\n');
    }

    void closeItem() {
        if (m_item && m_entry) {
            const QString text = m_item->trimmed();
            m_entry->changes.append(
                Change{m_kind.value_or(ChangeKind::Changed), text, isBreaking(text)});
        }
        m_item.reset();
    }

    void closeEntry() {
        if (m_entry) {
            m_entry->intro = m_entry->intro.trimmed();
            m_entries.append(std::move(*m_entry));
        }
        m_entry.reset();
    }

    QList<ChangelogEntry> m_entries;
    std::optional<ChangelogEntry> m_entry;
    std::optional<ChangeKind> m_kind;
    std::optional<QString> m_item;
    QString m_fence;
};

} // namespace

QStringList ChangelogEntry::cves() const {
    QString all = intro;
    for (const Change& change : changes)
        all += QLatin1Char('\n') + change.text;
    QStringList ids;
    for (auto it = cvePattern().globalMatch(all); it.hasNext();)
        ids += it.next().captured().toUpper();
    ids.removeDuplicates();
    return ids;
}

Result<QList<ChangelogEntry>> parseChangelog(QByteArrayView markdown) {
    const auto invalid = [](const QString& cause) {
        return Error{ErrorCode::ChangelogInvalid, QStringLiteral("CHANGELOG.md"), cause};
    };
    if (markdown.size() > sizeLimit)
        return invalid(
            QStringLiteral("%1 bytes, at most %2 are read").arg(markdown.size()).arg(sizeLimit));
    if (!markdown.isValidUtf8())
        return invalid(QStringLiteral("not UTF-8"));
    Reader reader;
    QString text = QString::fromUtf8(markdown);
    text.remove(QLatin1Char('\r'));
    for (const QString& line : text.split(QLatin1Char('\n')))
        reader.line(line);
    QList<ChangelogEntry> entries = reader.take();
    if (entries.isEmpty())
        return invalid(QStringLiteral("names no version"));
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return a.version > b.version;
    });
    return entries;
}

QList<ChangelogEntry>
changesBetween(const QList<ChangelogEntry>& entries, const Version& from, const Version& to) {
    QList<ChangelogEntry> between;
    for (const ChangelogEntry& entry : entries)
        if (entry.version > from && entry.version <= to)
            between.append(entry);
    return between;
}

} // namespace upkeep
