// SPDX-License-Identifier: Apache-2.0
// A combo box of values and their words. Rolling the wheel over it scrolls the page around it: a
// setting must not change because somebody passed by.
#pragma once

#include <QComboBox>

#include <functional>

namespace upkeep {

class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);
    // A value that is no item yet becomes one, worded by `describe`.
    void choose(const QString& value, const std::function<QString(const QString&)>& describe);

protected:
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace upkeep
