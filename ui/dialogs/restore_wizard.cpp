// SPDX-License-Identifier: Apache-2.0
#include "dialogs/restore_wizard.h"

#include "dialogs/dialog_frame.h"
#include "text/error_text.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "theme/paint.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"
#include "widgets/page.h"
#include "widgets/progress_line.h"
#include "widgets/step_rail.h"
#include "words.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace upkeep {
namespace {

bool isUserData(const QString& kind) {
    return kind == QLatin1String("data") || kind == QLatin1String("files") ||
           kind == QLatin1String("database");
}

QWidget* makeColumn(QVBoxLayout*& column) {
    auto* page = new QWidget;
    column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 12);
    return page;
}

} // namespace

RestoreWizard::RestoreWizard(UpdateController& controller,
                             SnapshotSummary snapshot,
                             QWidget* parent)
    : QDialog(parent), m_controller(controller), m_snapshot(std::move(snapshot)),
      m_rail(new StepRail(tr("Restore snapshot"),
                          {tr("What to restore"),
                           tr("Preview"),
                           tr("Safety snapshot"),
                           tr("Restore"),
                           tr("Result")})),
      m_pages(new QStackedWidget), m_foot(new QWidget), m_headline(new Label(TextStyle::Headline)),
      m_line(new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap)),
      m_figures(new FigureRow(true)), m_parts(new Card), m_verdict(new QWidget),
      m_progress(new ProgressLine), m_progressText(new Label(TextStyle::Body, Ink::Text2)),
      m_resultPlace(new QWidget), m_back(makeButton(tr("&Back"))),
      m_cancel(makeButton(tr("&Cancel"))), m_next(makeButton(tr("Co&ntinue"), ButtonRole::Filled)) {
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Restore snapshot"));
    buildLayout();
    buildConnections();
    resize(px(780), px(580));
    go(Scope);
}

RestoreWizard::~RestoreWizard() {
    delete m_veil;
}

void RestoreWizard::buildLayout() {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* across = new QHBoxLayout;
    across->setSpacing(0);
    across->addWidget(m_rail);
    auto* body = new QVBoxLayout;
    setMargins(body, 24, 22, 24, 16);
    setSpacing(body, 4);
    body->addWidget(m_headline);
    body->addWidget(m_line);
    body->addSpacing(px(12));
    body->addWidget(m_pages, 1);
    across->addLayout(body, 1);
    outer->addLayout(across, 1);
    for (QWidget* page :
         {buildScope(), buildPreview(), buildSafety(), buildRunning(), buildResult()})
        m_pages->addWidget(page);
    auto* foot = new QHBoxLayout(m_foot);
    setMargins(foot, 20, 14);
    setSpacing(foot, 8);
    foot->addStretch(1);
    for (QPushButton* button : {m_back, m_cancel, m_next})
        foot->addWidget(button);
    outer->addWidget(m_foot);
}

QWidget* RestoreWizard::buildScope() {
    QVBoxLayout* column = nullptr;
    QWidget* page = makeColumn(column);
    auto* card = new Card;
    for (const ComponentStatus& component : m_controller.components()) {
        if (!m_snapshot.components.contains(component.id))
            continue;
        auto* check =
            new QCheckBox(componentName(component.id, component.kind, m_controller.status().name));
        // What a person wrote is left alone unless they ask for it.
        check->setChecked(!isUserData(component.kind));
        auto* row = new QWidget;
        auto* line = new QHBoxLayout(row);
        setMargins(line, 16, 10);
        setSpacing(line, 12);
        line->addWidget(check, 1);
        auto* kind = new Label(TextStyle::Caption, Ink::Text2);
        kind->setText(
            isUserData(component.kind)
                ? tr("%1, left alone unless ticked").arg(componentKindName(component.kind))
                : componentKindName(component.kind));
        line->addWidget(kind);
        card->addRow(row);
        m_components.append({component.id, check});
        connect(check, &QCheckBox::toggled, this, [this] {
            m_next->setEnabled(!scope().components.isEmpty());
        });
    }
    column->addWidget(card);
    column->addStretch(1);
    return page;
}

QWidget* RestoreWizard::buildPreview() {
    QVBoxLayout* column = nullptr;
    QWidget* page = makeColumn(column);
    auto* figures = new Card;
    figures->setBody(m_figures);
    column->addWidget(figures);
    column->addWidget(m_parts);
    auto* verdict = new QVBoxLayout(m_verdict);
    verdict->setContentsMargins(0, 0, 0, 0);
    setSpacing(verdict, 12);
    column->addWidget(m_verdict);
    column->addStretch(1);
    return makeScroll(page);
}

