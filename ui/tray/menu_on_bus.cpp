// SPDX-License-Identifier: Apache-2.0
#include "tray/menu_on_bus.h"

#include <QDBusMetaType>
#include <QGuiApplication>

namespace upkeep {
namespace {

constexpr int deepest = 8; // nobody nests menus deeper; a depth of -1 means "all"

// Here an underscore marks the letter for the keyboard, and we mark none.
QString labelOf(const QString& text) {
    QString label = text;
    return label.replace(u'_', QStringLiteral("__"));
}

QVariantMap allPropertiesOf(const MenuEntry& entry) {
    if (entry.separator)
        return {{QStringLiteral("type"), QStringLiteral("separator")}};
    QVariantMap values = {{QStringLiteral("label"), labelOf(entry.text)},
                          {QStringLiteral("enabled"), entry.enabled},
                          {QStringLiteral("visible"), true}};
    if (!entry.children.isEmpty())
        values.insert(QStringLiteral("children-display"), QStringLiteral("submenu"));
    return values;
}

} // namespace

QDBusArgument& operator<<(QDBusArgument& out, const MenuItemProperties& item) {
    out.beginStructure();
    out << item.id << item.properties;
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, MenuItemProperties& item) {
    in.beginStructure();
    in >> item.id >> item.properties;
    in.endStructure();
    return in;
}

QDBusArgument& operator<<(QDBusArgument& out, const MenuLayout& layout) {
    out.beginStructure();
    out << layout.id << layout.properties;
    out.beginArray(QMetaType::fromType<QDBusVariant>());
    for (const MenuLayout& child : layout.children)
        out << QDBusVariant(QVariant::fromValue(child));
    out.endArray();
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, MenuLayout& layout) {
    in.beginStructure();
    in >> layout.id >> layout.properties;
    in.beginArray();
    layout.children.clear();
    while (!in.atEnd()) {
        QDBusVariant child;
        in >> child;
        layout.children << qdbus_cast<MenuLayout>(child.variant());
    }
    in.endArray();
    in.endStructure();
    return in;
}

QDBusArgument& operator<<(QDBusArgument& out, const MenuEvent& event) {
    out.beginStructure();
    out << event.id << event.what << event.data << event.timestamp;
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, MenuEvent& event) {
    in.beginStructure();
    in >> event.id >> event.what >> event.data >> event.timestamp;
    in.endStructure();
    return in;
}

MenuOnBus::MenuOnBus(QObject* parent) : QObject(parent) {
    setEntries({});
}

void MenuOnBus::setEntries(const QList<MenuEntry>& entries) {
    if (!m_places.isEmpty() && isSameMenu(m_entries, entries))
        return;
    m_entries = entries;
    m_places.clear();
    const QList<int> top = number(m_entries);
    m_places.insert(0, {nullptr, top});
    ++m_revision;
    Q_EMIT changed(m_revision);
}

QList<int> MenuOnBus::number(const QList<MenuEntry>& entries) {
    QList<int> ids;
    for (const MenuEntry& entry : entries) {
        int id = entry.key.isEmpty() ? 0 : m_ids.value(entry.key);
        if (id == 0)
            id = ++m_lastId;
        if (!entry.key.isEmpty())
            m_ids.insert(entry.key, id);
        const QList<int> below = number(entry.children);
        m_places.insert(id, {&entry, below});
        ids << id;
    }
    return ids;
}

const MenuEntry* MenuOnBus::entry(int id) const {
    return m_places.value(id).entry;
}

QVariantMap MenuOnBus::properties(int id, const QStringList& names) const {
    const MenuEntry* found = entry(id);
    if (!found)
        return id == 0
                   ? QVariantMap{{QStringLiteral("children-display"), QStringLiteral("submenu")}}
                   : QVariantMap();
    QVariantMap all = allPropertiesOf(*found);
    if (names.isEmpty())
        return all;
    QVariantMap some;
    for (const QString& name : names) {
        if (all.contains(name))
            some.insert(name, all.value(name));
    }
    return some;
}

MenuLayout MenuOnBus::layout(int parent, int depth, const QStringList& names) const {
    MenuLayout below{parent, properties(parent, names), {}};
    const int left = depth < 0 ? deepest : std::min(depth, deepest);
    if (left == 0)
        return below;
    for (const int child : m_places.value(parent).children)
        below.children << layout(child, left - 1, names);
    return below;
}

bool MenuOnBus::click(int id) {
    const MenuEntry* found = entry(id);
    if (!found || !found->enabled || !found->children.isEmpty() || found->key.isEmpty())
        return false;
    const QString key = found->key;
    // The panel gets its answer before anything is done about it.
    QMetaObject::invokeMethod(
        this, [this, key] { Q_EMIT chosen(key); }, Qt::QueuedConnection);
    return true;
}

MenuAdaptor::MenuAdaptor(MenuOnBus* menu) : QDBusAbstractAdaptor(menu), m_menu(*menu) {
    qDBusRegisterMetaType<MenuItemProperties>();
    qDBusRegisterMetaType<QList<MenuItemProperties>>();
    qDBusRegisterMetaType<MenuLayout>();
    qDBusRegisterMetaType<MenuEvent>();
    qDBusRegisterMetaType<QList<MenuEvent>>();
    qDBusRegisterMetaType<QList<int>>();
    connect(menu, &MenuOnBus::changed, this, [this](uint revision) {
        Q_EMIT LayoutUpdated(revision, 0);
    });
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): a property
QString MenuAdaptor::textDirection() const {
    return QGuiApplication::isRightToLeft() ? QStringLiteral("rtl") : QStringLiteral("ltr");
}

uint MenuAdaptor::GetLayout(int parentId,
                            int recursionDepth,
                            const QStringList& propertyNames,
                            MenuLayout& layout) {
    layout = m_menu.layout(parentId, recursionDepth, propertyNames);
    return m_menu.revision();
}

QList<MenuItemProperties> MenuAdaptor::GetGroupProperties(const QList<int>& ids,
                                                          const QStringList& propertyNames) {
    QList<MenuItemProperties> list;
    for (const int id : ids) {
        if (m_menu.entry(id))
            list << MenuItemProperties{id, m_menu.properties(id, propertyNames)};
    }
    return list;
}

QDBusVariant MenuAdaptor::GetProperty(int id, const QString& name) {
    const QVariant value = m_menu.properties(id, {name}).value(name);
    return QDBusVariant(value.isValid() ? value : QVariant(QString()));
}

void MenuAdaptor::Event(int id,
                        const QString& eventId,
                        const QDBusVariant& /*data*/,
                        uint /*timestamp*/) {
    if (eventId == QLatin1String("clicked"))
        m_menu.click(id);
}

QList<int> MenuAdaptor::EventGroup(const QList<MenuEvent>& events) {
    QList<int> unknown;
    for (const MenuEvent& event : events) {
        if (!m_menu.entry(event.id))
            unknown << event.id;
        else
            Event(event.id, event.what, event.data, event.timestamp);
    }
    return unknown;
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): called through the bus
bool MenuAdaptor::AboutToShow(int /*id*/) {
    return false; // it is always up to date
}

QList<int> MenuAdaptor::AboutToShowGroup(const QList<int>& ids, QList<int>& idErrors) {
    for (const int id : ids) {
        if (id != 0 && !m_menu.entry(id))
            idErrors << id;
    }
    return {};
}

} // namespace upkeep
