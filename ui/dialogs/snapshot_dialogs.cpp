// SPDX-License-Identifier: Apache-2.0
#include "dialogs/snapshot_dialogs.h"

#include "models/snapshot_model.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/label.h"
#include "words.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace upkeep {

CreateSnapshotDialog::CreateSnapshotDialog(const ProductStatus& status, QWidget* parent)
    : DialogFrame(tr("Snapshot of %1 %2").arg(status.name, versionText(status.version)),
                  tr("Keeps the program, its settings and its data as they are now. The program "
                     "can stay open."),
                  parent),
      m_description(new QLineEdit) {
    auto* label = new Label(TextStyle::Label);
    label->setText(tr("Description"));
    label->setBuddy(m_description);
    m_description->setPlaceholderText(tr("Before the tax season"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setMaxLength(120);
    content()->addWidget(label);
    content()->addWidget(m_description);
    setMinimumWidth(px(460));
    auto* cancel = addTrailing(makeButton(tr("&Cancel")));
    auto* create = addTrailing(makeButton(tr("C&reate"), ButtonRole::Filled));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(create, &QPushButton::clicked, this, [this] {
        Q_EMIT described(m_description->text().trimmed());
        accept();
    });
}

DeleteSnapshotDialog::DeleteSnapshotDialog(const SnapshotSummary& snapshot, QWidget* parent)
    : DialogFrame(tr("Delete the snapshot of %1?")
                      .arg(formatMoment(snapshot.time, QDateTime::currentDateTime())),
                  tr("%1, version %2. This frees %3 and cannot be undone.")
                      .arg(SnapshotModel::reason(snapshot),
                           versionText(snapshot.version),
                           formatSize(snapshot.ownSize)),
                  parent) {
    setMinimumWidth(px(460));
    auto* remove = addLeading(makeButton(tr("&Delete"), ButtonRole::Danger, {}));
    auto* keep = addTrailing(makeButton(tr("&Keep")));
    connect(remove, &QPushButton::clicked, this, &QDialog::accept);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    keep->setFocus();
}

} // namespace upkeep