QWidget* RestoreWizard::buildSafety() {
    QVBoxLayout* column = nullptr;
    QWidget* page = makeColumn(column);
    auto* card = new Card;
    card->addRow(makeTextRow(QStringLiteral("page-snapshots"),
                             Ink::Text2,
                             tr("A snapshot of the current state is made first"),
                             tr("It is pinned, so that this restore can be undone as well.")));
    card->addRow(
        makeTextRow(QStringLiteral("program-in-use"),
                    Ink::Text2,
                    tr("%1 is closed while files are exchanged").arg(m_controller.status().name),
                    tr("It is asked to quit and never ended by force.")));
    column->addWidget(card);
    column->addStretch(1);
    return page;
}

QWidget* RestoreWizard::buildRunning() {
    QVBoxLayout* column = nullptr;
    QWidget* page = makeColumn(column);
    m_progress->setAccessibleName(tr("Progress of the restore"));
    column->addWidget(m_progress);
    column->addWidget(m_progressText);
    column->addStretch(1);
    return page;
}

QWidget* RestoreWizard::buildResult() {
    auto* column = new QVBoxLayout(m_resultPlace);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 12);
    return m_resultPlace;
}

void RestoreWizard::buildConnections() {
    connect(m_back, &QPushButton::clicked, this, &RestoreWizard::back);
    connect(m_cancel, &QPushButton::clicked, this, &RestoreWizard::reject);
    connect(m_next, &QPushButton::clicked, this, &RestoreWizard::next);
    connect(&m_controller, &UpdateController::restorePreviewed, this, &RestoreWizard::showPreview);
    connect(&m_controller, &UpdateController::restored, this, &RestoreWizard::showOutcome);
    connect(&m_controller, &UpdateController::failed, this, &RestoreWizard::showFailure);
    connect(&m_controller, &UpdateController::progressed, this, [this](const Progress& progress) {
        if (progress.overallTotal > 0)
            m_progress->setShare(double(progress.overallDone) / double(progress.overallTotal));
        m_progressText->setText(phaseName(progress.phase));
    });
}

RestoreScope RestoreWizard::scope() const {
    RestoreScope scope;
    for (const auto& [id, check] : m_components) {
        if (check->isChecked())
            scope.components << id;
    }
    return scope;
}

void RestoreWizard::go(Step step) {
    m_step = step;
    m_rail->setCurrent(int(step));
    m_pages->setCurrentIndex(int(step));
    m_headline->setText(tr("Restore %1 from %2")
                            .arg(versionText(m_snapshot.version),
                                 formatMoment(m_snapshot.time, QDateTime::currentDateTime())));
    const QString lines[] = {tr("Nothing changes before the fourth step."),
                             tr("This is a preview. Nothing has changed yet."),
                             tr("The way back from this restore."),
                             tr("Please do not start %1 yet.").arg(m_controller.status().name),
                             QString()};
    m_line->setText(lines[step]);
    m_line->setVisible(!lines[step].isEmpty());
    m_back->setVisible(step == Preview || step == Safety);
    m_cancel->setVisible(step != Result);
    m_next->setVisible(step != Running);
    m_next->setText(step == Safety   ? tr("&Restore")
                    : step == Result ? tr("&Close")
                                     : tr("Co&ntinue"));
    // Enter goes on, but it never restores.
    setButtonRole(m_next, step < Safety ? ButtonRole::Filled : ButtonRole::Plain);
    m_next->setEnabled(step != Scope || !scope().components.isEmpty());
}

void RestoreWizard::next() {
    switch (m_step) {
    case Scope:
        askPreview();
        return go(Preview);
    case Preview:
        return go(Safety);
    case Safety:
        return start(WhenRunning::AskToQuit);
    case Running:
        return;
    case Result:
        return accept();
    }
}

void RestoreWizard::back() {
    go(m_step == Safety ? Preview : Scope);
}

void RestoreWizard::showPreviewStep() {
    next();
}

void RestoreWizard::askPreview() {
    m_previewed = false;
    m_parts->clearRows();
    m_parts->hide();
    m_next->setEnabled(false);
    m_controller.previewRestore(m_snapshot.id, scope());
}

