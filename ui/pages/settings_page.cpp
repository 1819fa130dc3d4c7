// SPDX-License-Identifier: Apache-2.0
#include "pages/settings_page.h"

#include "text/format.h"
#include "theme/icons.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/index_list.h"
#include "widgets/label.h"
#include "widgets/settings_row.h"
#include "words.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace upkeep {
namespace {

constexpr int formWidth = 640;

void select(QComboBox* box, const QVariant& value, const QString& text) {
    int at = box->findData(value);
    if (at < 0) { // a value set elsewhere is shown, not replaced
        box->addItem(text, value);
        at = box->count() - 1;
    }
    box->setCurrentIndex(at);
}

} // namespace

SettingsPage::SettingsPage(UpdateController& controller, QWidget* parent)
    : Page(tr("Settings"), parent), m_controller(controller), m_search(new QLineEdit),
      m_index(new IndexList), m_interval(new QComboBox), m_start(new Switch), m_kept(new QComboBox),
      m_budget(new QComboBox), m_channel(new QComboBox) {
    buildLayout();
    connect(&m_controller, &UpdateController::preferencesRead, this, &SettingsPage::present);
    connect(&m_controller, &UpdateController::statusChanged, this, &SettingsPage::showDecisions);
    present(Preferences());
    showDecisions(ProductStatus());
}

void SettingsPage::buildLayout() {
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->addAction(themedIcon(QStringLiteral("search"), Ink::Text2),
                        QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(px(230));
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::filter);
    addToTitle(m_search);
    auto* groups = new QWidget;
    m_column = new QVBoxLayout(groups);
    m_column->setContentsMargins(0, 0, 0, 0);
    setSpacing(m_column, 20);
    buildAutomatic();
    buildSchedule();
    buildSnapshots();
    buildChannels();
    buildDecisions();
    m_column->addStretch(1);
    m_scroll = makeScroll(groups);
    groups->setMaximumWidth(px(formWidth));
    auto* across = new QHBoxLayout;
    setSpacing(across, 28);
    across->addWidget(m_scroll, 1);
    across->addWidget(m_index);
    content()->addLayout(across, 1);
    for (SettingsGroup* group : std::as_const(m_groups))
        m_index->addItem(group->title());
    connect(m_index, &IndexList::chosen, this, &SettingsPage::jumpTo);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        int current = 0;
        for (int i = 0; i < m_groups.size(); ++i) {
            if (m_groups[i]->y() <= value + px(40))
                current = i;
        }
        m_index->setCurrent(current);
    });
}

SettingsGroup* SettingsPage::addGroup(const QString& title) {
    auto* group = new SettingsGroup(title);
    m_groups.append(group);
    m_column->addWidget(group);
    return group;
}

void SettingsPage::buildAutomatic() {
    m_automatic = addGroup(tr("Automatic updates"));
    auto* group = new QButtonGroup(this);
    m_answers = {
        m_automatic->addAnswer(
            tr("All updates"),
            tr("Installed quietly while the program is closed. Evolutions wait for a choice.")),
        m_automatic->addAnswer(tr("Security updates only"),
                               tr("Others are announced and wait for a click.")),
        m_automatic->addAnswer(tr("Manual"),
                               tr("Updates are announced, nothing is downloaded before a click."))};
    AutoUpdate value = AutoUpdate::All; // the answers come in its order
    for (QRadioButton* answer : std::as_const(m_answers)) {
        group->addButton(answer);
        connect(answer, &QRadioButton::clicked, this, [this, value] {
            change([value](Preferences& preferences) { preferences.automatic = value; });
        });
        value = AutoUpdate(int(value) + 1);
    }
    connect(m_automatic, &SettingsGroup::resetWanted, this, [this] {
        change([](Preferences& preferences) { preferences.automatic = Preferences().automatic; });
    });
}

void SettingsPage::buildSchedule() {
    m_schedule = addGroup(tr("Schedule"));
    for (const int hours : {1, 6, 12, 24, 168})
        m_interval->addItem(hours < 24 ? tr("%n hour(s)", nullptr, hours)
                                       : tr("%n day(s)", nullptr, hours / 24),
                            hours);
    m_schedule->addRow(
        new SettingsRow(tr("Check every"),
                        tr("A check is small and tells the publisher nothing about you."),
                        m_interval));
    m_schedule->addRow(new SettingsRow(tr("Start the program after an update"),
                                       tr("Otherwise it stays closed until you start it."),
                                       m_start));
    connect(m_interval, &QComboBox::activated, this, [this] {
        change([this](Preferences& preferences) {
            preferences.checkIntervalHours = m_interval->currentData().toInt();
        });
    });
    connect(m_start, &Switch::clicked, this, [this](bool on) {
        change([on](Preferences& preferences) { preferences.startAfterUpdate = on; });
    });
    connect(m_schedule, &SettingsGroup::resetWanted, this, [this] {
        change([](Preferences& preferences) {
            preferences.checkIntervalHours = Preferences().checkIntervalHours;
            preferences.startAfterUpdate = Preferences().startAfterUpdate;
        });
    });
}

