// SPDX-License-Identifier: Apache-2.0
// Every preference in its group, with its control: what the settings page shows and changes. Knows
// which values the administrator keeps.
#pragma once

#include "pages/preference_controls.h"
#include "policy/preferences.h"

#include <QHash>
#include <QObject>

class QRadioButton;

namespace upkeep {

class SettingsGroup;
class SettingsRow;

class SettingsGroups : public QObject {
    Q_OBJECT

public:
    explicit SettingsGroups(QObject* parent = nullptr);
    // In the order of the page; made once.
    const QList<SettingsGroup*>& groups() const { return m_groups; }
    void present(const Preferences& values);
    // Name of the preference -> the policy file that decides it. `locked`: the file that leaves no
    // setting to the person at all; empty = none does.
    void setManaged(const QHash<QString, QString>& managed, const QString& locked);

Q_SIGNALS:
    // A person changed something; applies at once.
    void wanted(const upkeep::Preferences& values);

private:
    struct Entry {
        QString key;
        SettingsRow* row = nullptr;
        PreferenceControl control;
    };

    void buildAutomatic();
    void buildSchedule();
    void buildNotifications();
    void buildNetwork();
    void buildPower();
    void buildSnapshots();
    void buildChannels();
    void buildAdvanced();
    SettingsGroup* addGroup(const QString& id, const QString& title);
    SettingsRow*
    add(const char* key, const QString& name, const QString& caption, PreferenceControl control);
    // The answer to a control of this preference.
    PreferenceChange to(const char* key);
    void change(const QString& key, const QString& value);
    void reset(const QString& group);
    Preferences resetTo(const QString& group) const;
    void followValues();

    QList<SettingsGroup*> m_groups;
    QStringList m_ids; // of the groups, as preference_keys.h names them
    QList<Entry> m_entries;
    QList<QRadioButton*> m_answers; // in the order of AutoUpdate
    SettingsRow* m_days = nullptr;
    SettingsRow* m_minimum = nullptr;
    SettingsRow* m_bypass = nullptr;
    Preferences m_shown;
    QHash<QString, QString> m_managed;
    QString m_locked;
};

} // namespace upkeep
