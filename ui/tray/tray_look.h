// SPDX-License-Identifier: Apache-2.0
// What the tray shows, as values: icon and words of the most pressing state of all products, and
// the menu of PRODUCT 4.8. Pure; tray_icon puts it on a panel, tray_desk does what is chosen.
#pragma once

#include "agent/notice.h"
#include "update_controller.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace upkeep {

struct TrayProduct {
    ProductStatus status;
    Activity activity = Activity::None;
    bool paused = false;
    bool resting = false; // the download was paused
};

enum class TrayMark { Idle, Available, Security, Busy, Attention, Paused, RolledBack };
// "idle", "available", ...: our icons are tray-<name>, a theme's upkeep-tray-<name>-symbolic.
QLatin1String trayMarkName(TrayMark mark);

struct TrayLook {
    TrayMark mark = TrayMark::Idle;
    QString title; // of the product it is about; "Upkeep" where nothing is to be said
    QString text;  // one line per product
    // Nothing to say: a panel may hide the icon.
    bool isPassive() const { return mark == TrayMark::Idle; }
    // A person is needed.
    bool isUrgent() const { return mark == TrayMark::Security || mark == TrayMark::Attention; }

    friend bool operator==(const TrayLook&, const TrayLook&) = default;
};

TrayMark trayMark(const TrayProduct& product);
TrayLook trayLook(const QList<TrayProduct>& products, const QDateTime& now);

// What an entry does. Its key stays the same while the menu around it changes, so that a click on a
// menu that is a moment old still means what it said.
struct TrayCommand {
    QString verb; // answer, remind, skip, override, check, pause, resume, page, quit
    QString
        detail; // of answer: the answer's id; remind, pause: when; skip: the version; page: name
    QString product; // empty = all

    QString key() const;
    static TrayCommand fromKey(const QString& key);
    // Of an "answer".
    std::optional<Answer> answer() const;
};

struct MenuEntry {
    QString key; // unique in the menu; empty for separators and words
    QString text;
    QString icon; // one of ours; may be empty
    bool enabled = true;
    bool separator = false;
    QList<MenuEntry> children = {};
};

bool isSameMenu(const QList<MenuEntry>& a, const QList<MenuEntry>& b);

QList<MenuEntry> trayMenu(const QList<TrayProduct>& products, const QDateTime& now);

// "hour", "evening", "tomorrow", "week" as moments; invalid for "quit" and anything else.
QDateTime momentOf(const QString& when, const QDateTime& now);

} // namespace upkeep
