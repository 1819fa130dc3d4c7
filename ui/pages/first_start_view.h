// SPDX-License-Identifier: Apache-2.0
// The day after an update: what is installed now, and whether it is whole.
#pragma once

#include "walks/walk_types.h"

#include <QWidget>

namespace upkeep {

class Card;
class StateBanner;

class FirstStartView : public QWidget {
    Q_OBJECT

public:
    explicit FirstStartView(QWidget* parent = nullptr);
    void present(const ProductStatus& status,
                 const QList<ComponentStatus>& components,
                 const QDateTime& now);

private:
    void showBanner(const ProductStatus& status, const QDateTime& now);
    void addRow(const ComponentStatus& component, const QString& product);

    StateBanner* m_banner;
    Card* m_installed;
};

} // namespace upkeep
