// SPDX-License-Identifier: Apache-2.0
// The settings that the person and the last update both changed: the value that was, the person's
// and the update's beside each other, and a choice for each. The person's are chosen at first.
#pragma once

#include "dialogs/dialog_frame.h"
#include "walks/setting_types.h"
#include "walks/walk_types.h"

class QRadioButton;

namespace upkeep {

class SettingsChoiceDialog : public DialogFrame {
    Q_OBJECT

public:
    SettingsChoiceDialog(const QList<OpenSetting>& settings,
                         const ProductStatus& status,
                         QWidget* parent);

Q_SIGNALS:
    void chosen(const QList<upkeep::SettingChoice>& choices);

private:
    QWidget* makeRow(const OpenSetting& setting);
    void chooseAll(Side side);
    void finish();

    struct Row {
        QString name;
        QRadioButton* mine = nullptr;
        QRadioButton* theirs = nullptr;
    };
    QString m_version;
    QList<Row> m_rows;
};

} // namespace upkeep
