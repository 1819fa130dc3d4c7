// SPDX-License-Identifier: Apache-2.0
#include "tray/desktop_presence.h"

#include "agent/agent.h"
#include "main_window.h"

#include <QCloseEvent>

namespace upkeep {
namespace {

// A panel that restarts is back within seconds.
constexpr int graceWithoutTray = 10'000; // ms

} // namespace

DesktopPresence::DesktopPresence(const QDBusConnection& bus, MakeWindow makeWindow, QObject* parent)
    : QObject(parent), m_makeWindow(std::move(makeWindow)), m_tray(bus), m_bubbles(bus),
      m_work(m_bubbles, [this] { return isWindowShown(); }) {
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &DesktopPresence::refresh);
    m_withoutTray.setSingleShot(true);
    m_withoutTray.setInterval(graceWithoutTray);
    connect(&m_withoutTray, &QTimer::timeout, this, &DesktopPresence::leaveWithoutTray);
    connect(&m_tray, &TrayIcon::shownChanged, this, &DesktopPresence::followTray);
    connect(&m_tray, &TrayIcon::chosen, this, &DesktopPresence::obey);
    connect(&m_tray, &TrayIcon::activated, this, [this](const QString& token) {
        openWindow({{}, {}, token});
    });
    connect(&m_bubbles, &Notifications::answered, this, &DesktopPresence::answer);
    connect(&m_bubbles, &Notifications::undeliverable, this, &DesktopPresence::giveUp);
    refreshSoon();
}

DesktopPresence::~DesktopPresence() = default;

void DesktopPresence::add(const QString& product, UpdateController& controller) {
    m_products.append({product, &controller});
    connect(&controller, &UpdateController::statusChanged, this, &DesktopPresence::refreshSoon);
    connect(&controller, &UpdateController::activityChanged, this, &DesktopPresence::refreshSoon);
    connect(&controller, &UpdateController::pausedChanged, this, &DesktopPresence::refreshSoon);
    connect(&controller,
            &UpdateController::preferencesRead,
            this,
            [this](const Preferences& preferences) { m_tray.setWanted(preferences.showTray); });
    m_work.add(product, controller);
    if (m_window)
        m_window->addProduct(product, controller);
    refreshSoon();
}

void DesktopPresence::remove(const QString& product) {
    if (UpdateController* const controller = find(product))
        controller->disconnect(this);
    m_work.remove(product);
    m_products.removeIf([&](const Shown& shown) { return shown.id == product; });
    if (m_window)
        m_window->removeProduct(product);
    m_bubbles.withdraw(product);
    refreshSoon();
}

void DesktopPresence::setAgent(Agent& agent) {
    m_agent = &agent;
    connect(&agent, &Agent::noticeWanted, this, &DesktopPresence::take);
    connect(&agent, &Agent::noticeWithdrawn, &m_bubbles, &Notifications::withdraw);
}

// Several things change at once; a panel need not hear of each.
void DesktopPresence::refreshSoon() {
    m_refresh.start();
}

void DesktopPresence::refresh() {
    const QDateTime now = QDateTime::currentDateTime();
    QList<TrayProduct> products;
    for (const Shown& shown : std::as_const(m_products)) {
        TrayProduct product{shown.controller->status(), shown.controller->activity()};
        product.resting = shown.controller->isPaused();
        product.status.id = shown.id; // nothing has been read yet at the start
        product.paused = product.status.pausedUntil.isValid();
        products << product;
    }
    m_tray.present(trayLook(products, now), trayMenu(products, now));
}

// ---- the window

bool DesktopPresence::isWindowShown() const {
    return m_window && m_window->isVisible();
}

