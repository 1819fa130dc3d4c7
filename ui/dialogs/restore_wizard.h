// SPDX-License-Identifier: Apache-2.0
// Restoring a snapshot in steps: what, preview, safety snapshot, the deed, result. Until the third
// step nothing has changed; the preview and the restore are given the very same scope.
#pragma once

#include "theme/theme.h"
#include "update_controller.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QPushButton;
class QStackedWidget;

namespace upkeep {

class Card;
class Label;
class ProgressLine;
class StepRail;

class RestoreWizard : public QDialog {
    Q_OBJECT

public:
    RestoreWizard(UpdateController& controller, SnapshotSummary snapshot, QWidget* parent);
    ~RestoreWizard() override;
    RestoreWizard(const RestoreWizard&) = delete;
    RestoreWizard& operator=(const RestoreWizard&) = delete;
    // For pictures and tests: to the preview without a click.
    void showPreviewStep();

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void reject() override;

private:
    enum Step { Scope, Preview, Safety, Running, Result };

    void buildLayout();
    QWidget* buildScope();
    QWidget* buildPreview();
    QWidget* buildSafety();
    QWidget* buildRunning();
    QWidget* buildResult();
    void buildConnections();
    void go(Step step);
    void next();
    void back();
    RestoreScope scope() const;
    void askPreview();
    void showPreview(const RestorePreview& preview);
    void addParts(const RestorePreview& preview);
    void start(WhenRunning whenRunning);
    void showOutcome(const RestoreOutcome& outcome);
    void showFailure(Activity activity, const Error& error);

    UpdateController& m_controller;
    SnapshotSummary m_snapshot;
    Step m_step = Scope;
    bool m_previewed = false;

    StepRail* m_rail;
    QStackedWidget* m_pages;
    QWidget* m_foot;
    Label* m_headline;
    Label* m_line;
    QList<std::pair<QString, QCheckBox*>> m_components;
    QWidget* m_figures;
    Card* m_parts;
    QWidget* m_verdict;
    ProgressLine* m_progress;
    Label* m_progressText;
    QWidget* m_resultPlace;
    QPushButton* m_back;
    QPushButton* m_cancel;
    QPushButton* m_next;
    QPointer<QWidget> m_veil;
};

} // namespace upkeep
