// SPDX-License-Identifier: Apache-2.0
// A main column with a narrow one beside it; where there is no room for both, one part at a time,
// chosen by a segmented switch. What is added first stands first.
#pragma once

#include <QWidget>

class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace upkeep {

class SegmentedPages;

class FoldingColumns : public QWidget {
    Q_OBJECT

public:
    explicit FoldingColumns(QWidget* parent = nullptr);
    // `stretches`: the part takes the whole height (it scrolls itself), else it hugs its content.
    void setMain(QWidget* part, const QString& title, bool stretches);
    // Parts of the narrow column; one without a title stays with the part before it.
    void addSide(QWidget* part, const QString& title = {}, bool stretches = false);
    void setSideWidth(int designed);
    // Parts come and go with the state; a narrow column without parts gives its room away.
    void setPartVisible(QWidget* part, bool visible);
    void setTitle(QWidget* part, const QString& title);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Part {
        QWidget* widget = nullptr;
        int segment = 0;
        bool isMain = false;
        bool wanted = true;
    };
    void arrange();

    QList<Part> m_parts;
    SegmentedPages* m_segments;
    QBoxLayout* m_across;
    QWidget* m_mainColumn;
    QVBoxLayout* m_main;
    QVBoxLayout* m_side = nullptr;
    QScrollArea* m_sideScroll = nullptr;
    int m_segmentCount = 0;
    int m_sideWidth = 316;
};

} // namespace upkeep