void RestoreWizard::showPreview(const RestorePreview& preview) {
    if (preview.snapshot != m_snapshot.id || m_step != Preview)
        return;
    m_previewed = true;
    static_cast<FigureRow*>(m_figures)->setFigures(
        {{locale().toString(preview.replaced), tr("files replaced")},
         {locale().toString(preview.removed), tr("files removed")},
         {locale().toString(preview.added), tr("files brought back")}});
    addParts(preview);
    clearLayout(m_verdict->layout());
    m_verdict->layout()->addWidget(
        preview.dataCompatible ? makeNote(Tone::Ok,
                                          QStringLiteral("status-ok"),
                                          tr("Your data stays readable."),
                                          tr("%1 can read it as it is, or it is converted back.")
                                              .arg(versionText(preview.version)))
                               : makeNote(Tone::Attention,
                                          QStringLiteral("status-attention"),
                                          tr("Look at your data first."),
                                          tr("It was written by a newer version that %1 may not "
                                             "read. The present is kept in the safety snapshot.")
                                              .arg(versionText(preview.version))));
    m_next->setEnabled(true);
}

void RestoreWizard::addParts(const RestorePreview& preview) {
    for (const RollbackPart& part : preview.parts) {
        const auto changed = std::count_if(preview.changes.entries.begin(),
                                           preview.changes.entries.end(),
                                           [&](const DifferenceEntry& entry) {
                                               return entry.component == part.component &&
                                                      entry.difference != Difference::Same;
                                           });
        auto* count = new Label(TextStyle::Caption, Ink::Text2);
        count->setText(changed > 0 ? tr("%n file(s)", nullptr, int(changed)) : tr("same"));
        const QString kind = m_controller.kindOf(part.component);
        m_parts->addRow(makeTextRow(kindIcon(kind),
                                    Ink::Text2,
                                    componentName(part.component, kind, m_controller.status().name),
                                    fateText(part),
                                    count));
    }
    m_parts->setVisible(!preview.parts.isEmpty());
}

void RestoreWizard::start(WhenRunning whenRunning) {
    go(Running);
    m_progress->setShare(0);
    m_controller.restore(m_snapshot.id, scope(), whenRunning);
}

void RestoreWizard::showOutcome(const RestoreOutcome& outcome) {
    if (m_step != Running)
        return;
    go(Result);
    auto* card = new Card;
    if (outcome.kind == RestoreOutcome::Kind::Blocked) {
        m_headline->setText(tr("Nothing was restored"));
        for (const RunningProgram& program : outcome.blockers)
            card->addRow(makeTextRow(
                QStringLiteral("program-in-use"),
                Ink::Attention,
                program.name,
                tr("Still uses files that would be exchanged. Close it and try again.")));
    } else {
        m_headline->setText(tr("%1 is back").arg(versionText(outcome.version)));
        card->addRow(makeTextRow(QStringLiteral("status-ok"),
                                 Ink::Ok,
                                 tr("Restored and verified"),
                                 tr("Every file was compared with the snapshot.")));
        if (outcome.version < m_controller.status().version || m_controller.status().pinnedTo)
            card->addRow(makeTextRow(QStringLiteral("status-pinned"),
                                     Ink::Attention,
                                     tr("Pinned to %1").arg(versionText(outcome.version)),
                                     tr("Newer versions wait until you resume updates.")));
        card->addRow(makeTextRow(QStringLiteral("page-snapshots"),
                                 Ink::Text2,
                                 tr("The state before is kept"),
                                 tr("It is the newest snapshot of the list.")));
    }
    m_resultPlace->layout()->addWidget(card);
    static_cast<QVBoxLayout*>(m_resultPlace->layout())->addStretch(1);
}

void RestoreWizard::showFailure(Activity activity, const Error& error) {
    const bool preview = activity == Activity::None && m_step == Preview && !m_previewed;
    if (!preview && activity != Activity::Restoring)
        return;
    go(Result);
    const ErrorText words =
        describe(error, {m_controller.status().name, m_controller.status().version.toString()});
    m_headline->setText(words.happened);
    m_resultPlace->layout()->addWidget(
        makeNote(Tone::Error, QStringLiteral("status-error"), words.state, words.advice));
    static_cast<QVBoxLayout*>(m_resultPlace->layout())->addStretch(1);
}

// While files are exchanged, leaving means stopping at the next safe point.
void RestoreWizard::reject() {
    if (m_step != Running)
        return QDialog::reject();
    m_controller.cancel();
    m_progressText->setText(tr("Stopping at the next safe point."));
}

void RestoreWizard::showEvent(QShowEvent* event) {
    if (parentWidget() && !m_veil)
        m_veil = veilOver(parentWidget()->window());
    QDialog::showEvent(event);
}

void RestoreWizard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, m_foot->y(), width(), 1), Theme::current().colour(Ink::Line));
}

} // namespace upkeep
