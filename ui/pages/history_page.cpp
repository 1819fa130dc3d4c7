// SPDX-License-Identifier: Apache-2.0
#include "pages/history_page.h"

#include "dialogs/history_dialogs.h"
#include "models/history_model.h"
#include "models/row_paint.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "theme/icons.h"
#include "walks/history_export.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"
#include "widgets/plot_legend.h"
#include "widgets/step_rail.h"
#include "widgets/version_plot.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSaveFile>
#include <QTreeView>
#include <QVBoxLayout>

namespace upkeep {

HistoryPage::HistoryPage(UpdateController& controller, QWidget* parent)
    : Page(tr("History"), parent), m_controller(controller), m_model(new HistoryModel(this)),
      m_filter(new HistoryFilter(this)), m_plot(new VersionPlot), m_legend(new PlotLegend),
      m_figures(new FigureRow(false)), m_span(new QComboBox), m_search(new QLineEdit),
      m_result(new QComboBox), m_operation(new QComboBox),
      m_count(new Label(TextStyle::Caption, Ink::Text2)), m_list(new QTreeView),
      m_note(new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap)) {
    buildLayout();
    connect(&m_controller, &UpdateController::historyRead, this, &HistoryPage::fill);
    connect(&m_controller, &UpdateController::statusChanged, this, [this] {
        m_plot->setEvents(
            m_model->events(), m_controller.status().version, QDateTime::currentDateTime());
    });
}

void HistoryPage::buildLayout() {
    buildTitle();
    content()->addWidget(buildPlot());
    content()->addWidget(buildFilters());
    content()->addWidget(buildList(), 1);
}

void HistoryPage::buildTitle() {
    auto* report = makeButton(tr("Copy &Report..."), ButtonRole::Plain, QStringLiteral("copy"));
    connect(report, &QPushButton::clicked, this, &HistoryPage::showReport);
    auto* menu = new QMenu(this);
    connect(menu->addAction(tr("As JSON...")), &QAction::triggered, this, [this] {
        save(QStringLiteral("json"));
    });
    connect(menu->addAction(tr("As CSV...")), &QAction::triggered, this, [this] {
        save(QStringLiteral("csv"));
    });
    auto* save = makeSplitButton(tr("Export"), menu);
    save->setPopupMode(QToolButton::InstantPopup);
    save->setIcon(themedIcon(QStringLiteral("export")));
    save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    save->setAccessibleName(tr("Export the history"));
    addToTitle(save);
    addToTitle(report);
}

QWidget* HistoryPage::buildPlot() {
    auto* card = new Card;
    m_plotCard = card;
    card->setTitle(tr("Installed version"));
    card->setHeadLine(false);
    card->addToHead(m_legend);
    m_span->addItem(tr("Last month"), 31);
    m_span->addItem(tr("Last 3 months"), 92);
    m_span->addItem(tr("Last year"), 366);
    m_span->addItem(tr("Everything"), 0);
    m_span->setCurrentIndex(1);
    m_span->setAccessibleName(tr("Time shown"));
    makeSmall(m_span);
    card->addToHead(m_span);
    m_plot->setDays(m_span->currentData().toInt());
    connect(m_span, &QComboBox::currentIndexChanged, this, [this] {
        m_plot->setDays(m_span->currentData().toInt());
    });
    connect(m_plot, &VersionPlot::markChosen, this, &HistoryPage::selectEvent);
    card->addRow(m_plot);
    card->addRow(m_figures);
    return card;
}

QWidget* HistoryPage::buildFilters() {
    auto* row = new QWidget;
    auto* across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    setSpacing(across, 8);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search"), Ink::Text2),
                        QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(px(220));
    m_result->setAccessibleName(tr("Result"));
    m_operation->setAccessibleName(tr("Operation"));
    across->addWidget(m_search);
    across->addWidget(m_result);
    across->addWidget(m_operation);
    across->addStretch(1);
    across->addWidget(m_count);
    connect(m_search, &QLineEdit::textChanged, this, &HistoryPage::followFilter);
    connect(m_result, &QComboBox::activated, this, &HistoryPage::followFilter);
    connect(m_operation, &QComboBox::activated, this, &HistoryPage::followFilter);
    return row;
}

QWidget* HistoryPage::buildList() {
    m_filter->setSourceModel(m_model);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new HistoryDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    settleInCard(*m_list, tr("History"));
    m_list->header()->setSectionsMovable(false);
    m_list->header()->setSectionsClickable(false);
    m_list->header()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(HistoryModel::OperationColumn, QHeaderView::Stretch);
    m_list->header()->setMinimumHeight(px(32));
    m_list->header()->setFont(Theme::current().font(TextStyle::CaptionStrong));
    connect(m_list, &QTreeView::activated, this, &HistoryPage::showDetails);
    connect(m_list, &QTreeView::clicked, this, &HistoryPage::showDetails);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setMargin(px(24));
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    column->addWidget(m_note, 1);
    auto* card = new Card;
    card->setBody(body);
    card->setAccessibleName(tr("History"));
    return card;
}

void HistoryPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    fitColumns();
}

// The operation takes what is left; who started it is the first to give way.
void HistoryPage::fitColumns() {
    const bool narrow = m_list->width() < px(640);
    const int widths[HistoryModel::ColumnCount] = {
        px(46), px(narrow ? 140 : 150), 0, px(120), px(narrow ? 148 : 168), px(66), px(40)};
    m_list->setColumnHidden(HistoryModel::TriggerColumn, narrow);
    m_list->setColumnHidden(HistoryModel::TookColumn, narrow);
    for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
        if (widths[column] > 0)
            m_list->setColumnWidth(column, widths[column]);
    }
    m_legend->setVisible(!narrow);
    m_count->setVisible(!narrow);
    m_plot->setCompact(height() < px(640));
    // The list is what people come for; on a low page the rest gives way to it.
    m_figures->setVisible(height() >= px(540));
    m_plotCard->setVisible(height() >= px(440));
}

void HistoryPage::fill(const QList<HistoryEvent>& events) {
    m_model->setEvents(events);
    m_plot->setEvents(events, m_controller.status().version, QDateTime::currentDateTime());
    fillFilters();
    showFigures();
    followFilter();
    fitColumns();
}

void HistoryPage::fillFilters() {
    const auto fillBox = [](QComboBox* box,
                            const QString& all,
                            const QStringList& ids,
                            QString (*name)(const QString&)) {
        const QString chosen = box->currentData().toString();
        box->clear();
        box->addItem(all, QString());
        for (const QString& id : ids)
            box->addItem(name(id), id);
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    };
    QStringList results;
    QStringList operations;
    for (const HistoryEvent& event : m_model->events()) {
        if (!results.contains(event.result))
            results << event.result;
        if (!operations.contains(event.operation))
            operations << event.operation;
    }
    fillBox(m_result, tr("All results"), results, &resultName);
    fillBox(m_operation, tr("All operations"), operations, &operationName);
}

void HistoryPage::showFigures() {
    int updates = 0;
    int updatesDone = 0;
    int rollbacks = 0;
    int rollbacksDone = 0;
    double seconds = 0;
    qint64 bytes = 0;
    for (const HistoryEvent& event : m_model->events()) {
        const bool done = event.result == QLatin1String("success");
        const bool tried =
            event.result != QLatin1String("blocked") && event.result != QLatin1String("cancelled");
        if (event.operation == QLatin1String("update") && tried) {
            ++updates;
            updatesDone += done;
            seconds += done ? event.seconds : 0;
            bytes += event.bytes;
        } else if (event.operation == QLatin1String("rollback")) {
            ++rollbacks;
            rollbacksDone += done;
        }
    }
    const QString usual = updatesDone > 0 ? formatDuration(seconds / updatesDone) : tr("-");
    const auto share = [](int done, int all) {
        return all > 0 ? tr("%1 of %2").arg(done).arg(all) : tr("-");
    };
    m_figures->setFigures({{share(updatesDone, updates), tr("updates succeeded")},
                           {share(rollbacksDone, rollbacks), tr("rollbacks succeeded")},
                           {usual, tr("usual update")},
                           {formatSize(bytes), tr("downloaded")}});
}

void HistoryPage::followFilter() {
    m_filter->setText(m_search->text());
    m_filter->setResult(m_result->currentData().toString());
    m_filter->setOperation(m_operation->currentData().toString());
    const int rows = m_filter->rowCount();
    m_count->setText(tr("%n entries", nullptr, rows));
    m_list->setVisible(rows > 0);
    m_note->setVisible(rows == 0);
    m_note->setText(m_model->events().isEmpty()
                        ? tr("Nothing has happened yet. Checks that found something, updates and "
                             "rollbacks are kept here.")
                        : tr("No entry matches. Change the search or choose another result."));
}

void HistoryPage::showDetails(const QModelIndex& index) {
    const int row = m_filter->mapToSource(index).row();
    auto* dialog = new EventDialog(m_model->event(row), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void HistoryPage::selectEvent(const QString& id) {
    const QModelIndex index = m_filter->mapFromSource(m_model->index(m_model->rowOf(id), 0));
    if (!index.isValid())
        return;
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    m_list->setFocus();
}

void HistoryPage::showReport() {
    auto* dialog =
        new ReportDialog(historyReport(m_controller.status(), m_model->events()), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void HistoryPage::save(const QString& suffix) {
    const bool json = suffix == QLatin1String("json");
    const QString suggested = QStringLiteral("%1-history.%2").arg(m_controller.status().id, suffix);
    const QString name = QFileDialog::getSaveFileName(
        this, tr("Export the history"), suggested, json ? tr("JSON (*.json)") : tr("CSV (*.csv)"));
    if (name.isEmpty())
        return;
    QSaveFile file(name);
    const QByteArray bytes =
        json ? historyAsJson(m_model->events()) : historyAsCsv(m_model->events());
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (!written)
        Q_EMIT m_controller.failed(Activity::None,
                                   Error{ErrorCode::FileFailed, name, file.errorString()});
}

} // namespace upkeep