void DesktopPresence::openWindow(const WindowWish& wish) {
    if (!m_window) {
        m_window = m_makeWindow();
        m_window->installEventFilter(this);
    }
    if (!wish.product.isEmpty())
        m_window->showProduct(wish.product);
    if (!wish.page.isEmpty())
        m_window->showPage(wish.page);
    if (!wish.token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", wish.token.toUtf8()); // what Qt asks for on Wayland
    if (m_window->isMinimized())
        m_window->showNormal();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    qunsetenv("XDG_ACTIVATION_TOKEN"); // of this once, and not for programs we start
    m_bubbles.withdrawAll();
    Q_EMIT windowOpened();
}

bool DesktopPresence::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::Close:
        if (!acceptClose()) {
            event->ignore();
            return true;
        }
        break;
    case QEvent::WindowActivate:
        m_bubbles.withdrawAll();
        break;
    case QEvent::PaletteChange:
        m_tray.redraw();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

// True: the window may go.
bool DesktopPresence::acceptClose() {
    if (m_background || m_tray.isShown()) {
        m_work.sayItGoesOn();
        return true; // hidden; the icon or the next start brings it back
    }
    if (isBusy()) {
        m_window->showMinimized();
        return false;
    }
    QTimer::singleShot(0, this, &DesktopPresence::quitWanted);
    return true;
}

void DesktopPresence::followTray(bool shown) {
    if (shown)
        m_withoutTray.stop();
    else if (!m_background && m_window && !m_window->isVisible())
        m_withoutTray.start();
}

// Nothing is left to bring the window back with.
void DesktopPresence::leaveWithoutTray() {
    if (m_tray.isShown() || isWindowShown())
        return;
    if (isBusy())
        m_window->showMinimized();
    else
        Q_EMIT quitWanted();
}

bool DesktopPresence::isBusy() const {
    return std::any_of(m_products.begin(), m_products.end(), [](const Shown& shown) {
        return shown.controller->isWorking();
    });
}

UpdateController* DesktopPresence::find(const QString& product) const {
    for (const Shown& shown : m_products) {
        if (shown.id == product)
            return shown.controller;
    }
    return nullptr;
}

// ---- notices

void DesktopPresence::take(const Notice& notice) {
    if (isWindowShown() && m_window->isActiveWindow())
        return; // it says so itself
    const UpdateController* controller = find(notice.product);
    m_bubbles.show(notice, controller ? controller->status().iconPath : QString());
}

// Nobody shows bubbles. The tray's icon and words say it; without a tray, a window that waits in
// the task bar.
void DesktopPresence::giveUp(const Notice& notice) {
    const bool isOfWork = notice.kind == NoticeKind::GoesOn || notice.kind == NoticeKind::Working;
    if (m_tray.isShown() || isWindowShown() || isOfWork)
        return;
    if (!m_window) {
        m_window = m_makeWindow();
        m_window->installEventFilter(this);
    }
    m_window->showProduct(notice.product);
    m_window->showPage(QStringLiteral("updates"));
    m_window->showMinimized();
}

void DesktopPresence::answer(const QString& product, Answer given, const QString& token) {
    if (given == Answer::Details)
        openWindow({QStringLiteral("updates"), product, token});
    if (m_agent)
        m_agent->answer(product, given);
    else if (given != Answer::Details)
        openWindow({QStringLiteral("updates"), product, token});
}

// ---- the menu

void DesktopPresence::obey(const QString& key) {
    const TrayCommand command = TrayCommand::fromKey(key);
    if (command.verb == QLatin1String("page"))
        openWindow({command.detail, command.product, {}});
    else if (command.verb == QLatin1String("quit"))
        Q_EMIT quitWanted();
    else if (command.verb == QLatin1String("check"))
        checkAll();
    else if (command.verb == QLatin1String("pause"))
        pauseAll(command.detail);
    else if (command.verb == QLatin1String("resume"))
        pauseAll({});
    else if (command.verb == QLatin1String("remind"))
        remind(command);
    else if (command.verb == QLatin1String("skip"))
        skip(command);
    else if (command.verb == QLatin1String("override") && m_agent)
        m_agent->overrideHold(command.product);
    else if (const auto given = command.answer())
        answer(command.product, *given, {});
}

void DesktopPresence::remind(const TrayCommand& command) {
    if (!m_agent)
        return openWindow({QStringLiteral("updates"), command.product, {}});
    if (command.detail == QLatin1String("quit"))
        return m_agent->answer(command.product, Answer::RemindOnQuit);
    const QDateTime at = momentOf(command.detail, QDateTime::currentDateTime());
    if (at.isValid())
        m_agent->answer(command.product, Answer::RemindLater, at);
}

// Only the version the menu named, not one that has come since.
void DesktopPresence::skip(const TrayCommand& command) {
    UpdateController* controller = find(command.product);
    if (!controller || !controller->status().offer ||
        controller->status().offer->to.toString() != command.detail)
        return;
    if (m_agent)
        m_agent->answer(command.product, Answer::Skip);
    else
        controller->skip(controller->status().offer->to);
}

void DesktopPresence::checkAll() {
    for (const Shown& shown : std::as_const(m_products)) {
        if (m_agent && m_agent->nextCheck(shown.id).isValid()) // it knows the product by now
            m_agent->checkNow(shown.id);
        else
            shown.controller->check();
    }
}

void DesktopPresence::pauseAll(const QString& when) {
    const QDateTime until = momentOf(when, QDateTime::currentDateTime());
    if (!m_agent) {
        for (const Shown& shown : std::as_const(m_products))
            shown.controller->pause(until);
        return;
    }
    if (until.isValid())
        m_agent->pause(until);
    else
        m_agent->resume();
}

} // namespace upkeep
