// SPDX-License-Identifier: Apache-2.0
#include "tray/tray_look.h"

#include "text/format.h"
#include "text/state_text.h"
#include "words.h"

#include <QCoreApplication>

#include <array>

namespace upkeep {
namespace {

struct Tray {
    Q_DECLARE_TR_FUNCTIONS(Tray)
};

const QTime morning(9, 0);
const QTime evening(19, 0);

bool changesTheProduct(Activity activity) {
    switch (activity) {
    case Activity::None:
    case Activity::Checking:
    case Activity::Snapshotting:
    case Activity::Verifying:
    case Activity::Repairing:
        return false;
    case Activity::Downloading:
    case Activity::Updating:
    case Activity::ChangingEvolutions:
    case Activity::RollingBack:
    case Activity::Restoring:
    case Activity::Finishing:
        return true;
    }
    return false;
}

// The most pressing first.
constexpr std::array<TrayMark, 7> order = {TrayMark::Busy,
                                           TrayMark::Security,
                                           TrayMark::Attention,
                                           TrayMark::Available,
                                           TrayMark::RolledBack,
                                           TrayMark::Paused,
                                           TrayMark::Idle};

MenuEntry entry(const TrayCommand& command, const QString& text, const QString& icon = {}) {
    return {command.key(), text, icon};
}

MenuEntry separator() {
    MenuEntry line;
    line.separator = true;
    return line;
}

MenuEntry words(const QString& text, const QString& icon) {
    MenuEntry line{{}, text, icon};
    line.enabled = false;
    return line;
}

MenuEntry answer(Answer given, const QString& text, const QString& product, const QString& icon) {
    return entry({QStringLiteral("answer"), QString(answerId(given)), product}, text, icon);
}

MenuEntry remindEntry(const QString& product, const QDateTime& now) {
    MenuEntry menu{QStringLiteral("menu/remind/") + product, Tray::tr("Remind Me Later"), {}};
    const auto add = [&](const QString& when, const QString& text) {
        menu.children << entry({QStringLiteral("remind"), when, product}, text);
    };
    add(QStringLiteral("hour"), Tray::tr("In 1 Hour"));
    if (momentOf(QStringLiteral("evening"), now).isValid())
        add(QStringLiteral("evening"), Tray::tr("This Evening"));
    add(QStringLiteral("tomorrow"), Tray::tr("Tomorrow"));
    add(QStringLiteral("week"), Tray::tr("Next Week"));
    add(QStringLiteral("quit"), Tray::tr("When I Quit"));
    return menu;
}

QList<MenuEntry> offerEntries(const ProductStatus& status, const QDateTime& now) {
    const QString update = QStringLiteral("download");
    QList<MenuEntry> entries = {
        answer(Answer::UpdateNow, Tray::tr("Update Now"), status.id, update),
        entry({QStringLiteral("page"), QStringLiteral("updates"), status.id},
              Tray::tr("What's New...")),
        remindEntry(status.id, now)};
    if (status.state != UpdateState::Security && status.offer)
        entries << entry({QStringLiteral("skip"), status.offer->to.toString(), status.id},
                         Tray::tr("Skip This Version"));
    return entries;
}

MenuEntry detailsEntry(const ProductStatus& status) {
    return entry({QStringLiteral("page"), QStringLiteral("updates"), status.id},
                 Tray::tr("Details..."));
}

// What a person may do about one product, the same as in the window.
QList<MenuEntry> entriesOf(const TrayProduct& product, const QDateTime& now) {
    const ProductStatus& status = product.status;
    if (changesTheProduct(product.activity))
        return {entry({QStringLiteral("page"), QStringLiteral("updates"), status.id},
                      Tray::tr("Show Progress..."))};
    switch (status.state) {
    case UpdateState::Available:
    case UpdateState::Security:
    case UpdateState::NotSigned:
        return offerEntries(status, now);
    case UpdateState::Ready:
        return {
            answer(Answer::RestartWhenIdle, Tray::tr("Restart When Idle"), status.id, {}),
            answer(
                Answer::RestartNow, Tray::tr("Restart Now"), status.id, QStringLiteral("restart")),
            answer(Answer::OnQuit, Tray::tr("Install on Quit"), status.id, {})};
    case UpdateState::Held:
        if (status.hold && status.hold->canOverride)
            return {entry({QStringLiteral("override"), {}, status.id}, Tray::tr("Do It Anyway")),
                    detailsEntry(status)};
        return {detailsEntry(status)};
    case UpdateState::Failed:
        return {answer(Answer::Retry, Tray::tr("Retry"), status.id, QStringLiteral("refresh")),
                detailsEntry(status)};
    case UpdateState::Damaged:
        return {answer(Answer::Repair, Tray::tr("Repair"), status.id, {}), detailsEntry(status)};
    case UpdateState::Withdrawn:
    case UpdateState::RolledBack:
    case UpdateState::RestoreFailed:
    case UpdateState::Downloading:
    case UpdateState::Applying:
    case UpdateState::HeldElsewhere:
        return {detailsEntry(status)};
    case UpdateState::NotChecked:
    case UpdateState::UpToDate:
    case UpdateState::FromPackage:
        return {};
    }
    return {};
}

MenuEntry pauseEntry(bool paused) {
    MenuEntry menu{
        QStringLiteral("menu/pause"), Tray::tr("Pause Updates"), QStringLiteral("pause")};
    const auto add = [&](const QString& when, const QString& text) {
        menu.children << entry({QStringLiteral("pause"), when, {}}, text);
    };
    add(QStringLiteral("hour"), Tray::tr("For 1 Hour"));
    add(QStringLiteral("tomorrow"), Tray::tr("Until Tomorrow"));
    add(QStringLiteral("week"), Tray::tr("For a Week"));
    if (paused)
        menu.children << separator()
                      << entry({QStringLiteral("resume"), {}, {}}, Tray::tr("Resume Now"));
    return menu;
}

QString lineOf(const TrayProduct& product, const QDateTime& now) {
    const ProductStatus& status = product.status;
    const QString name = status.name.isEmpty() ? status.id : status.name;
    switch (product.activity) {
    case Activity::Checking:
        return Tray::tr("Checking %1").arg(name);
    case Activity::RollingBack:
    case Activity::Restoring:
        return Tray::tr("Taking %1 back").arg(name);
    default:
        break;
    }
    if (product.resting)
        return Tray::tr("The download of %1 is paused").arg(name);
    if (changesTheProduct(product.activity))
        return status.offer ? Tray::tr("Updating %1 to %2").arg(name, versionText(status.offer->to))
                            : Tray::tr("Updating %1").arg(name);
    if (status.state == UpdateState::Held && status.hold)
        return describe(*status.hold, now);
    return describe(status, now).headline;
}

} // namespace

QLatin1String trayMarkName(TrayMark mark) {
    switch (mark) {
    case TrayMark::Idle:
        return QLatin1String("idle");
    case TrayMark::Available:
        return QLatin1String("available");
    case TrayMark::Security:
        return QLatin1String("security");
    case TrayMark::Busy:
        return QLatin1String("busy");
    case TrayMark::Attention:
        return QLatin1String("attention");
    case TrayMark::Paused:
        return QLatin1String("paused");
    case TrayMark::RolledBack:
        return QLatin1String("rolled-back");
    }
    return QLatin1String("idle");
}

TrayMark trayMark(const TrayProduct& product) {
    if (product.resting)
        return TrayMark::Paused;
    if (changesTheProduct(product.activity))
        return TrayMark::Busy;
    switch (product.status.state) {
    case UpdateState::Available:
    case UpdateState::NotSigned:
        return TrayMark::Available;
    case UpdateState::Security:
        return TrayMark::Security;
    case UpdateState::Downloading:
    case UpdateState::Applying:
    case UpdateState::HeldElsewhere:
        return TrayMark::Busy;
    case UpdateState::Ready:
    case UpdateState::RestoreFailed:
    case UpdateState::Damaged:
        return TrayMark::Attention;
    case UpdateState::Withdrawn:
        return product.status.stays ? TrayMark::Idle : TrayMark::Attention;
    case UpdateState::Failed: // a check that did not succeed is tried again without anyone
        return product.status.offer ? TrayMark::Attention : TrayMark::Idle;
    case UpdateState::RolledBack:
        return TrayMark::RolledBack;
    case UpdateState::Held:
        return TrayMark::Paused;
    case UpdateState::NotChecked:
    case UpdateState::UpToDate:
    case UpdateState::FromPackage:
        return product.paused ? TrayMark::Paused : TrayMark::Idle;
    }
    return TrayMark::Idle;
}

TrayLook trayLook(const QList<TrayProduct>& products, const QDateTime& now) {
    TrayLook look;
    look.title = QStringLiteral("Upkeep");
    auto best = order.end();
    QStringList lines;
    for (const TrayProduct& product : products) {
        const QString line = lineOf(product, now);
        lines << line;
        const auto* rank = std::find(order.begin(), order.end(), trayMark(product));
        if (rank >= best)
            continue;
        best = rank;
        look.mark = *rank;
        if (*rank != TrayMark::Idle)
            look.title = line;
    }
    look.text = lines.join(u'\n');
    return look;
}

bool isSameMenu(const QList<MenuEntry>& a, const QList<MenuEntry>& b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const MenuEntry& left, const MenuEntry& right) {
            return left.key == right.key && left.text == right.text && left.icon == right.icon &&
                   left.enabled == right.enabled && left.separator == right.separator &&
                   isSameMenu(left.children, right.children);
        });
}

