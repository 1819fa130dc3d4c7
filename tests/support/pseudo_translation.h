// SPDX-License-Identifier: Apache-2.0
// A made-up language: every translated text comes back longer, accented and in brackets, so that
// text which is not translated, or has too little room, shows. Places (%1, %n), mnemonics and
// markup stay.
#pragma once

#include <QTranslator>

namespace upkeep::test {

class PseudoTranslation : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;
    QString translate(const char* context,
                      const char* source,
                      const char* disambiguation,
                      int n) const override;
    bool isEmpty() const override { return false; }
};

// "Check &now" -> "[Čhéečķ &ñöow]": about two fifths longer.
QString pseudo(const QString& text);

} // namespace upkeep::test
