// SPDX-License-Identifier: Apache-2.0
#include "window/main_window.h"

#include "core/evolution_loader.h"
#include "core/release.h"

#include <QAction>
#include <QApplication>
#include <QCalendarWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <utility>

namespace almanac {
namespace {

QPalette darkPalette() {
    QPalette palette(QColor(0x2b, 0x2f, 0x3a));
    palette.setColor(QPalette::Base, QColor(0x1f, 0x23, 0x2c));
    palette.setColor(QPalette::Highlight, QColor(0xe9, 0xa9, 0x4b));
    palette.setColor(QPalette::HighlightedText, Qt::black);
    return palette;
}

} // namespace

MainWindow::MainWindow(std::unique_ptr<NoteStore> store, const Settings& settings)
    : m_store(std::move(store)) {
    setWindowTitle(QStringLiteral("Almanac %1").arg(QLatin1String(Version)));
    setWindowIcon(QIcon(treeFolder().filePath(QStringLiteral("share/almanac/icon.svg"))));
    if (settings.theme == QLatin1String("dark"))
        QApplication::setPalette(darkPalette());
    buildLayout(settings);
    reload();
    resize(900, 560);
}

void MainWindow::buildLayout(const Settings& settings) {
    QToolBar* bar = addToolBar(QStringLiteral("Notes"));
    bar->setMovable(false);
    connect(bar->addAction(QStringLiteral("New Note")),
            &QAction::triggered,
            this,
            &MainWindow::addNote);
    connect(
        bar->addAction(QStringLiteral("Save")), &QAction::triggered, this, &MainWindow::saveNote);
    connect(bar->addAction(QStringLiteral("Delete")),
            &QAction::triggered,
            this,
            &MainWindow::removeNote);
    auto* splitter = new QSplitter(this);
    splitter->addWidget(buildNoteList());
    splitter->addWidget(buildEditor());
    splitter->addWidget(buildDay(settings));
    splitter->setStretchFactor(1, 1);
    setCentralWidget(splitter);
    statusBar()->showMessage(settings.city);
}

QWidget* MainWindow::buildNoteList() {
    m_list = new QListWidget;
    m_list->setAccessibleName(QStringLiteral("Notes"));
    connect(m_list, &QListWidget::currentRowChanged, this, &MainWindow::showNote);
    return m_list;
}

QWidget* MainWindow::buildEditor() {
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    m_editor = new QPlainTextEdit;
    m_editor->setAccessibleName(QStringLiteral("Text of the note"));
    layout->addWidget(m_editor);
    if (HasTags) {
        m_tags = new QLineEdit;
        m_tags->setPlaceholderText(QStringLiteral("Tags, separated by spaces"));
        layout->addWidget(m_tags);
    }
    return side;
}

QWidget* MainWindow::buildDay(const Settings& settings) {
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    m_calendar = new QCalendarWidget;
    m_calendar->setFirstDayOfWeek(settings.firstDay == QLatin1String("sunday") ? Qt::Sunday
                                                                               : Qt::Monday);
    layout->addWidget(m_calendar);
    const LoadedEvolutions loaded = loadEvolutions();
    m_evolutions = loaded.evolutions;
    auto* tabs = new QTabWidget;
    for (Evolution* evolution : std::as_const(m_evolutions)) {
        tabs->addTab(evolution->createPanel(settings, tabs), evolution->title());
        connect(m_calendar, &QCalendarWidget::selectionChanged, tabs, [this, evolution] {
            evolution->showDate(m_calendar->selectedDate());
        });
        evolution->showDate(m_calendar->selectedDate());
    }
    tabs->setVisible(!m_evolutions.isEmpty());
    layout->addWidget(tabs, 1);
    return side;
}

void MainWindow::reload() {
    QString error;
    m_notes = m_store->notes(&error).value_or(QList<Note>());
    report(error);
    m_list->clear();
    for (const Note& note : std::as_const(m_notes))
        m_list->addItem(note.text.section(QLatin1Char('\n'), 0, 0));
    m_list->setCurrentRow(m_notes.isEmpty() ? -1 : 0);
}

void MainWindow::showNote(int row) {
    const Note note = m_notes.value(row);
    m_editor->setPlainText(note.text);
    if (m_tags)
        m_tags->setText(note.tags.join(QLatin1Char(' ')));
}

void MainWindow::addNote() {
    QString error;
    m_store->add(QStringLiteral("New note"), {}, &error);
    report(error);
    reload();
    m_editor->setFocus();
    m_editor->selectAll();
}

void MainWindow::saveNote() {
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    Note note = m_notes.at(row);
    note.text = m_editor->toPlainText();
    if (m_tags)
        note.tags = m_tags->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QString error;
    m_store->change(note, &error);
    report(error);
    reload();
    m_list->setCurrentRow(row);
}

void MainWindow::removeNote() {
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    QString error;
    m_store->remove(m_notes.at(row).id, &error);
    report(error);
    reload();
}

void MainWindow::report(const QString& error) {
    if (!error.isEmpty())
        statusBar()->showMessage(error);
}

} // namespace almanac
