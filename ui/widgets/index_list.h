// SPDX-License-Identifier: Apache-2.0
// The index beside a long page: a line with its headings, the current one marked.
#pragma once

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace upkeep {

class IndexList : public QWidget {
    Q_OBJECT

public:
    explicit IndexList(QWidget* parent = nullptr);
    void addItem(const QString& text);
    void setCurrent(int index);

Q_SIGNALS:
    void chosen(int index);

private:
    QVBoxLayout* m_column;
    QButtonGroup* m_group;
};

} // namespace upkeep
