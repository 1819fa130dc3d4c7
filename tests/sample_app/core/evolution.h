// SPDX-License-Identifier: Apache-2.0
// What a loadable part of Almanac offers: a panel in the window, and a check of itself that needs
// no display.
#pragma once

#include "core/settings.h"

#include <QDate>
#include <QString>
#include <QtPlugin>

class QWidget;

namespace almanac {

class Evolution {
public:
    virtual ~Evolution() = default;
    virtual QString title() const = 0;
    virtual QWidget* createPanel(const Settings& settings, QWidget* parent) = 0;
    virtual void showDate(QDate date) = 0;
    // Empty if all is well.
    virtual QString selfCheck() const = 0;
};

} // namespace almanac

#define ALMANAC_EVOLUTION_ID "io.github.upkeep.sample.almanac.Evolution/1"
Q_DECLARE_INTERFACE(almanac::Evolution, ALMANAC_EVOLUTION_ID)
