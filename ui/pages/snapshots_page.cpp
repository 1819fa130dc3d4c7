// SPDX-License-Identifier: Apache-2.0
#include "pages/snapshots_page.h"

#include "dialogs/restore_wizard.h"
#include "dialogs/snapshot_dialogs.h"
#include "models/difference_model.h"
#include "models/row_paint.h"
#include "models/snapshot_model.h"
#include "pages/snapshot_exchange.h"
#include "text/format.h"
#include "theme/icons.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/label.h"
#include "widgets/space_bar.h"
#include "words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QTreeView>
#include <QVBoxLayout>

namespace upkeep {
namespace {

QLineEdit* makeSearch(const QString& placeholder) {
    auto* field = new QLineEdit;
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(placeholder);
    field->addAction(themedIcon(QStringLiteral("search"), Ink::Text2), QLineEdit::LeadingPosition);
    field->setClearButtonEnabled(true);
    return field;
}

constexpr Difference kindsShown[] = {Difference::Added, Difference::Removed, Difference::Changed};

} // namespace

SnapshotsPage::SnapshotsPage(UpdateController& controller, QWidget* parent)
    : Page(tr("Snapshots"), parent), m_controller(controller), m_model(new SnapshotModel(this)),
      m_filtered(new QSortFilterProxyModel(this)), m_differences(new DifferenceModel(this)),
      m_space(new SpaceBar), m_columns(new FoldingColumns),
      m_search(makeSearch(tr("Filter snapshots"))), m_list(new QListView), m_listCard(new Card),
      m_compareCard(new Card), m_compareTitle(new Label(TextStyle::Lead)),
      m_compareLine(new Label(TextStyle::Caption, Ink::Text2)),
      m_pin(makeIconButton(QStringLiteral("pin"), tr("Pin this snapshot"))), m_pickers(new QWidget),
      m_against(new QComboBox), m_kinds(new SegmentedPages),
      m_fileFilter(makeSearch(tr("Filter files"))), m_tree(new QTreeView),
      m_note(new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap)),
      m_hint(new Label(TextStyle::Body, Ink::Text2)),
      m_exchange(new SnapshotExchange(controller, *m_hint, this)),
      m_import(makeButton(tr("I&mport..."), ButtonRole::Plain, QStringLiteral("import"))),
      m_export(makeButton(tr("E&xport..."), ButtonRole::Plain, QStringLiteral("export"))),
      m_create(makeButton(tr("C&reate Snapshot..."), ButtonRole::Plain, QStringLiteral("add"))),
      m_delete(makeButton(tr("&Delete..."), ButtonRole::Danger)),
      m_verify(makeButton(tr("&Verify"), ButtonRole::Plain, QStringLiteral("verify"))),
      m_restore(makeButton(tr("Re&store..."), ButtonRole::Plain, QStringLiteral("restore"))) {
    buildLayout();
    buildBar();
    buildConnections();
}

void SnapshotsPage::buildLayout() {
    addToTitle(m_import);
    addToTitle(m_create);
    content()->addWidget(m_space);
    m_columns->setSideWidth(340);
    m_columns->addSide(buildList(), tr("Snapshots"), true);
    m_columns->setMain(buildCompare(), tr("Compare"), true);
    content()->addWidget(m_columns, 1);
}

QWidget* SnapshotsPage::buildList() {
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterRole(SnapshotModel::SearchRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_filtered);
    m_list->setItemDelegate(new SnapshotDelegate(m_list));
    m_list->setUniformItemSizes(true);
    settleInCard(*m_list, tr("Snapshots"));
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    setMargins(head, 8, 4);
    m_search->setFrame(false);
    head->addWidget(m_search);
    column->addLayout(head);
    column->addWidget(new Hairline);
    column->addWidget(m_list, 1);
    m_listCard->setBody(body);
    m_listCard->setAccessibleName(tr("Snapshots"));
    return m_listCard;
}

QWidget* SnapshotsPage::buildCompareHead() {
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    setMargins(column, 16, 10);
    setSpacing(column, 10);
    auto* title = new QHBoxLayout;
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_compareTitle);
    words->addWidget(m_compareLine);
    title->addLayout(words, 1);
    title->addWidget(m_pin);
    column->addLayout(title);
    auto* pickers = new QHBoxLayout(m_pickers);
    pickers->setContentsMargins(0, 0, 0, 0);
    setSpacing(pickers, 8);
    auto* against = new Label(TextStyle::Body, Ink::Text2);
    against->setText(tr("against"));
    against->setBuddy(m_against);
    m_against->setAccessibleName(tr("Compare against"));
    m_against->setMinimumWidth(px(120));
    pickers->addWidget(against);
    pickers->addWidget(m_against, 1);
    pickers->addWidget(m_fileFilter, 1);
    column->addWidget(m_pickers);
    for (int i = 0; i < 4; ++i)
        m_kinds->addSegment({});
    m_kinds->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_kinds->setAccessibleName(tr("Kind of difference"));
    column->addWidget(m_kinds);
    return head;
}

