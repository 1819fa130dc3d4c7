// SPDX-License-Identifier: Apache-2.0
#include "pages/settings_groups.h"

#include "policy/preference_keys.h"
#include "text/format.h"
#include "widgets/settings_row.h"

#include <QButtonGroup>
#include <QLocale>
#include <QRadioButton>

namespace upkeep {
namespace {

constexpr qint64 kib = 1024;
constexpr qint64 gigabyte = 1'000'000'000;

QString number(qint64 value) {
    return QString::number(value);
}

QString hoursText(const QString& value) {
    const int hours = value.toInt();
    return hours % 24 == 0 ? SettingsGroups::tr("%n day(s)", nullptr, hours / 24)
                           : SettingsGroups::tr("%n hour(s)", nullptr, hours);
}

QString coolDownText(const QString& value) {
    return value.toInt() == 0 ? SettingsGroups::tr("Not at all")
                              : SettingsGroups::tr("%n day(s)", nullptr, value.toInt());
}

QString integrityText(const QString& value) {
    return value.toInt() == 0 ? SettingsGroups::tr("Never")
                              : SettingsGroups::tr("Every %n day(s)", nullptr, value.toInt());
}

QString idleText(const QString& value) {
    return value.toInt() == 0 ? SettingsGroups::tr("At any time")
                              : SettingsGroups::tr("After %n minute(s)", nullptr, value.toInt());
}

QString rateText(const QString& value) {
    return value.toLongLong() == 0 ? SettingsGroups::tr("No limit")
                                   : formatRate(double(value.toLongLong() * kib));
}

QString percentText(const QString& value) {
    return SettingsGroups::tr("%1 %", "percent, of a battery")
        .arg(QLocale().toString(value.toInt()));
}

QString keptText(const QString& value) {
    return SettingsGroups::tr("The last %n", nullptr, value.toInt());
}

QString daysText(const QString& value) {
    return value.toInt() == 0 ? SettingsGroups::tr("As long as there is room")
                              : SettingsGroups::tr("%n day(s)", nullptr, value.toInt());
}

QString budgetText(const QString& value) {
    return value.toLongLong() == 0 ? SettingsGroups::tr("A fifth of the disk")
                                   : formatSize(value.toLongLong() * gigabyte);
}

QList<PreferenceChoice> choices(const QList<qint64>& values, QString (*text)(const QString&)) {
    QList<PreferenceChoice> list;
    for (const qint64 value : values)
        list.append({text(number(value)), number(value)});
    return list;
}

} // namespace

SettingsGroups::SettingsGroups(QObject* parent) : QObject(parent) {
    buildAutomatic();
    buildSchedule();
    buildNotifications();
    buildNetwork();
    buildPower();
    buildSnapshots();
    buildChannels();
    buildAdvanced();
    present(Preferences());
}

SettingsGroup* SettingsGroups::addGroup(const QString& id, const QString& title) {
    auto* group = new SettingsGroup(title);
    m_groups.append(group);
    m_ids.append(id);
    connect(group, &SettingsGroup::resetWanted, this, [this, id] { reset(id); });
    return group;
}

SettingsRow* SettingsGroups::add(const char* key,
                                 const QString& name,
                                 const QString& caption,
                                 PreferenceControl control) {
    auto* row = new SettingsRow(name, caption, control.widget);
    m_groups.last()->addRow(row);
    m_entries.append({QLatin1String(key), row, std::move(control)});
    return row;
}

PreferenceChange SettingsGroups::to(const char* key) {
    return [this, key = QString::fromLatin1(key)](const QString& value) { change(key, value); };
}

void SettingsGroups::buildAutomatic() {
    SettingsGroup* group = addGroup(QStringLiteral("automatic"), tr("Automatic updates"));
    m_answers = {
        group->addAnswer(
            tr("All updates"),
            tr("Installed quietly while the program is closed. Evolutions wait for a choice.")),
        group->addAnswer(tr("Security updates only"),
                         tr("Others are announced and wait for a click.")),
        group->addAnswer(tr("Manual"),
                         tr("Updates are announced, nothing is downloaded before a click."))};
    QStringList values = {
        QStringLiteral("all"), QStringLiteral("security"), QStringLiteral("manual")};
    auto* exclusive = new QButtonGroup(this);
    for (QRadioButton* answer : std::as_const(m_answers)) {
        exclusive->addButton(answer);
        connect(answer, &QRadioButton::clicked, this, [this, value = values.takeFirst()] {
            change(QStringLiteral("automatic"), value);
        });
    }
    group->closeAnswers();
    add("start-after-update",
        tr("Start the program after an update"),
        tr("Otherwise it stays closed until you start it."),
        makeSwitch(to("start-after-update")));
}

void SettingsGroups::buildSchedule() {
    addGroup(QStringLiteral("schedule"), tr("Schedule"));
    add("check-interval-hours",
        tr("Check every"),
        tr("A check is small and tells the publisher nothing about you."),
        makeChoice(choices({1, 6, 12, 24, 168}, hoursText), hoursText, to("check-interval-hours")));
    add("update-window",
        tr("Install only between"),
        tr("At other times quiet updates wait; a click installs at once."),
        makeHours(to("update-window")));
    m_days = add("update-window",
                 tr("On these days"),
                 tr("The day on which it begins counts."),
                 makeDays(to("update-window")));
    add("idle-minutes",
        tr("Only while idle"),
        tr("So long nobody has touched keyboard or mouse."),
        makeChoice(choices({0, 1, 5, 15, 30, 60}, idleText), idleText, to("idle-minutes")));
    add("cool-down-days",
        tr("Wait after a release"),
        tr("Others find the faults of a new version first."),
        makeChoice(
            choices({0, 1, 3, 7, 14, 30}, coolDownText), coolDownText, to("cool-down-days")));
    m_bypass = add("security-bypasses-cool-down",
                   tr("Security updates do not wait"),
                   tr("They are installed as soon as they are out."),
                   makeSwitch(to("security-bypasses-cool-down")));
    add("integrity-days",
        tr("Look for damaged files"),
        tr("A part at a time, while the computer is idle, until all have been looked at."),
        makeChoice(choices({0, 1, 7, 30, 90}, integrityText), integrityText, to("integrity-days")));
}

void SettingsGroups::buildNotifications() {
    addGroup(QStringLiteral("notifications"), tr("Notifications"));
    add("notifications",
        tr("Announce updates"),
        tr("One bubble, at most once a day and version."),
        makeChoice({{tr("All updates"), QStringLiteral("all")},
                    {tr("Security updates only"), QStringLiteral("security")},
                    {tr("Never"), QStringLiteral("off")}},
                   {},
                   to("notifications")));
    add("start-in-background",
        tr("Start at login"),
        tr("In the background, without a window. Otherwise checks happen only while Upkeep is "
           "open."),
        makeSwitch(to("start-in-background")));
    add("show-tray",
        tr("Show an icon in the panel"),
        tr("It says how things stand and leads to the same actions as this window."),
        makeSwitch(to("show-tray")));
}

void SettingsGroups::buildNetwork() {
    addGroup(QStringLiteral("network"), tr("Network"));
    add("download-on-metered",
        tr("Download on metered networks"),
        tr("Charges may apply. Checks are small and happen anyway."),
        makeSwitch(to("download-on-metered")));
    add("rate-limit-kib",
        tr("Limit the download rate"),
        tr("Leaves room for others on the same line."),
        makeChoice(choices({0, 128, 512, 1024, 2048, 5120, 10240}, rateText),
                   rateText,
                   to("rate-limit-kib")));
    add("proxy",
        tr("Proxy"),
        tr("The way to the internet, where there is a special one."),
        makeProxy(to("proxy")));
}

void SettingsGroups::buildPower() {
    addGroup(QStringLiteral("power"), tr("Power and presence"));
    add("hold-on-battery",
        tr("Wait while on battery"),
        tr("Quiet updates wait for a charger while the battery is low."),
        makeSwitch(to("hold-on-battery")));
    m_minimum = add("battery-minimum",
                    tr("A battery is low below"),
                    tr("Above it, quiet updates are installed on battery, too."),
                    makeChoice(choices({10, 20, 30, 50, 80, 100}, percentText),
                               percentText,
                               to("battery-minimum")));
    add("hold-on-power-saver",
        tr("Wait in power saver mode"),
        tr("While the computer is told to use little power."),
        makeSwitch(to("hold-on-power-saver")));
    add("hold-in-full-screen",
        tr("Wait during films, games and talks"),
        tr("Nothing is downloaded or announced while a window fills the screen."),
        makeSwitch(to("hold-in-full-screen")));
}

void SettingsGroups::buildSnapshots() {
    addGroup(QStringLiteral("snapshots"), tr("Snapshots"));
    add("snapshots-kept",
        tr("Keep"),
        tr("Pinned ones are kept besides; the last good one is never deleted."),
        makeChoice(choices({2, 3, 5, 10, 20}, keptText), keptText, to("snapshots-kept")));
    add("snapshot-days",
        tr("For how long"),
        tr("Older ones go, but for the newest and the pinned ones."),
        makeChoice(choices({0, 30, 90, 180, 365}, daysText), daysText, to("snapshot-days")));
    add("snapshot-budget-gb",
        tr("Room for snapshots"),
        tr("The oldest ones go first when it is used up."),
        makeChoice(
            choices({0, 1, 2, 5, 10, 50}, budgetText), budgetText, to("snapshot-budget-gb")));
}

void SettingsGroups::buildChannels() {
    addGroup(QStringLiteral("channels"), tr("Channels"));
    add("channel",
        tr("Channel"),
        tr("Beta versions come earlier and are tested less."),
        makeChoice({{tr("Stable"), QStringLiteral("stable")}, {tr("Beta"), QStringLiteral("beta")}},
                   {},
                   to("channel")));
}

void SettingsGroups::buildAdvanced() {
    addGroup(QStringLiteral("advanced"), tr("Advanced"));
    add("log-level",
        tr("Write into the log"),
        tr("One line for each thing that happened, for people who look for a cause."),
        makeChoice({{tr("Everything"), QStringLiteral("info")},
                    {tr("Warnings and errors"), QStringLiteral("warning")},
                    {tr("Only errors"), QStringLiteral("error")}},
                   {},
                   to("log-level")));
    const QString place = tr("Not set");
    add("core-install-path",
        tr("Core folder"),
        tr("Of set-ups made before Upkeep."),
        makePath(place, to("core-install-path")));
    add("docker-compose-path",
        tr("Compose file"),
        tr("The services that belong to the program."),
        makePath(place, to("docker-compose-path")));
    add("backup-path",
        tr("Backup folder"),
        tr("Where older backups are."),
        makePath(place, to("backup-path")));
}

void SettingsGroups::present(const Preferences& values) {
    m_shown = values;
    m_answers[int(values.automatic)]->setChecked(true);
    for (const Entry& entry : std::as_const(m_entries))
        entry.control.show(findPreferenceKey(entry.key)->write(values));
    followValues();
}

// Rows that mean something only beside another value, and what there is to reset.
void SettingsGroups::followValues() {
    m_days->setVisible(!m_shown.updateWindow.isAny());
    m_minimum->setVisible(m_shown.holdOnBattery);
    m_bypass->setVisible(m_shown.coolDownDays > 0);
    for (int i = 0; i < m_groups.size(); ++i) {
        m_groups[i]->followRows();
        m_groups[i]->setResettable(m_locked.isEmpty() && resetTo(m_ids[i]) != m_shown);
    }
}

void SettingsGroups::setManaged(const QHash<QString, QString>& managed, const QString& locked) {
    m_managed = managed;
    m_locked = locked;
    const auto keeper = [&](const QString& key) { return managed.value(key, locked); };
    for (const Entry& entry : std::as_const(m_entries))
        entry.row->setManaged(!keeper(entry.key).isEmpty(), keeper(entry.key));
    m_groups.first()->setAnswersManaged(keeper(QStringLiteral("automatic")));
    followValues();
}

void SettingsGroups::change(const QString& key, const QString& value) {
    Preferences values = m_shown;
    if (!findPreferenceKey(key)->read(values, value) || values == m_shown)
        return;
    present(values);
    Q_EMIT wanted(values);
}

// The defaults for a group; what the administrator keeps stays.
Preferences SettingsGroups::resetTo(const QString& group) const {
    Preferences values = withGroupReset(m_shown, group);
    for (const PreferenceKey& key : preferenceKeys()) {
        if (key.group == group && m_managed.contains(key.name))
            key.read(values, key.write(m_shown));
    }
    return values;
}

void SettingsGroups::reset(const QString& group) {
    const Preferences values = resetTo(group);
    present(values);
    Q_EMIT wanted(values);
}

} // namespace upkeep
