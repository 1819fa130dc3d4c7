// SPDX-License-Identifier: Apache-2.0
#include "widgets/choice_box.h"

#include <QWheelEvent>

namespace upkeep {

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
}

void ChoiceBox::choose(const QString& value,
                       const std::function<QString(const QString&)>& describe) {
    int at = findData(value);
    if (at < 0) {
        addItem(describe ? describe(value) : value, value);
        at = count() - 1;
    }
    setCurrentIndex(at);
}

void ChoiceBox::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

} // namespace upkeep
