// SPDX-License-Identifier: Apache-2.0
#include "core/health.h"
#include "core/note_store.h"
#include "core/release.h"
#include "window/main_window.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

using namespace almanac;

namespace {

void describeOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(QStringLiteral("Notes, the moon and the tides."));
    parser.addHelpOption();
    parser.addOptions({
        {{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Say the version.")},
        {QStringLiteral("health"),
         QStringLiteral("Check notes, settings and evolutions, without a window.")},
        {QStringLiteral("list-notes"), QStringLiteral("Print the notes, newest first.")},
        {QStringLiteral("add-note"), QStringLiteral("Keep a note."), QStringLiteral("text")},
    });
    if (HasTags)
        parser.addOption({QStringLiteral("tags"),
                          QStringLiteral("Tags of the note to add."),
                          QStringLiteral("words")});
}

int complain(const QString& error) {
    std::fprintf(stderr, "almanac: %s\n", qUtf8Printable(error));
    return 1;
}

int checkHealth() {
    const QStringList faults = healthFaults();
    for (const QString& fault : faults)
        complain(fault);
    return faults.isEmpty() ? 0 : 1;
}

int listNotes(NoteStore& store) {
    QString error;
    const std::optional<QList<Note>> notes = store.notes(&error);
    if (!notes)
        return complain(error);
    for (const Note& note : *notes) {
        QString line = note.created.toString(Qt::ISODate) + QLatin1Char('\t') + note.text;
        if (!note.tags.isEmpty())
            line += QStringLiteral("\t#") + note.tags.join(QStringLiteral(" #"));
        std::printf("%s\n", qUtf8Printable(line));
    }
    return 0;
}

int useNotes(const QCommandLineParser& parser) {
    QString error;
    const auto store = NoteStore::open(notesPath(), NoteStore::Mode::ReadWrite, &error);
    if (!store)
        return complain(error);
    if (parser.isSet(QStringLiteral("list-notes")))
        return listNotes(*store);
    const QStringList tags =
        HasTags ? parser.value(QStringLiteral("tags")).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                : QStringList();
    return store->add(parser.value(QStringLiteral("add-note")), tags, &error) ? 0 : complain(error);
}

// The modes that need no display, or -1.
int runWithoutWindow(const QCommandLineParser& parser) {
    if (parser.isSet(QStringLiteral("version"))) {
        std::printf("almanac %s\n", Version);
        return 0;
    }
    if (parser.isSet(QStringLiteral("health")))
        return checkHealth();
    if (parser.isSet(QStringLiteral("list-notes")) || parser.isSet(QStringLiteral("add-note")))
        return useNotes(parser);
    return -1;
}

int showWindow(int argc, char** argv) {
    const QApplication application(argc, argv);
    QString error;
    const std::optional<Settings> settings = loadSettings(&error);
    auto store = NoteStore::open(notesPath(), NoteStore::Mode::ReadWrite, &error);
    if (!settings || !store)
        return complain(error);
    MainWindow window(std::move(store), *settings);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("almanac"));
    {
        const QCoreApplication application(argc, argv);
        QCommandLineParser parser;
        describeOptions(parser);
        parser.process(application);
        if (const int code = runWithoutWindow(parser); code >= 0)
            return code;
    }
    return showWindow(argc, argv);
}