QWidget* SnapshotsPage::buildCompare() {
    m_tree->setModel(m_differences);
    m_tree->setItemDelegate(new DifferenceDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(px(20));
    settleInCard(*m_tree, tr("Differences"));
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildCompareHead());
    column->addWidget(new Hairline);
    auto* below = new QVBoxLayout;
    setMargins(below, 8, 8);
    below->addWidget(m_note);
    below->addWidget(m_tree, 1);
    column->addLayout(below, 1);
    m_note->setMargin(px(8));
    m_note->setAlignment(Qt::AlignCenter);
    m_compareCard->setBody(body);
    m_compareCard->setAccessibleName(tr("Compare"));
    return m_compareCard;
}

void SnapshotsPage::buildBar() {
    auto* bar = new ActionBar;
    bar->addLeading(m_delete);
    bar->addLeading(m_hint);
    bar->addTrailing(m_export);
    bar->addTrailing(m_verify);
    bar->addTrailing(m_restore);
    setActionBar(bar);
}

void SnapshotsPage::buildConnections() {
    connect(&m_controller, &UpdateController::snapshotsRead, this, &SnapshotsPage::fill);
    connect(&m_controller, &UpdateController::compared, this, &SnapshotsPage::showComparison);
    connect(&m_controller, &UpdateController::activityChanged, this, &SnapshotsPage::setBusy);
    connect(&m_controller, &UpdateController::statusChanged, this, &SnapshotsPage::followSelection);
    connect(&m_controller,
            &UpdateController::snapshotCreated,
            this,
            [this](const SnapshotSummary& snapshot) { m_wanted = snapshot.id; });
    connect(m_export, &QPushButton::clicked, this, [this] {
        if (const SnapshotSummary* snapshot = selected())
            m_exchange->askExport(*snapshot);
    });
    connect(m_import, &QPushButton::clicked, m_exchange, &SnapshotExchange::askImport);
    connect(m_exchange, &SnapshotExchange::imported, this, [this](const QString& id) {
        m_wanted = id;
    });
    connect(m_search,
            &QLineEdit::textChanged,
            m_filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            &SnapshotsPage::followSelection);
    connect(m_against, &QComboBox::activated, this, &SnapshotsPage::startCompare);
    connect(m_kinds, &SegmentedPages::chosen, this, &SnapshotsPage::followFilter);
    connect(m_fileFilter, &QLineEdit::textChanged, this, &SnapshotsPage::followFilter);
    connect(m_create, &QPushButton::clicked, this, &SnapshotsPage::askCreate);
    connect(m_delete, &QPushButton::clicked, this, &SnapshotsPage::askDelete);
    connect(m_verify, &QPushButton::clicked, this, [this] {
        if (const SnapshotSummary* snapshot = selected())
            m_controller.verifySnapshot(snapshot->id);
    });
    connect(m_restore, &QPushButton::clicked, this, &SnapshotsPage::startRestore);
    connect(m_pin, &QToolButton::clicked, this, &SnapshotsPage::togglePin);
}

const SnapshotSummary* SnapshotsPage::selected() const {
    return m_model->snapshotAt(m_filtered->mapToSource(m_list->currentIndex()).row());
}

void SnapshotsPage::select(const QString& id) {
    m_wanted = id;
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        const QModelIndex index = m_filtered->index(row, 0);
        const QString found = index.data(SnapshotModel::IdRole).toString();
        if (!found.isEmpty() && (id.isEmpty() || found == id)) {
            m_list->setCurrentIndex(index);
            return;
        }
    }
    m_list->setCurrentIndex(m_filtered->index(0, 0));
}

void SnapshotsPage::fill(const QList<SnapshotSummary>& snapshots, const SpaceUse& space) {
    const QString before = selected() ? selected()->id : QString();
    m_model->setSnapshots(snapshots, m_controller.status().version);
    m_space->setUse(space);
    m_search->setPlaceholderText(tr("Filter %n snapshot(s)", nullptr, int(snapshots.size())));
    fillPickers();
    select(m_wanted.isEmpty() ? before : m_wanted);
    m_wanted.clear();
    followSelection();
}

void SnapshotsPage::fillPickers() {
    const QString chosen = m_against->currentData().toString();
    m_against->clear();
    m_against->addItem(tr("Now (%1)").arg(versionText(m_controller.status().version)), QString());
    for (const SnapshotSummary& snapshot : m_model->snapshots())
        m_against->addItem(SnapshotModel::title(snapshot), snapshot.id);
    m_against->setCurrentIndex(std::max(0, m_against->findData(chosen)));
}