void SettingsPage::buildSnapshots() {
    m_snapshots = addGroup(tr("Snapshots"));
    for (const int count : {2, 3, 5, 10, 20})
        m_kept->addItem(tr("The last %n", nullptr, count), count);
    m_budget->addItem(tr("A fifth of the disk"), 0);
    for (const int gigabytes : {1, 2, 5, 10, 50})
        m_budget->addItem(formatSize(qint64(gigabytes) * 1'000'000'000), gigabytes);
    m_snapshots->addRow(
        new SettingsRow(tr("Keep"),
                        tr("Pinned ones are kept besides; the last good one is never deleted."),
                        m_kept));
    m_snapshots->addRow(new SettingsRow(
        tr("Room for snapshots"), tr("The oldest ones go first when it is used up."), m_budget));
    connect(m_kept, &QComboBox::activated, this, [this] {
        change([this](Preferences& preferences) {
            preferences.snapshotsKept = m_kept->currentData().toInt();
        });
    });
    connect(m_budget, &QComboBox::activated, this, [this] {
        change([this](Preferences& preferences) {
            preferences.snapshotBudgetGb = m_budget->currentData().toInt();
        });
    });
    connect(m_snapshots, &SettingsGroup::resetWanted, this, [this] {
        change([](Preferences& preferences) {
            preferences.snapshotsKept = Preferences().snapshotsKept;
            preferences.snapshotBudgetGb = Preferences().snapshotBudgetGb;
        });
    });
}

void SettingsPage::buildChannels() {
    m_channels = addGroup(tr("Channels"));
    m_channel->addItem(tr("Stable"), QStringLiteral("stable"));
    m_channel->addItem(tr("Beta"), QStringLiteral("beta"));
    m_channels->addRow(new SettingsRow(
        tr("Channel"), tr("Beta versions come earlier and are tested less."), m_channel));
    connect(m_channel, &QComboBox::activated, this, [this] {
        change([this](Preferences& preferences) {
            preferences.channel = m_channel->currentData().toString();
        });
    });
    connect(m_channels, &SettingsGroup::resetWanted, this, [this] {
        change([](Preferences& preferences) { preferences.channel = Preferences().channel; });
    });
}

void SettingsPage::buildDecisions() {
    m_decisions = addGroup(tr("Skipped and pinned"));
}

void SettingsPage::present(const Preferences& preferences) {
    m_filling = true;
    m_shown = preferences;
    m_answers[int(preferences.automatic)]->setChecked(true);
    select(m_interval,
           preferences.checkIntervalHours,
           tr("%n hour(s)", nullptr, preferences.checkIntervalHours));
    m_start->setChecked(preferences.startAfterUpdate);
    select(
        m_kept, preferences.snapshotsKept, tr("The last %n", nullptr, preferences.snapshotsKept));
    select(m_budget,
           preferences.snapshotBudgetGb,
           formatSize(qint64(preferences.snapshotBudgetGb) * 1'000'000'000));
    select(m_channel, preferences.channel, preferences.channel);
    m_filling = false;
    followReset();
}

void SettingsPage::followReset() {
    const Preferences defaults;
    m_automatic->setResettable(m_shown.automatic != defaults.automatic);
    m_schedule->setResettable(m_shown.checkIntervalHours != defaults.checkIntervalHours ||
                              m_shown.startAfterUpdate != defaults.startAfterUpdate);
    m_snapshots->setResettable(m_shown.snapshotsKept != defaults.snapshotsKept ||
                               m_shown.snapshotBudgetGb != defaults.snapshotBudgetGb);
    m_channels->setResettable(m_shown.channel != defaults.channel);
}

void SettingsPage::change(const std::function<void(Preferences&)>& edit) {
    if (m_filling)
        return;
    Preferences wanted = m_shown;
    edit(wanted);
    if (wanted == m_shown)
        return;
    present(wanted);
    m_controller.setPreferences(wanted);
}

void SettingsPage::showDecisions(const ProductStatus& status) {
    m_decisions->clearRows();
    const auto add = [this](const QString& text, const QString& caption, QPushButton* button) {
        makeSmall(button);
        m_decisions->addRow(new SettingsRow(text, caption, button));
    };
    if (status.pinnedTo) {
        auto* unpin = makeButton(tr("&Unpin"), ButtonRole::Plain, QStringLiteral("unpin"));
        connect(unpin, &QPushButton::clicked, &m_controller, &UpdateController::resume);
        add(tr("Pinned to %1").arg(versionText(*status.pinnedTo)),
            tr("Newer versions wait until it is unpinned."),
            unpin);
        unpin->setAccessibleName(tr("Unpin %1").arg(status.pinnedTo->toString()));
    }
    for (const QString& skipped : status.skippedVersions) {
        const auto version = Version::parse(skipped);
        if (!version)
            continue;
        auto* forget = makeButton(tr("Forget"));
        connect(forget, &QPushButton::clicked, this, [this, version] {
            m_controller.unskip(*version);
        });
        add(tr("%1 is skipped").arg(isolated(skipped)), tr("It is not offered by itself."), forget);
        forget->setAccessibleName(tr("Forget that %1 is skipped").arg(skipped));
    }
    if (!status.pinnedTo && status.skippedVersions.isEmpty())
        m_decisions->addRow(makeTextRow({},
                                        Ink::Text2,
                                        tr("Nothing is skipped or pinned"),
                                        tr("Versions you skip or go back from are listed here.")));
}

void SettingsPage::filter(const QString& text) {
    for (SettingsGroup* group : std::as_const(m_groups)) {
        bool found = text.isEmpty() || group->title().contains(text, Qt::CaseInsensitive);
        for (const QLabel* label : group->findChildren<QLabel*>())
            found = found || label->text().contains(text, Qt::CaseInsensitive);
        for (const QAbstractButton* button : group->findChildren<QAbstractButton*>())
            found = found || button->text().contains(text, Qt::CaseInsensitive);
        group->setVisible(found);
    }
    m_index->setVisible(text.isEmpty() && width() >= px(820));
}

void SettingsPage::jumpTo(int group) {
    m_scroll->verticalScrollBar()->setValue(m_groups[group]->y());
}

void SettingsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    m_index->setVisible(m_search->text().isEmpty() && width() >= px(820));
}

} // namespace upkeep
