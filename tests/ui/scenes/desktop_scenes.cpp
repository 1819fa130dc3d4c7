// SPDX-License-Identifier: Apache-2.0
// What the desktop draws for us: bubbles in the words and pictures we give the notification server,
// and the tray's menu. Drawn here as most desktops do.
#include "notify/bubble_picture.h"
#include "scenes/scene.h"
#include "scenes/worlds.h"
#include "support/notices.h"
#include "text/notice_text.h"
#include "theme/icons.h"
#include "tray/tray_look.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace upkeep::test {
namespace {

QWidget* bubble(const Notice& notice, const QString& picture) {
    const NoticeText text = describe(notice, QDateTime::currentDateTime());
    auto* card = new Card;
    auto* body = new QWidget;
    auto* grid = new QGridLayout(body);
    setMargins(grid, 16, 12);
    auto* image = new QLabel;
    image->setPixmap(QPixmap::fromImage(bubblePicture(notice.kind, picture)));
    grid->addWidget(image, 0, 0, 2, 1, Qt::AlignTop);
    auto* title = new Label(TextStyle::Strong, Ink::Text, Label::Fit::Wrap);
    title->setText(text.title);
    grid->addWidget(title, 0, 1);
    auto* words = new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap);
    words->setText(text.body);
    grid->addWidget(words, 1, 1);
    grid->setColumnStretch(1, 1);
    auto* across = new QHBoxLayout;
    for (const NoticeButton& button : text.buttons) {
        auto* drawn = makeButton(button.text);
        makeSmall(drawn);
        across->addWidget(drawn, 1);
    }
    grid->addLayout(across, 2, 0, 1, 2);
    card->setBody(body);
    return card;
}

std::unique_ptr<QWidget> allBubbles(FakeWalks& world) {
    auto sheet = std::make_unique<QWidget>();
    auto* grid = new QGridLayout(sheet.get());
    setMargins(grid, 28, 24);
    int place = 0;
    for (const Notice& notice : sampleNotices()) {
        grid->addWidget(bubble(notice, world.iconPath), place / 2, place % 2);
        ++place;
    }
    sheet->resize(px(880), sheet->sizeHint().height());
    return sheet;
}

void fill(QMenu& menu, const QList<MenuEntry>& entries) {
    for (const MenuEntry& entry : entries) {
        if (entry.separator) {
            menu.addSeparator();
            continue;
        }
        const QIcon icon = entry.icon.isEmpty() ? QIcon() : themedIcon(entry.icon);
        if (!entry.children.isEmpty()) {
            QMenu* below = menu.addMenu(icon, entry.text);
            fill(*below, entry.children);
            continue;
        }
        menu.addAction(icon, entry.text)->setEnabled(entry.enabled);
    }
}

auto menuOf(const std::function<void(FakeWalks&)>& prepare) {
    return [prepare](FakeWalks& world) -> std::unique_ptr<QWidget> {
        prepare(world);
        auto menu = std::make_unique<QMenu>();
        fill(*menu, trayMenu({{world.product, Activity::None}}, QDateTime::currentDateTime()));
        menu->resize(menu->sizeHint());
        return menu;
    };
}

} // namespace

QList<Scene> desktopScenes() {
    return {
        {"bubbles", {}, {}, {}, allBubbles},
        {"tray-menu", {}, {}, {}, menuOf(offered)},
        {"tray-menu-security", {}, {}, {}, menuOf(securityOffered)},
        {"tray-menu-held", {}, {}, {}, menuOf([](FakeWalks& world) {
             offered(world);
             held(world, {{"metered", {}}});
         })},
        {"tray-menu-calm", {}, {}, {}, menuOf([](FakeWalks& world) { updated(world, 400'000); })},
    };
}

} // namespace upkeep::test
