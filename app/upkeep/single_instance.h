// SPDX-License-Identifier: Apache-2.0
// One Upkeep per person and session: by its name on the session bus (org.freedesktop.Application),
// without a bus by a lock file and a socket beside it. A second start hands its request to the
// first and ends.
#pragma once

#include "start_request.h"

#include <QDBusAbstractAdaptor>
#include <QDBusConnection>
#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QVariantMap>

#include <memory>

namespace upkeep {

class SingleInstance : public QObject {
    Q_OBJECT

public:
    // `folder` for lock and socket: belongs to this person alone.
    SingleInstance(QDBusConnection bus, QString folder, QObject* parent = nullptr);

    enum class Claim {
        First,  // this one runs; requests of later starts arrive as `requested`
        Handed, // another one runs and has taken the request
        Silent, // another one runs and does not answer
    };
    // Waits at most some seconds for the other one's answer.
    Claim claim(const StartRequest& request);

Q_SIGNALS:
    void requested(const upkeep::StartRequest& request);

private:
    Claim claimOnBus(const StartRequest& request);
    bool handOverBus(const StartRequest& request);
    Claim claimByLock(const StartRequest& request);
    bool handOverSocket(const StartRequest& request) const;
    void listen();
    QString socketName() const;

    QDBusConnection m_bus;
    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QLocalServer> m_server;
};

// NOLINTBEGIN(readability-identifier-naming): the names are the interface's
class ApplicationAdaptor : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    explicit ApplicationAdaptor(SingleInstance* instance);

public Q_SLOTS:
    void Activate(const QVariantMap& platformData);
    void Open(const QStringList& uris, const QVariantMap& platformData);
    // The name of a page; the parameter may name a product.
    void ActivateAction(const QString& name,
                        const QVariantList& parameters,
                        const QVariantMap& platformData);

private:
    void take(StartRequest request, const QVariantMap& platformData);

    SingleInstance& m_instance;
};
// NOLINTEND(readability-identifier-naming)

} // namespace upkeep