QString TrayCommand::key() const {
    return verb + u'/' + detail + u'/' + product;
}

TrayCommand TrayCommand::fromKey(const QString& key) {
    return {key.section(u'/', 0, 0), key.section(u'/', 1, 1), key.section(u'/', 2)};
}

std::optional<Answer> TrayCommand::answer() const {
    if (verb != QLatin1String("answer"))
        return {};
    for (int value = 0; value < int(Answer::Dismissed); ++value) {
        if (detail == answerId(Answer(value)))
            return Answer(value);
    }
    return {};
}

QList<MenuEntry> trayMenu(const QList<TrayProduct>& products, const QDateTime& now) {
    QList<MenuEntry> menu;
    for (const TrayProduct& product : products) {
        const QString icon = QStringLiteral("status-") + trayMarkName(trayMark(product));
        const MenuEntry line =
            words(lineOf(product, now),
                  trayMark(product) == TrayMark::Idle ? QStringLiteral("status-ok") : icon);
        const QList<MenuEntry> entries = entriesOf(product, now);
        if (products.size() == 1) {
            menu << line << separator() << entries;
        } else if (entries.isEmpty()) {
            menu << line;
        } else {
            menu << MenuEntry{QStringLiteral("menu/product/") + product.status.id,
                              line.text,
                              line.icon,
                              true,
                              false,
                              entries};
        }
    }
    if (products.isEmpty())
        menu << words(Tray::tr("No product is registered"), QStringLiteral("status-info"));
    if (!menu.last().separator)
        menu << separator();
    const bool paused = std::any_of(
        products.begin(), products.end(), [](const TrayProduct& p) { return p.paused; });
    if (!products.isEmpty())
        menu << entry({QStringLiteral("check"), {}, {}},
                      Tray::tr("Check for Updates"),
                      QStringLiteral("refresh"))
             << pauseEntry(paused) << separator();
    menu << entry({QStringLiteral("page"), QStringLiteral("snapshots"), {}},
                  Tray::tr("Snapshots..."),
                  QStringLiteral("page-snapshots"))
         << entry({QStringLiteral("page"), QStringLiteral("settings"), {}},
                  Tray::tr("Settings..."),
                  QStringLiteral("page-settings"))
         << separator() << entry({QStringLiteral("quit"), {}, {}}, Tray::tr("Quit Upkeep"));
    return menu;
}

QDateTime momentOf(const QString& when, const QDateTime& now) {
    const QDateTime local = now.toLocalTime();
    if (when == QLatin1String("hour"))
        return local.addSecs(3600);
    if (when == QLatin1String("evening")) {
        const QDateTime moment(local.date(), evening);
        return local.secsTo(moment) > 1800 ? moment : QDateTime();
    }
    if (when == QLatin1String("tomorrow"))
        return QDateTime(local.date().addDays(1), morning);
    if (when == QLatin1String("week"))
        return QDateTime(local.date().addDays(7), morning);
    return {};
}

} // namespace upkeep
