// SPDX-License-Identifier: Apache-2.0
#include "policy/preferences.h"

#include "policy/preference_keys.h"
#include "system/file_system.h"

#include <QStringList>

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 64 * 1024;

// Lines.

struct Line {
    enum class Kind { Blank, Section, Value, Broken };
    Kind kind = Kind::Blank;
    QString name; // section or key
    QString value;
};

Line readLine(const QString& raw) {
    const QString text = raw.trimmed();
    if (text.isEmpty() || text.startsWith(QLatin1Char('#')) || text.startsWith(QLatin1Char(';')))
        return {};
    if (text.startsWith(QLatin1Char('[')) && text.endsWith(QLatin1Char(']')))
        return {Line::Kind::Section, text.mid(1, text.size() - 2).trimmed(), {}};
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    if (equals <= 0)
        return {Line::Kind::Broken, {}, {}};
    return {Line::Kind::Value, text.left(equals).trimmed(), text.mid(equals + 1).trimmed()};
}

const PreferenceKey* settingFor(const QString& section, const QString& key) {
    for (const PreferenceKey& setting : preferenceKeys())
        if (setting.section == section && setting.key == key)
            return &setting;
    return nullptr;
}

// The same text with this key set: in place if it is there, else at the end of its section.
QStringList withValue(QStringList lines, const PreferenceKey& setting, const QString& value) {
    const QString wanted = setting.key + QLatin1String(" = ") + value;
    QString section;
    qsizetype endOfSection = -1;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const Line line = readLine(lines[i]);
        if (line.kind == Line::Kind::Section)
            section = line.name;
        if (section != setting.section)
            continue;
        if (line.kind != Line::Kind::Blank)
            endOfSection = i + 1;
        if (line.kind != Line::Kind::Value || line.name != setting.key)
            continue;
        if (line.value != value)
            lines[i] = wanted;
        return lines;
    }
    if (endOfSection >= 0)
        lines.insert(endOfSection, wanted);
    else
        lines += {QLatin1Char('[') + setting.section + QLatin1Char(']'), wanted};
    return lines;
}

bool isWritten(const QStringList& lines, const PreferenceKey& setting) {
    QString section;
    for (const QString& raw : lines) {
        const Line line = readLine(raw);
        if (line.kind == Line::Kind::Section)
            section = line.name;
        if (line.kind == Line::Kind::Value && section == setting.section &&
            line.name == setting.key)
            return true;
    }
    return false;
}

QByteArray withValues(const QString& text, const Preferences& values) {
    QStringList lines = text.split(QLatin1Char('\n'));
    while (!lines.isEmpty() && lines.constLast().trimmed().isEmpty())
        lines.removeLast();
    for (const PreferenceKey& setting : preferenceKeys()) {
        // What was never set and is the default stays unwritten, so that later defaults apply.
        const QString value = setting.write(values);
        if (isWritten(lines, setting) || value != setting.write(Preferences()))
            lines = withValue(lines, setting, value);
    }
    return lines.join(QLatin1Char('\n')).toUtf8() + '\n';
}

bool reads(const QByteArray& text, const Preferences& values) {
    const LoadedPreferences loaded = parsePreferences(text, {});
    return !loaded.broken && loaded.values == values;
}

} // namespace

LoadedPreferences parsePreferences(QByteArrayView text, const QString& fileName) {
    LoadedPreferences loaded;
    const auto fault = [&](qsizetype line, const QString& cause) {
        if (!loaded.broken)
            loaded.broken = Error{
                ErrorCode::ConfigInvalid, QStringLiteral("%1:%2").arg(fileName).arg(line), cause};
    };
    if (!text.isValidUtf8()) {
        fault(1, QStringLiteral("not UTF-8"));
        return loaded;
    }
    QString section;
    const QStringList lines = QString::fromUtf8(text).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const Line line = readLine(lines[i]);
        if (line.kind == Line::Kind::Broken)
            fault(i + 1, QStringLiteral("expected [Section] or key = value"));
        if (line.kind == Line::Kind::Section)
            section = line.name;
        const PreferenceKey* setting =
            line.kind == Line::Kind::Value ? settingFor(section, line.name) : nullptr;
        if (setting && !setting->read(loaded.values, line.value))
            fault(i + 1, QStringLiteral("\"%1\" cannot be \"%2\"").arg(line.name, line.value));
    }
    return loaded;
}

LoadedPreferences loadPreferences(FileSystem& files, const LocalPath& file) {
    const auto text = files.read(file, sizeLimit);
    if (text)
        return parsePreferences(*text, file.display());
    LoadedPreferences defaults;
    if (text.error().code != ErrorCode::FileNotFound)
        defaults.broken = Error{ErrorCode::ConfigInvalid, file.display(), text.error().cause};
    return defaults;
}

Result<void> savePreferences(FileSystem& files, const LocalPath& file, const Preferences& values) {
    const auto stored = files.read(file, sizeLimit);
    const QByteArray old = stored ? *stored : QByteArray();
    if (parsePreferences(old, {}).broken)
        UPKEEP_TRY(files.writeAndSync(file.withSuffix(".broken"), old, 0600));
    QByteArray text = withValues(QString::fromUtf8(old), values);
    if (!reads(text, values))
        text = withValues({}, values);
    if (!reads(text, values))
        return Error{ErrorCode::ConfigInvalid,
                     file.display(),
                     QStringLiteral("these preferences cannot be written down")};
    UPKEEP_TRY(files.makeFolders(file.parent(), 0700));
    return files.writeAndSync(file, text, 0600);
}

qint64 snapshotBudget(const Preferences& preferences, qint64 fileSystemBytes) {
    return preferences.snapshotBudgetGb > 0 ? qint64(preferences.snapshotBudgetGb) << 30
                                            : fileSystemBytes / 5;
}

} // namespace upkeep
