// SPDX-License-Identifier: Apache-2.0
#include "pages/snapshot_exchange.h"

#include "models/snapshot_model.h"
#include "text/error_text.h"
#include "widgets/label.h"

#include <QDir>
#include <QFileDialog>

namespace upkeep {
namespace {

QFileDialog* makeDialog(QWidget* page, const QString& title) {
    auto* dialog = new QFileDialog(page->window(),
                                   title,
                                   QDir::homePath(),
                                   SnapshotExchange::tr("Snapshot files (*.upkeep-snapshot)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

} // namespace

SnapshotExchange::SnapshotExchange(UpdateController& controller, Label& line, QWidget* page)
    : QObject(page), m_controller(controller), m_line(line), m_page(page) {
    connect(&m_controller, &UpdateController::failed, this, &SnapshotExchange::showFailure);
    connect(
        &m_controller, &UpdateController::snapshotExported, this, [this](const LocalPath& file) {
            m_line.setText(tr("Written to %1.").arg(file.display()));
        });
    connect(&m_controller,
            &UpdateController::snapshotImported,
            this,
            [this](const SnapshotSummary& snapshot) {
                m_line.setText(tr("Taken in: %1.").arg(SnapshotModel::title(snapshot)));
                Q_EMIT imported(snapshot.id);
            });
}

void SnapshotExchange::askExport(const SnapshotSummary& snapshot) {
    QFileDialog* const dialog = makeDialog(m_page, tr("Export this snapshot"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("upkeep-snapshot"));
    dialog->selectFile(QStringLiteral("%1-%2-%3")
                           .arg(m_controller.status().id,
                                snapshot.version.toString(),
                                snapshot.time.toString(QStringLiteral("yyyy-MM-dd"))));
    connect(
        dialog, &QFileDialog::fileSelected, this, [this, id = snapshot.id](const QString& path) {
            const auto file = LocalPath::fromUser(path);
            if (!file)
                return;
            m_line.setText(tr("Writing the snapshot to a file..."));
            m_controller.exportSnapshot(id, *file);
        });
    dialog->open();
}

void SnapshotExchange::askImport() {
    QFileDialog* const dialog = makeDialog(m_page, tr("Import a snapshot"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const auto file = LocalPath::fromUser(path);
        if (!file)
            return;
        m_line.setText(tr("Checking the file..."));
        m_controller.importSnapshot(*file);
    });
    dialog->open();
}

void SnapshotExchange::showFailure(Activity activity, const Error& error) {
    const ProductStatus& status = m_controller.status();
    if (activity == Activity::Snapshotting)
        m_line.setText(describe(error, {status.name, status.version.toString()}).paragraph());
}

} // namespace upkeep
