// SPDX-License-Identifier: Apache-2.0
#include "pages/progress_view.h"

#include "models/progress_model.h"
#include "models/row_paint.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/label.h"
#include "widgets/page.h"
#include "widgets/progress_line.h"
#include "widgets/state_banner.h"
#include "words.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QListView>
#include <QVBoxLayout>

namespace upkeep {
namespace {

constexpr qint64 samplesBeforeEstimate = 5000; // ms: earlier estimates jump about

bool isUpdate(Activity activity) {
    return activity == Activity::Updating || activity == Activity::Downloading ||
           activity == Activity::ChangingEvolutions;
}

// From the switch on, stopping means going back.
bool isSwitching(Phase phase) {
    return phase == Phase::Apply || phase == Phase::Probe;
}

} // namespace

ProgressView::ProgressView(UpdateController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_model(new ProgressModel(this)),
      m_banner(new StateBanner), m_line(new ProgressLine), m_percent(new Label(TextStyle::Strong)),
      m_bytes(new Label(TextStyle::Body, Ink::Text2)),
      m_remaining(new Label(TextStyle::Body, Ink::Text2)), m_phases(new PhaseLine),
      m_columns(new FoldingColumns), m_rowsCard(new Card), m_rows(new QListView),
      m_rateCard(new Card), m_rate(new RatePlot), m_saved(new Card), m_wayBack(new Card),
      m_bar(new ActionBar), m_hint(new Label(TextStyle::Body, Ink::Text2)),
      m_pause(makeButton(tr("&Pause"))), m_cancel(makeButton(tr("&Cancel"))) {
    buildLayout();
    connect(m_pause, &QPushButton::clicked, this, [this] {
        m_pause->setEnabled(false);
        if (m_controller.isPaused())
            m_controller.resumeDownload();
        else
            m_controller.pauseDownload();
    });
    connect(&m_controller, &UpdateController::pausedChanged, this, &ProgressView::showPaused);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_hint->setText(isSwitching(m_phase) ? tr("Going back to the version before.")
                                             : tr("Stopping."));
        m_controller.cancel();
    });
}

QWidget* ProgressView::makeBelow() {
    auto* below = new QWidget;
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 8);
    m_line->setTone(Tone::Accent, true);
    column->addWidget(m_line);
    auto* numbers = new QHBoxLayout;
    setSpacing(numbers, 12);
    m_percent->setMinimumWidth(textWidth(tr("%1 %").arg(100), TextStyle::Strong));
    numbers->addWidget(m_percent);
    numbers->addWidget(m_bytes);
    numbers->addStretch(1);
    numbers->addWidget(m_remaining);
    column->addLayout(numbers);
    column->addSpacing(px(4));
    column->addWidget(m_phases);
    return below;
}

void ProgressView::buildLayout() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 16);
    m_banner->setBelow(makeBelow());
    column->addWidget(m_banner);
    column->addWidget(m_columns, 1);
    m_rowsCard->setTitle(tr("Components"));
    m_rows->setModel(m_model);
    m_rows->setItemDelegate(new ProgressDelegate(m_rows));
    m_rows->setSelectionMode(QAbstractItemView::NoSelection);
    settleInCard(*m_rows, tr("Components"));
    m_rowsCard->setBody(m_rows);
    m_columns->setMain(m_rowsCard, tr("Components"), false);
    m_rateCard->setTitle(tr("Download rate"));
    m_rateCard->setHeadLine(false);
    auto* plot = new QWidget;
    auto* around = new QVBoxLayout(plot);
    setMargins(around, 16, 0, 16, 14);
    around->addWidget(m_rate);
    m_rateCard->setBody(plot);
    m_columns->addSide(m_rateCard, tr("Details"));
    m_columns->addSide(m_saved);
    m_columns->addSide(m_wayBack);
    m_line->setAccessibleName(tr("Progress of the update"));
    m_bar->addLeading(m_hint);
    m_bar->addTrailing(m_pause);
    m_bar->addTrailing(m_cancel);
}

