// SPDX-License-Identifier: Apache-2.0
// One object of somebody else's service on a D-Bus: whether it is there, its properties as last
// told, its signals, its methods. Never waits, but in ask(); a service that is missing, dies, comes
// back or answers with other types than it should leaves nothing behind but absent values.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QObject>
#include <QVariantMap>

#include <functional>
#include <optional>

namespace upkeep {

class BusPeer : public QObject {
    Q_OBJECT

public:
    struct Address {
        QString service;
        QString path;
        QString interface;
    };
    // `startable`: the bus may start the service to answer us.
    BusPeer(const QDBusConnection& bus, Address address, bool startable = false);

    // Reads the properties now, whenever the service comes, and whenever it tells of a change.
    void followProperties();
    void followSignal(const QString& name);

    bool isThere() const { return m_there; }
    // Empty where the property is unknown or of another type.
    template <typename T> std::optional<T> property(const char* name) const {
        return valueAs<T>(m_properties.value(QLatin1String(name)));
    }
    template <typename T> static std::optional<T> valueAs(const QVariant& value) {
        return value.metaType() == QMetaType::fromType<T>() ? std::optional(value.value<T>())
                                                            : std::nullopt;
    }

    using Answered = std::function<void(const QVariantList&)>;
    // `answered` gets nothing if the call fails; it is not called once we are gone.
    void call(const QString& method, const QVariantList& arguments, Answered answered);
    // Waits for at most `milliseconds`; asks only a service that is there.
    QVariantList ask(const QString& method, const QVariantList& arguments, int milliseconds);

Q_SIGNALS:
    void propertiesChanged();
    void came();
    void went();
    void signalled(const QString& name, const QVariantList& arguments);

private Q_SLOTS:
    void takeChange(const QDBusMessage& message);
    void takeSignal(const QDBusMessage& message);

private:
    void askWhetherThere();
    void setThere(bool isThere);
    void readProperties();
    QDBusMessage message(const QString& interface, const QString& method) const;

    QDBusConnection m_bus;
    Address m_address;
    bool m_startable;
    bool m_there = false;
    bool m_followsProperties = false;
    int m_reading = 0; // the answer to an older question is late and not wanted
    QVariantMap m_properties;
    QDBusServiceWatcher m_watcher;
};

} // namespace upkeep
