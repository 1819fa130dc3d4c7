// SPDX-License-Identifier: Apache-2.0
#include "policy/preferences.h"

#include "system/file_system.h"

#include <QStringList>

#include <functional>

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 64 * 1024;

// One key of upkeep.conf: how its text becomes a value and back.
struct Setting {
    QString section;
    QString key;
    std::function<bool(Preferences&, const QString&)> read; // false = not understood
    std::function<QString(const Preferences&)> write;
};

std::function<bool(Preferences&, const QString&)>
number(int Preferences::*field, int lowest, int highest) {
    return [=](Preferences& values, const QString& text) {
        bool ok = false;
        const int value = text.toInt(&ok);
        if (!ok || value < lowest || value > highest)
            return false;
        values.*field = value;
        return true;
    };
}

std::function<bool(Preferences&, const QString&)> words(QString Preferences::*field) {
    return [=](Preferences& values, const QString& text) {
        values.*field = text;
        return true;
    };
}

const QStringList& automaticNames() {
    static const QStringList names = {
        QStringLiteral("all"), QStringLiteral("security"), QStringLiteral("manual")};
    return names;
}

bool readAutomatic(Preferences& values, const QString& text) {
    const qsizetype index = automaticNames().indexOf(text);
    if (index >= 0)
        values.automatic = static_cast<AutoUpdate>(index);
    return index >= 0;
}

bool readStartAfter(Preferences& values, const QString& text) {
    values.startAfterUpdate = text == QLatin1String("true");
    return values.startAfterUpdate || text == QLatin1String("false");
}

bool readChannel(Preferences& values, const QString& text) {
    if (!text.isEmpty())
        values.channel = text;
    return !text.isEmpty();
}

const QList<Setting>& settings() {
    static const QString updater = QStringLiteral("Updater");
    static const QString snapshots = QStringLiteral("Snapshots");
    static const QList<Setting> table = {
        {updater,
         QStringLiteral("updateCheckIntervalHours"),
         number(&Preferences::checkIntervalHours, 1, 8760),
         [](const Preferences& p) { return QString::number(p.checkIntervalHours); }},
        {updater,
         QStringLiteral("automatic"),
         readAutomatic,
         [](const Preferences& p) { return automaticNames().at(int(p.automatic)); }},
        {updater,
         QStringLiteral("channel"),
         readChannel,
         [](const Preferences& p) { return p.channel; }},
        {updater,
         QStringLiteral("startAfterUpdate"),
         readStartAfter,
         [](const Preferences& p) {
             return p.startAfterUpdate ? QStringLiteral("true") : QStringLiteral("false");
         }},
        {updater,
         QStringLiteral("dockerComposePath"),
         words(&Preferences::dockerComposePath),
         [](const Preferences& p) { return p.dockerComposePath; }},
        {updater,
         QStringLiteral("coreInstallPath"),
         words(&Preferences::coreInstallPath),
         [](const Preferences& p) { return p.coreInstallPath; }},
        {updater,
         QStringLiteral("backupPath"),
         words(&Preferences::backupPath),
         [](const Preferences& p) { return p.backupPath; }},
        {snapshots,
         QStringLiteral("keep"),
         number(&Preferences::snapshotsKept, 1, 1000),
         [](const Preferences& p) { return QString::number(p.snapshotsKept); }},
        {snapshots,
         QStringLiteral("budgetGb"),
         number(&Preferences::snapshotBudgetGb, 0, 1'000'000),
         [](const Preferences& p) { return QString::number(p.snapshotBudgetGb); }},
    };
    return table;
}

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

const Setting* settingFor(const QString& section, const QString& key) {
    for (const Setting& setting : settings())
        if (setting.section == section && setting.key == key)
            return &setting;
    return nullptr;
}

// The same text with this key set: in place if it is there, else at the end of its section.
QStringList withValue(QStringList lines, const Setting& setting, const QString& value) {
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

QByteArray withValues(const QString& text, const Preferences& values) {
    QStringList lines = text.split(QLatin1Char('\n'));
    while (!lines.isEmpty() && lines.constLast().trimmed().isEmpty())
        lines.removeLast();
    for (const Setting& setting : settings()) {
        // What was never set and is the default stays unwritten, so that later defaults apply.
        const QString value = setting.write(values);
        const bool there = text.contains(setting.key);
        if (there || value != setting.write(Preferences()))
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
        const Setting* setting =
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

} // namespace upkeep
