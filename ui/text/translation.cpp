// SPDX-License-Identifier: Apache-2.0
#include "text/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace upkeep {

void installTranslation(QCoreApplication& application) {
    const auto load = [&](const QLocale& locale) {
        auto* translator = new QTranslator(&application);
        return translator->load(locale,
                                QStringLiteral("upkeep"),
                                QStringLiteral("_"),
                                QStringLiteral(":/i18n")) &&
               QCoreApplication::installTranslator(translator);
    };
    // Later ones are asked first, so English stays behind for what a language lacks.
    load(QLocale(QLocale::English));
    if (QLocale().language() != QLocale::English && QLocale().language() != QLocale::C)
        load(QLocale());
}

} // namespace upkeep
