// SPDX-License-Identifier: Apache-2.0
// upkeep: the window, the tray and the work in the background. Builds the real objects, hands them
// to each other, runs.
#include "agent/bus_service.h"
#include "background_agent.h"
#include "dialogs/error_dialog.h"
#include "main_window.h"
#include "single_instance.h"
#include "start_at_login.h"
#include "system/desktop_look.h"
#include "text/translation.h"
#include "theme/focus_ring.h"
#include "theme/follow_desktop.h"
#include "theme/icons.h"
#include "theme/style.h"
#include "tray/desktop_presence.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

#include <cstdio>

using namespace upkeep;

namespace {

StartRequest parseArguments(const QApplication& app) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("upkeep", "Keeps installed programs up to date."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption product(QStringLiteral("product"),
                                     QCoreApplication::translate("upkeep", "which product to show"),
                                     QStringLiteral("ID"));
    const QCommandLineOption page(QStringLiteral("page"),
                                  MainWindow::pageNames().join(QLatin1String(", ")),
                                  QStringLiteral("NAME"));
    const QCommandLineOption background(
        QStringLiteral("background"),
        QCoreApplication::translate("upkeep", "no window; a tray icon where there is a tray"));
    parser.addOptions({product, page, background});
    parser.process(app);
    StartRequest request;
    request.product = parser.value(product);
    request.page = parser.value(page);
    request.background = parser.isSet(background);
    request.token = takeActivationToken();
    return request;
}

bool isCheckDue(const UpdateController& controller, const QDateTime& now) {
    const QDateTime last = controller.status().lastChecked;
    return !last.isValid() ||
           last.secsTo(now) >= 3600LL * controller.preferences().checkIntervalHours;
}

// Who opens the window wants to see what is new; a check of these hours will do.
void checkWhenDue(UpdateController& controller) {
    if (controller.hasStatus() && !controller.isBusy() &&
        isCheckDue(controller, QDateTime::currentDateTime()))
        controller.check(false);
}

// The same once the state of a program that has just started is known.
void checkAtFirst(UpdateController& controller) {
    QObject::connect(&controller,
                     &UpdateController::statusChanged,
                     &controller,
                     [&controller, checked = false]() mutable {
                         if (!checked && !controller.isBusy()) {
                             checked = true;
                             checkWhenDue(controller);
                         }
                     });
}

void showBroken(MainWindow& window, const Error& error) {
    auto* dialog = new ErrorDialog(error, {}, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

std::unique_ptr<MainWindow> makeWindow(const Products& products,
                                       const Result<QStringList>& opened) {
    auto window = std::make_unique<MainWindow>();
    for (const OpenProduct& product : products.all())
        window->addProduct(product.id, *product.controller);
    if (!opened)
        showBroken(*window, opened.error());
    else if (!products.broken().isEmpty())
        showBroken(*window, products.broken().first());
    return window;
}

// The last walk comes to its end first; until then nothing but that is left of the program.
void quitWhenDone(const Products& products, DesktopPresence& presence) {
    presence.tray().setWanted(false);
    if (presence.window())
        presence.window()->hide();
    const auto leave = [&products] {
        if (!products.isBusy())
            QCoreApplication::quit();
    };
    for (const OpenProduct& product : products.all())
        QObject::connect(product.controller.get(),
                         &UpdateController::activityChanged,
                         qApp,
                         leave,
                         Qt::QueuedConnection);
    leave();
}

QString runtimeFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) +
           QStringLiteral("/upkeep");
}

int run(QApplication& app,
        const StartRequest& request,
        SingleInstance& instance,
        BusService& service) {
    const std::unique_ptr<DesktopLook> look = makeDesktopLook();
    const FollowDesktop follow(*look);
    Products products;
    const Result<QStringList> opened = products.open();
    DesktopPresence presence(QDBusConnection::sessionBus(),
                             [&] { return makeWindow(products, opened); });
    presence.setBackground(request.background);
    for (const OpenProduct& product : products.all()) {
        presence.add(product.id, *product.controller);
        if (!request.background)
            checkAtFirst(*product.controller);
    }
    std::unique_ptr<BackgroundAgent> background;
    std::unique_ptr<StartAtLogin> login;
    if (const Result<Seams> seams = products.seams()) {
        background = std::make_unique<BackgroundAgent>(products, seams->places, service);
        presence.setAgent(background->agent());
        QObject::connect(&background->hands(),
                         &ControllerHands::dataChoiceWanted,
                         &presence,
                         [&presence](const QString& id) {
                             presence.openWindow({QStringLiteral("updates"), id, {}});
                         });
        login = std::make_unique<StartAtLogin>(products.files(), seams->autostart);
        for (const OpenProduct& product : products.all())
            login->follow(*product.controller);
        QObject::connect(
            background.get(), &BackgroundAgent::opened, &presence, [&](const QString& id) {
                UpdateController& controller = *products.find(id)->controller;
                presence.add(id, controller);
                login->follow(controller);
            });
        QObject::connect(
            background.get(), &BackgroundAgent::closing, &presence, &DesktopPresence::remove);
        background->start();
    }
    QObject::connect(
        &instance, &SingleInstance::requested, &presence, [&presence](const StartRequest& wanted) {
            presence.openWindow({wanted.page, wanted.product, wanted.token});
        });
    QObject::connect(
        &presence, &DesktopPresence::quitWanted, &app, [&] { quitWhenDone(products, presence); });
    if (!request.background)
        presence.openWindow({request.page, request.product, request.token});
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> given(argv, argv + argc); // before Qt takes its own out
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("upkeep"));
    QCoreApplication::setApplicationVersion(QStringLiteral(UPKEEP_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.upkeep.Upkeep"));
    QApplication::setQuitOnLastWindowClosed(false);
    installTranslation(app);
    if (std::find(given.begin(), given.end(), "-style") == given.end())
        QApplication::setStyle(new Style);
    QApplication::setWindowIcon(QIcon(productPicture({}, 64, app.devicePixelRatio())));
    new FocusRing(&app);
    const StartRequest request = parseArguments(app);

    // Before the name is ours: a program whose call starts us is not turned away.
    Clock clock(buildTime());
    BusService service(QDBusConnection::sessionBus(), clock);
    service.open();
    SingleInstance instance(QDBusConnection::sessionBus(), runtimeFolder());
    switch (instance.claim(request)) {
    case SingleInstance::Claim::First:
        return run(app, request, instance, service);
    case SingleInstance::Claim::Handed:
        return 0;
    case SingleInstance::Claim::Silent:
        break;
    }
    const QString sorry =
        QCoreApplication::translate("upkeep", "Another Upkeep is running and does not answer.");
    std::fputs(qPrintable(sorry + u'\n'), stderr);
    return 1;
}
