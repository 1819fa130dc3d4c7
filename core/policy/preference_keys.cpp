// SPDX-License-Identifier: Apache-2.0
#include "policy/preference_keys.h"

#include <QRegularExpression>
#include <QUrl>

namespace upkeep {

namespace {

using Read = std::function<bool(Preferences&, const QString&)>;
using Write = std::function<QString(const Preferences&)>;

// How the text of one field becomes a value and back.
struct Field {
    QString takes;
    Read read;
    Write write;
};

Field number(int Preferences::*field, int lowest, int highest) {
    return {QStringLiteral("%1..%2").arg(lowest).arg(highest),
            [=](Preferences& values, const QString& text) {
                bool ok = false;
                const int value = text.toInt(&ok);
                if (!ok || value < lowest || value > highest)
                    return false;
                values.*field = value;
                return true;
            },
            [=](const Preferences& values) { return QString::number(values.*field); }};
}

Field flag(bool Preferences::*field) {
    const QString yes = QStringLiteral("true");
    const QString no = QStringLiteral("false");
    return {yes + QLatin1Char('|') + no,
            [=](Preferences& values, const QString& text) {
                if (text != yes && text != no)
                    return false;
                values.*field = text == yes;
                return true;
            },
            [=](const Preferences& values) { return values.*field ? yes : no; }};
}

template <typename Choice> Field choice(Choice Preferences::*field, const QStringList& names) {
    return {names.join(QLatin1Char('|')),
            [=](Preferences& values, const QString& text) {
                const qsizetype index = names.indexOf(text);
                if (index >= 0)
                    values.*field = static_cast<Choice>(index);
                return index >= 0;
            },
            [=](const Preferences& values) { return names.at(int(values.*field)); }};
}

template <typename Accepts>
Field words(QString Preferences::*field, const QString& takes, Accepts accepts) {
    return {takes,
            [=](Preferences& values, const QString& text) {
                if (!accepts(text))
                    return false;
                values.*field = text;
                return true;
            },
            [=](const Preferences& values) { return values.*field; }};
}

Field place(QString Preferences::*field) {
    return words(field, QStringLiteral("a path"), [](const QString&) { return true; });
}

bool isChannel(const QString& text) {
    static const QRegularExpression name(QStringLiteral("\\A[a-z0-9-]{1,32}\\z"));
    return name.match(text).hasMatch();
}

bool isProxy(const QString& text) {
    if (text == QLatin1String("system") || text == QLatin1String("none"))
        return true;
    const QUrl url(text, QUrl::StrictMode);
    const bool known =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("socks5");
    // A password in upkeep.conf would end up in reports.
    return url.isValid() && known && !url.host().isEmpty() && url.port() > 0 &&
           url.password().isEmpty();
}

Field window() {
    return {QStringLiteral("HH:MM-HH:MM mon,tue,... or nothing"),
            [](Preferences& values, const QString& text) {
                const auto read = UpdateWindow::fromText(text);
                if (read)
                    values.updateWindow = *read;
                return read.has_value();
            },
            [](const Preferences& values) { return values.updateWindow.toText(); }};
}

struct Row {
    const char* name;
    const char* group;
    const char* section;
    const char* key;
    Field field;
};

QList<Row> rows() {
    using P = Preferences;
    const QStringList automatic = {
        QStringLiteral("all"), QStringLiteral("security"), QStringLiteral("manual")};
    const QStringList about = {
        QStringLiteral("all"), QStringLiteral("security"), QStringLiteral("off")};
    const QStringList levels = {
        QStringLiteral("info"), QStringLiteral("warning"), QStringLiteral("error")};
    const Field channel = words(&P::channel, QStringLiteral("a name"), isChannel);
    const Field proxy =
        words(&P::proxy,
              QStringLiteral("system|none|http://[USER@]HOST:PORT|socks5://[USER@]HOST:PORT"),
              isProxy);
    // clang-format off
    return {
        {"automatic", "automatic", "Updater", "automatic", choice(&P::automatic, automatic)},
        {"start-after-update", "automatic", "Updater", "startAfterUpdate", flag(&P::startAfterUpdate)},
        {"check-interval-hours", "schedule", "Updater", "updateCheckIntervalHours", number(&P::checkIntervalHours, 1, 8760)},
        {"update-window", "schedule", "Updater", "updateWindow", window()},
        {"idle-minutes", "schedule", "Updater", "idleMinutes", number(&P::idleMinutes, 0, 1440)},
        {"cool-down-days", "schedule", "Updater", "coolDownDays", number(&P::coolDownDays, 0, 365)},
        {"security-bypasses-cool-down", "schedule", "Updater", "securityBypassesCoolDown", flag(&P::securityBypassesCoolDown)},
        {"integrity-days", "schedule", "Updater", "integrityDays", number(&P::integrityDays, 0, 365)},
        {"notifications", "notifications", "Notifications", "about", choice(&P::notifications, about)},
        {"start-in-background", "notifications", "Notifications", "startInBackground", flag(&P::startInBackground)},
        {"show-tray", "notifications", "Notifications", "showTray", flag(&P::showTray)},
        {"download-on-metered", "network", "Network", "downloadOnMetered", flag(&P::downloadOnMetered)},
        {"rate-limit-kib", "network", "Network", "rateLimitKib", number(&P::rateLimitKib, 0, 10'000'000)},
        {"proxy", "network", "Network", "proxy", proxy},
        {"hold-on-battery", "power", "Power", "holdOnBattery", flag(&P::holdOnBattery)},
        {"battery-minimum", "power", "Power", "batteryMinimum", number(&P::batteryMinimum, 0, 100)},
        {"hold-on-power-saver", "power", "Power", "holdOnPowerSaver", flag(&P::holdOnPowerSaver)},
        {"hold-in-full-screen", "power", "Power", "holdInFullScreen", flag(&P::holdInFullScreen)},
        {"snapshots-kept", "snapshots", "Snapshots", "keep", number(&P::snapshotsKept, 1, 1000)},
        {"snapshot-days", "snapshots", "Snapshots", "days", number(&P::snapshotDays, 0, 3650)},
        {"snapshot-budget-gb", "snapshots", "Snapshots", "budgetGb", number(&P::snapshotBudgetGb, 0, 1'000'000)},
        {"channel", "channels", "Updater", "channel", channel},
        {"log-level", "advanced", "Updater", "logLevel", choice(&P::logLevel, levels)},
        {"docker-compose-path", "advanced", "Updater", "dockerComposePath", place(&P::dockerComposePath)},
        {"core-install-path", "advanced", "Updater", "coreInstallPath", place(&P::coreInstallPath)},
        {"backup-path", "advanced", "Updater", "backupPath", place(&P::backupPath)},
    };
    // clang-format on
}

QList<PreferenceKey> keysOf(const QList<Row>& table) {
    QList<PreferenceKey> keys;
    for (const Row& row : table)
        keys.append({QLatin1String(row.name),
                     QLatin1String(row.group),
                     QLatin1String(row.section),
                     QLatin1String(row.key),
                     row.field.takes,
                     row.field.read,
                     row.field.write});
    return keys;
}

} // namespace

const QList<PreferenceKey>& preferenceKeys() {
    static const QList<PreferenceKey> keys = keysOf(rows());
    return keys;
}

const PreferenceKey* findPreferenceKey(const QString& name) {
    for (const PreferenceKey& key : preferenceKeys()) {
        if (key.name == name)
            return &key;
    }
    return nullptr;
}

Preferences withGroupReset(Preferences values, const QString& group) {
    const Preferences defaults;
    for (const PreferenceKey& key : preferenceKeys()) {
        if (key.group == group)
            key.read(values, key.write(defaults));
    }
    return values;
}

QStringList changedKeys(const Preferences& before, const Preferences& after) {
    QStringList names;
    for (const PreferenceKey& key : preferenceKeys()) {
        if (key.write(before) != key.write(after))
            names.append(key.name);
    }
    return names;
}

} // namespace upkeep
