// SPDX-License-Identifier: Apache-2.0
// The tray's menu as panels read it: com.canonical.dbusmenu at /MenuBar. Ids belong to the entries'
// keys and are never used again, so that a click on an outdated menu cannot hit another entry.
#pragma once

#include "tray/tray_look.h"

#include <QDBusAbstractAdaptor>
#include <QDBusArgument>
#include <QDBusVariant>

namespace upkeep {

// (ia{sv}): one entry with its properties.
struct MenuItemProperties {
    int id = 0;
    QVariantMap properties;
};
// (ia{sv}av): one entry with everything below it.
struct MenuLayout {
    int id = 0;
    QVariantMap properties;
    QList<MenuLayout> children;
};
// (isvu): what happened to an entry.
struct MenuEvent {
    int id = 0;
    QString what;
    QDBusVariant data;
    uint timestamp = 0;
};

QDBusArgument& operator<<(QDBusArgument& out, const MenuItemProperties& item);
const QDBusArgument& operator>>(const QDBusArgument& in, MenuItemProperties& item);
QDBusArgument& operator<<(QDBusArgument& out, const MenuLayout& layout);
const QDBusArgument& operator>>(const QDBusArgument& in, MenuLayout& layout);
QDBusArgument& operator<<(QDBusArgument& out, const MenuEvent& event);
const QDBusArgument& operator>>(const QDBusArgument& in, MenuEvent& event);

// Which id each entry has, and the menu as it is now.
class MenuOnBus : public QObject {
    Q_OBJECT

public:
    explicit MenuOnBus(QObject* parent = nullptr);

    void setEntries(const QList<MenuEntry>& entries);
    // nullptr: no such entry (any more).
    const MenuEntry* entry(int id) const;
    MenuLayout layout(int parent, int depth, const QStringList& names) const;
    QVariantMap properties(int id, const QStringList& names) const;
    uint revision() const { return m_revision; }
    // The panel says an entry was clicked; false: none that can be.
    bool click(int id);

Q_SIGNALS:
    void changed(uint revision);
    void chosen(const QString& key);

private:
    struct Place {
        const MenuEntry* entry = nullptr;
        QList<int> children;
    };
    QList<int> number(const QList<MenuEntry>& entries);

    QList<MenuEntry> m_entries;
    QHash<int, Place> m_places; // point into m_entries
    QHash<QString, int> m_ids;  // by key
    int m_lastId = 0;
    uint m_revision = 1;
};

// NOLINTBEGIN(readability-identifier-naming,readability-convert-member-functions-to-static)
// The names are the interface's, and properties are read from an object.
class MenuAdaptor : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "com.canonical.dbusmenu")
    Q_PROPERTY(uint Version READ version)
    Q_PROPERTY(QString TextDirection READ textDirection)
    Q_PROPERTY(QString Status READ status)
    Q_PROPERTY(QStringList IconThemePath READ iconThemePath)

public:
    explicit MenuAdaptor(MenuOnBus* menu);

    uint version() const { return 4; }
    QString textDirection() const;
    QString status() const { return QStringLiteral("normal"); }
    QStringList iconThemePath() const { return {}; }

public Q_SLOTS:
    uint GetLayout(int parentId,
                   int recursionDepth,
                   const QStringList& propertyNames,
                   upkeep::MenuLayout& layout);
    QList<upkeep::MenuItemProperties> GetGroupProperties(const QList<int>& ids,
                                                         const QStringList& propertyNames);
    QDBusVariant GetProperty(int id, const QString& name);
    void Event(int id, const QString& eventId, const QDBusVariant& data, uint timestamp);
    QList<int> EventGroup(const QList<upkeep::MenuEvent>& events);
    bool AboutToShow(int id);
    QList<int> AboutToShowGroup(const QList<int>& ids, QList<int>& idErrors);

Q_SIGNALS:
    void LayoutUpdated(uint revision, int parent);
    void ItemsPropertiesUpdated(const QList<upkeep::MenuItemProperties>& updated,
                                const QList<upkeep::MenuItemProperties>& removed);
    void ItemActivationRequested(int id, uint timestamp);

private:
    MenuOnBus& m_menu;
};
// NOLINTEND(readability-identifier-naming,readability-convert-member-functions-to-static)

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::MenuItemProperties)
Q_DECLARE_METATYPE(upkeep::MenuLayout)
Q_DECLARE_METATYPE(upkeep::MenuEvent)
