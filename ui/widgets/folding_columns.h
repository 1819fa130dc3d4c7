// SPDX-License-Identifier: Apache-2.0
// A main column with a narrow one beside it; where there is no room for both, one part at a time,
// chosen by a segmented switch.
#pragma once

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace upkeep {

class SegmentedPages;

class FoldingColumns : public QWidget {
    Q_OBJECT

public:
    explicit FoldingColumns(QWidget* parent = nullptr);
    // `stretches`: the main part takes the whole height (it scrolls itself), else it hugs.
    void setMain(QWidget* part, const QString& title, bool stretches);
    // Parts of the narrow column; one without a title stays with the part before it.
    void addSide(QWidget* part, const QString& title = {});
    void setSideVisible(QWidget* part, bool visible);
    void setTitle(QWidget* part, const QString& title);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Part {
        QWidget* widget = nullptr;
        int segment = 0;
        bool wanted = true;
    };
    void arrange();

    QList<Part> m_parts; // the main one first
    SegmentedPages* m_segments;
    QWidget* m_mainColumn;
    QVBoxLayout* m_main;
    QVBoxLayout* m_side;
    QScrollArea* m_sideScroll;
    int m_segmentCount = 0;
    bool m_mainStretches = false;
};

} // namespace upkeep
