// SPDX-License-Identifier: Apache-2.0
// upkeep: the window. Builds the real objects, hands them to each other, runs.
#include "dialogs/error_dialog.h"
#include "main_window.h"
#include "products.h"
#include "text/translation.h"
#include "theme/focus_ring.h"
#include "theme/icons.h"
#include "theme/style.h"

#include <QApplication>
#include <QCommandLineParser>

using namespace upkeep;

namespace {

struct Wishes {
    QString product;
    QString page;
};

Wishes parseArguments(const QApplication& app) {
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
    parser.addOptions({product, page});
    parser.process(app);
    return {parser.value(product), parser.value(page)};
}

bool isCheckDue(const UpdateController& controller, const QDateTime& now) {
    const QDateTime last = controller.status().lastChecked;
    return !last.isValid() ||
           last.secsTo(now) >= 3600LL * controller.preferences().checkIntervalHours;
}

// What was left unfinished comes first; then a check, if the last one is long ago.
void start(UpdateController& controller) {
    QObject::connect(&controller,
                     &UpdateController::statusChanged,
                     &controller,
                     [&controller, checked = false]() mutable {
                         if (checked || controller.isBusy())
                             return;
                         checked = true;
                         if (isCheckDue(controller, QDateTime::currentDateTime()))
                             controller.check(false);
                     });
    controller.finishUnfinished();
}

// Closing the window does not end a walk; the program goes when the last one is done.
void quitWhenDone(QApplication& app, const Products& products) {
    QApplication::setQuitOnLastWindowClosed(false);
    const auto leave = [&products] {
        const auto windows = QApplication::topLevelWidgets();
        const bool shown = std::any_of(windows.begin(), windows.end(), [](const QWidget* window) {
            return window->isVisible();
        });
        if (!shown && !products.isBusy())
            QCoreApplication::quit();
    };
    QObject::connect(&app, &QApplication::lastWindowClosed, &app, leave);
    for (const OpenProduct& product : products.all())
        QObject::connect(product.controller.get(), &UpdateController::activityChanged, &app, leave);
}

void showBroken(MainWindow& window, const Error& error) {
    auto* dialog = new ErrorDialog(error, {}, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> given(argv, argv + argc); // before Qt takes its own out
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("upkeep"));
    QCoreApplication::setApplicationVersion(QStringLiteral(UPKEEP_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.upkeep.Upkeep"));
    installTranslation(app);
    if (std::find(given.begin(), given.end(), "-style") == given.end())
        QApplication::setStyle(new Style);
    QApplication::setWindowIcon(QIcon(productPicture({}, 64, app.devicePixelRatio())));
    new FocusRing(&app);
    const Wishes wishes = parseArguments(app);

    Products products;
    const Result<void> opened = products.open();
    MainWindow window;
    for (const OpenProduct& product : products.all()) {
        window.addProduct(product.id, *product.controller);
        start(*product.controller);
    }
    if (!wishes.product.isEmpty())
        window.showProduct(wishes.product);
    if (!wishes.page.isEmpty())
        window.showPage(wishes.page);
    quitWhenDone(app, products);
    window.show();
    if (!opened)
        showBroken(window, opened.error());
    else if (!products.broken().isEmpty())
        showBroken(window, products.broken().first());
    return QApplication::exec();
}