void SnapshotsPage::followSelection() {
    const SnapshotSummary* snapshot = selected();
    setBusy();
    m_pin->setVisible(snapshot != nullptr);
    m_tree->setVisible(snapshot != nullptr);
    m_note->setVisible(snapshot == nullptr);
    m_pickers->setVisible(snapshot != nullptr);
    m_kinds->setVisible(snapshot != nullptr);
    if (!snapshot) {
        const Version version = m_controller.status().version;
        m_compareTitle->setText(tr("%1, in use now").arg(versionText(version)));
        m_compareLine->setText({});
        m_note->setText(m_model->snapshots().isEmpty()
                            ? tr("There is no snapshot yet. One is made before every update; you "
                                 "can also make one now.")
                            : tr("Choose a snapshot to see what differs from now."));
        return;
    }
    m_compareTitle->setText(tr("%1 from %2", "version, moment")
                                .arg(versionText(snapshot->version),
                                     formatMoment(snapshot->time, QDateTime::currentDateTime())));
    const QString verified =
        snapshot->verified.isValid()
            ? tr("verified %1").arg(agoText(snapshot->verified, QDateTime::currentDateTime()))
            : tr("not verified yet");
    m_compareLine->setText(
        tr("%n file(s), %1, of its own %2, %3", nullptr, snapshot->files)
            .arg(formatSize(snapshot->size), formatSize(snapshot->ownSize), verified));
    const QString pinName = snapshot->pinned ? tr("Unpin this snapshot") : tr("Pin this snapshot");
    m_pin->setIcon(
        themedIcon(snapshot->pinned ? QStringLiteral("status-pinned") : QStringLiteral("pin"),
                   snapshot->pinned ? Ink::Attention : Ink::Text));
    m_pin->setToolTip(pinName);
    m_pin->setAccessibleName(pinName);
    startCompare();
}

void SnapshotsPage::startCompare() {
    if (const SnapshotSummary* snapshot = selected())
        m_controller.compare(snapshot->id, m_against->currentData().toString());
}

void SnapshotsPage::showComparison(const Comparison& comparison) {
    const SnapshotSummary* snapshot = selected();
    if (!snapshot || comparison.left != snapshot->id)
        return; // the answer to an earlier question
    m_differences->setComparison(comparison, m_controller.components(), m_controller.status().name);
    m_kinds->setSegmentText(0, tr("All  %1").arg(m_differences->count(std::nullopt)));
    const QString names[] = {tr("Added  %1"), tr("Removed  %1"), tr("Changed  %1")};
    for (int i = 0; i < 3; ++i)
        m_kinds->setSegmentText(i + 1, names[i].arg(m_differences->count(kindsShown[i])));
    followFilter();
}

void SnapshotsPage::followFilter() {
    const int chosen = m_kinds->current();
    m_differences->setFilter(chosen > 0 ? std::optional(kindsShown[chosen - 1]) : std::nullopt,
                             m_fileFilter->text());
    for (int row = 0; row < m_differences->rowCount(); ++row) {
        const QModelIndex group = m_differences->index(row, 0);
        if (m_differences->rowCount(group) <= 8 || !m_fileFilter->text().isEmpty())
            m_tree->expand(group);
    }
}

void SnapshotsPage::setBusy() {
    const SnapshotSummary* snapshot = selected();
    const bool free = !m_controller.isBusy();
    m_create->setEnabled(free);
    m_delete->setEnabled(free && snapshot && !snapshot->pinned);
    m_delete->setToolTip(snapshot && snapshot->pinned
                             ? tr("A pinned snapshot is kept; unpin it first.")
                             : QString());
    m_verify->setEnabled(free && snapshot);
    m_restore->setEnabled(free && snapshot && !snapshot->damaged);
    m_export->setEnabled(free && snapshot && !snapshot->damaged);
    m_import->setEnabled(free);
    m_pin->setEnabled(free);
    m_verify->setText(m_controller.activity() == Activity::Verifying ? tr("Verifying...")
                                                                     : tr("&Verify"));
    m_create->setText(m_controller.activity() == Activity::Snapshotting
                          ? tr("Working...")
                          : tr("C&reate Snapshot..."));
}

void SnapshotsPage::togglePin() {
    if (const SnapshotSummary* snapshot = selected())
        m_controller.pinSnapshot(snapshot->id, !snapshot->pinned);
}

void SnapshotsPage::askCreate() {
    auto* dialog = new CreateSnapshotDialog(m_controller.status(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &CreateSnapshotDialog::described, &m_controller, &UpdateController::createSnapshot);
    dialog->open();
}

void SnapshotsPage::askDelete() {
    const SnapshotSummary* snapshot = selected();
    if (!snapshot)
        return;
    auto* dialog = new DeleteSnapshotDialog(*snapshot, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id = snapshot->id] {
        m_controller.removeSnapshot(id);
    });
    dialog->open();
}

void SnapshotsPage::startRestore() {
    const SnapshotSummary* snapshot = selected();
    if (!snapshot)
        return;
    auto* wizard = new RestoreWizard(m_controller, *snapshot, window());
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    wizard->open();
}

} // namespace upkeep
