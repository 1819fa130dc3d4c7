// SPDX-License-Identifier: Apache-2.0
// Almanac's one window: the notes, an editor, a calendar, and a tab for each evolution.
#pragma once

#include "core/evolution.h"
#include "core/note_store.h"

#include <QMainWindow>

class QCalendarWidget;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;

namespace almanac {

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(std::unique_ptr<NoteStore> store, const Settings& settings);

private:
    void buildLayout(const Settings& settings);
    QWidget* buildNoteList();
    QWidget* buildEditor();
    QWidget* buildDay(const Settings& settings);
    void reload();
    void showNote(int row);
    void addNote();
    void saveNote();
    void removeNote();
    void report(const QString& error);

    std::unique_ptr<NoteStore> m_store;
    QList<Evolution*> m_evolutions;
    QList<Note> m_notes;
    QListWidget* m_list = nullptr;
    QPlainTextEdit* m_editor = nullptr;
    QLineEdit* m_tags = nullptr;
    QCalendarWidget* m_calendar = nullptr;
};

} // namespace almanac