QList<ProgressRow> ProgressView::plannedRows() const {
    QList<ProgressRow> rows;
    for (const ComponentStatus& component : m_controller.components()) {
        ProgressRow row;
        row.id = component.id;
        row.kind = component.kind;
        row.name = componentName(component.id, component.kind, m_status.name);
        row.text = tr("Waiting");
        if (component.kind != QLatin1String("evolutions")) {
            rows << row;
            continue;
        }
        const QList<EvolutionOffer> offered =
            m_status.offer ? m_status.offer->evolutions : QList<EvolutionOffer>();
        for (const EvolutionOffer& evolution : offered) {
            if (!m_controller.choice().evolutions.contains(evolution.id) || evolution.installed)
                continue;
            row.id = evolution.id;
            row.name = evolution.name;
            rows << row;
        }
    }
    return rows;
}

void ProgressView::start(Activity activity, const ProductStatus& status) {
    m_activity = activity;
    m_status = status;
    m_phase = isUpdate(activity) ? Phase::Download : Phase::Verify;
    m_announcedQuarter = 0;
    m_sinceFirstByte.invalidate();
    m_rate->clear();
    m_model->setRows(plannedRows());
    m_rows->setFixedHeight(heightOfRows(*m_rows, 8));
    m_rowsCard->setCaption({});
    m_line->setShare(0);
    m_percent->setText({});
    m_bytes->setText({});
    m_remaining->setText({});
    m_cancel->setEnabled(true);
    m_phases->setVisible(isUpdate(activity));
    m_phases->setPhase(m_phase);
    showBanner(m_phase);
    showSide();
}

void ProgressView::showBanner(Phase phase) {
    ProductStatus shown = m_status;
    shown.state = isSwitching(phase) ? UpdateState::Applying : UpdateState::Downloading;
    const Look look = stateLook(shown.state);
    BannerText text;
    text.tone = look.tone;
    text.discIcon = look.icon;
    text.headline = describe(shown, QDateTime::currentDateTime()).headline;
    const bool waits = m_controller.choice().whenRunning == WhenRunning::Wait;
    if (m_activity == Activity::RollingBack) {
        text.headline =
            tr("Going back to %1 %2").arg(m_status.name, versionText(m_status.rollbackVersion));
        text.discIcon = QStringLiteral("roll-back");
    } else if (m_activity == Activity::Restoring) {
        text.headline = tr("Restoring a snapshot of %1").arg(m_status.name);
        text.discIcon = QStringLiteral("roll-back");
    } else if (m_activity == Activity::ChangingEvolutions) {
        text.headline = tr("Changing the evolutions of %1").arg(m_status.name);
    }
    if (isSwitching(phase))
        text.line = tr("Please do not start %1 yet.").arg(m_status.name);
    else if (isUpdate(m_activity) && waits)
        text.line = tr("%1 can stay in use. It is installed when you close it.").arg(m_status.name);
    else if (m_status.offer && isUpdate(m_activity))
        text.line = tr("%1 can stay in use. It closes for about %2 near the end.")
                        .arg(m_status.name, formatDuration(m_status.offer->plan.secondsAway));
    if (m_controller.isPaused()) {
        text.headline = tr("The download of %1 is paused").arg(m_status.name);
        text.discIcon = QStringLiteral("status-paused");
        text.tone = Tone::Neutral;
        text.line = tr("It goes on where it stopped.");
    }
    m_banner->setState(text, m_status.iconPath);
    showButtons();
}

void ProgressView::showButtons() {
    const bool back = isSwitching(m_phase) && isUpdate(m_activity);
    m_cancel->setText(back ? tr("&Stop and Roll Back") : tr("&Cancel"));
    m_hint->setText(back ? tr("Stopping now puts %1 back.").arg(versionText(m_status.version))
                    : m_controller.isPaused() ? tr("What was downloaded is kept.")
                                              : tr("Closing the window keeps this running."));
    showPauseButton();
}

