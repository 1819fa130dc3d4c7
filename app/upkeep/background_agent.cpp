// SPDX-License-Identifier: Apache-2.0
#include "background_agent.h"

#include "agent/bus_service.h"

namespace upkeep {
namespace {

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
      m_agent(products.clock(), *m_alarm, *m_desktop, m_state, m_hands), m_service(service),
      m_watch(places) {
    m_hands.setAgent(m_agent);
    connect(&m_watch, &StateWatch::changed, this, &BackgroundAgent::readAgain);
    m_retry.setSingleShot(true);
    m_retry.setInterval(firstRetry);
    connect(&m_retry, &QTimer::timeout, this, &BackgroundAgent::claim);
}

BackgroundAgent::~BackgroundAgent() = default;

void BackgroundAgent::start() {
    for (const OpenProduct& product : m_products.all())
        product.controller->finishUnfinished();
    claim();
    for (const OpenProduct& product : m_products.all())
        follow(product);
}

// The other one leaves when we take its name on the bus; it may be at a walk that has to end first.
void BackgroundAgent::claim() {
    if (!m_state.lock()) {
        if (m_retry.interval() < lastRetry)
            m_retry.start(m_retry.interval() * 3);
        return;
    }
    m_isClaimed = true;
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
}

void BackgroundAgent::follow(const OpenProduct& product) {
    connect(product.controller.get(),
            &UpdateController::progressed,
            this,
            [this, id = product.id](const Progress& progress) {
                m_service.toldProgress(id, progress);
            });
    // What was done here is read at its end; only now is the folder certain to be there.
    connect(product.controller.get(),
            &UpdateController::statusChanged,
            this,
            [this, registration = product.registration] { m_watch.add(registration); });
}

void BackgroundAgent::readAgain() {
    followRegistrations();
    for (const OpenProduct& product : m_products.all()) {
        if (product.controller->isBusy())
            continue; // our own work; its end reads everything
        product.controller->readStatus();
        product.controller->readPreferences();
    }
}

// What comes and goes while we run: the command line installs and removes, too.
void BackgroundAgent::followRegistrations() {
    const QStringList gone = m_products.gone();
    for (const QString& id : gone) {
        const OpenProduct* const product = m_products.find(id);
        if (product->controller->isBusy())
            continue; // its end changes the state, and we look again
        m_watch.remove(product->registration);
        m_hands.remove(id);
        Q_EMIT closing(id);
        m_products.close(id);
    }
    const Result<QStringList> fresh = m_products.open();
    for (const QString& id : fresh ? *fresh : QStringList()) {
        const OpenProduct& product = *m_products.find(id);
        follow(product);
        Q_EMIT opened(id);
        if (m_isClaimed)
            m_hands.add(id, *product.controller, product.live);
    }
}

} // namespace upkeep
