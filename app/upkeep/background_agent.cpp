// SPDX-License-Identifier: Apache-2.0
#include "background_agent.h"

#include "agent/bus_service.h"

namespace upkeep {
namespace {

constexpr int settling = 400;      // ms
constexpr int firstRetry = 1000;   // ms; each later one waits three times as long
constexpr int lastRetry = 900'000; // ms

} // namespace

BackgroundAgent::BackgroundAgent(Products& products,
                                 const Places& places,
                                 BusService& service,
                                 QObject* parent)
    : QObject(parent), m_products(products), m_places(places), m_alarm(makeAlarm()),
      m_desktop(makeDesktop()), m_state(products.files(), places.state),
      m_hands(products.processes()),
      m_agent(products.clock(), *m_alarm, *m_desktop, m_state, m_hands), m_service(service) {
    m_hands.setAgent(m_agent);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settling);
    connect(&m_settle, &QTimer::timeout, this, &BackgroundAgent::readAgain);
    m_retry.setSingleShot(true);
    m_retry.setInterval(firstRetry);
    connect(&m_retry, &QTimer::timeout, this, &BackgroundAgent::claim);
}

BackgroundAgent::~BackgroundAgent() = default;

void BackgroundAgent::start() {
    for (const OpenProduct& product : m_products.all())
        product.controller->finishUnfinished();
    claim();
    watch();
}

// The other one leaves when we take its name on the bus; it may be at a walk that has to end first.
void BackgroundAgent::claim() {
    if (!m_state.lock()) {
        if (m_retry.interval() < lastRetry)
            m_retry.start(m_retry.interval() * 3);
        return;
    }
    // A file that could not be read was named and kept beside; the defaults do.
    (void)m_state.load();
    connect(
        &m_hands, &ControllerHands::ready, this, &BackgroundAgent::begin, Qt::SingleShotConnection);
    if (m_products.all().empty())
        begin(); // nobody else will say so
    for (const OpenProduct& product : m_products.all())
        m_hands.add(product.id, *product.controller, product.live);
}

void BackgroundAgent::begin() {
    m_agent.start();
    m_service.serve(m_agent);
    for (const OpenProduct& product : m_products.all())
        connect(product.controller.get(),
                &UpdateController::progressed,
                this,
                [this, id = product.id](const Progress& progress) {
                    m_service.toldProgress(id, progress);
                });
}

// Files are replaced, never written in place; so their folders tell.
void BackgroundAgent::watch() {
    QStringList folders = {m_places.config.display(), m_places.policy.display()};
    for (const OpenProduct& product : m_products.all()) {
        folders << m_places.stateOf(product.id).display() << product.work.display();
        // What was done here is read at its end; only now is the folder certain to be there.
        connect(product.controller.get(),
                &UpdateController::statusChanged,
                &m_settle,
                [this, state = folders.last()] {
                    if (!m_watcher.directories().contains(state))
                        m_watcher.addPath(state);
                });
    }
    folders.removeAll(QString());
    for (const QString& folder : std::as_const(folders))
        m_watcher.addPath(folder); // one that does not exist is not watched
    connect(
        &m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, [this] { m_settle.start(); });
}

void BackgroundAgent::readAgain() {
    for (const OpenProduct& product : m_products.all()) {
        if (product.controller->isBusy())
            continue; // our own work; its end reads everything
        product.controller->readStatus();
        product.controller->readPreferences();
    }
}

} // namespace upkeep
