// SPDX-License-Identifier: Apache-2.0
// A column of cards that scrolls: the bar lies over the padding of the cards, so that they keep
// their width whether it is needed or not.
#pragma once

#include <QScrollArea>

namespace upkeep {

class CardScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit CardScroll(QWidget* content, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();

    QScrollBar* m_bar;
};

} // namespace upkeep