// Only a download rests; it has begun when the first bytes are counted.
void ProgressView::showPauseButton() {
    const bool paused = m_controller.isPaused();
    const bool downloading = m_phase == Phase::Download && m_controller.progress().overallTotal > 0;
    m_pause->setText(paused ? tr("&Resume") : tr("&Pause"));
    m_pause->setVisible(isUpdate(m_activity) && m_phase == Phase::Download);
    m_pause->setEnabled(paused || downloading);
}

// The numbers stand still; what came is where it was when it goes on.
void ProgressView::showPaused(bool paused) {
    if (!m_controller.isBusy())
        return; // cancelled while it rested
    m_sinceFirstByte.invalidate();
    m_remaining->setText(paused ? tr("Paused") : QString());
    m_line->setTone(paused ? Tone::Neutral : Tone::Accent, true);
    showBanner(m_phase);
}

void ProgressView::showSide() {
    const bool update = isUpdate(m_activity) && m_status.offer;
    m_columns->setPartVisible(m_rateCard, isUpdate(m_activity));
    m_columns->setPartVisible(m_saved, false);
    if (update) {
        const Plan& plan = m_status.offer->plan;
        const qint64 saved = plan.fullBytes - plan.downloadBytes;
        m_saved->clearRows();
        m_saved->addRow(
            makeTextRow(QStringLiteral("status-ok"),
                        Ink::Ok,
                        tr("%1 saved").arg(formatSize(saved)),
                        tr("%1 to download, not the %2 package.")
                            .arg(formatSize(plan.downloadBytes), formatSize(plan.fullBytes))));
        m_columns->setPartVisible(m_saved, saved > 0);
    }
    m_wayBack->clearRows();
    m_wayBack->addRow(makeTextRow(QStringLiteral("page-snapshots"),
                                  Ink::Text2,
                                  tr("Way back: %1").arg(versionText(m_status.version)),
                                  tr("Kept whole. Going back takes about a second.")));
}

void ProgressView::take(const Progress& progress) {
    if (progress.phase != m_phase) {
        m_phase = progress.phase;
        m_phases->setPhase(m_phase);
        showBanner(m_phase);
    }
    m_model->take(progress);
    m_rows->setFixedHeight(heightOfRows(*m_rows, 8));
    m_rowsCard->setCaption(
        tr("%1 of %2 ready").arg(m_model->readyCount()).arg(m_model->rowCount()));
    showNumbers(progress);
    announce(progress);
}

void ProgressView::showNumbers(const Progress& progress) {
    const qint64 total = progress.overallTotal;
    if (total <= 0)
        return;
    const double share = double(progress.overallDone) / double(total);
    m_line->setShare(share);
    m_percent->setText(tr("%1 %").arg(int(share * 100)));
    const bool downloading = progress.phase == Phase::Download;
    if (downloading) {
        m_rate->addBytes(progress.overallDone);
        if (!m_sinceFirstByte.isValid())
            m_sinceFirstByte.start();
        showPauseButton();
    }
    m_bytes->setText(downloading
                         ? tr("%1 of %2").arg(formatSize(progress.overallDone), formatSize(total))
                         : QString());
    const double rate = m_rate->currentRate();
    QString remaining;
    if (downloading && rate > 0)
        remaining = formatRate(rate);
    if (downloading && rate > 0 && m_sinceFirstByte.elapsed() > samplesBeforeEstimate)
        remaining =
            tr("%1, %2 left")
                .arg(remaining, formatDuration(double(total - progress.overallDone) / rate));
    m_remaining->setText(remaining);
}

// Screen readers hear a phase change (the banner) and each quarter, not every step.
void ProgressView::announce(const Progress& progress) {
    if (progress.overallTotal <= 0)
        return;
    const int quarter = int(4 * progress.overallDone / progress.overallTotal);
    if (quarter <= m_announcedQuarter)
        return;
    m_announcedQuarter = quarter;
    QAccessibleValueChangeEvent event(m_line, m_line->value());
    QAccessible::updateAccessibility(&event);
}

} // namespace upkeep
