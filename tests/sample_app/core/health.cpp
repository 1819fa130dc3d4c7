// SPDX-License-Identifier: Apache-2.0
#include "core/health.h"

#include "core/evolution_loader.h"
#include "core/note_store.h"
#include "core/release.h"

#include <QFile>

namespace almanac {
namespace {

QString notesFault() {
    QString error;
    const std::unique_ptr<NoteStore> store =
        QFile::exists(notesPath()) ? NoteStore::open(notesPath(), NoteStore::Mode::ReadOnly, &error)
                                   : NoteStore::openInMemory(&error);
    if (store)
        store->notes(&error);
    return error;
}

} // namespace

QStringList healthFaults() {
    QStringList faults;
    if (const QString fault = notesFault(); !fault.isEmpty())
        faults += fault;
    if (QString fault; !loadSettings(&fault))
        faults += QStringLiteral("settings: ") + fault;
    const LoadedEvolutions loaded = loadEvolutions();
    faults += loaded.failures;
    for (const Evolution* evolution : loaded.evolutions) {
        if (const QString fault = evolution->selfCheck(); !fault.isEmpty())
            faults += evolution->title() + QStringLiteral(": ") + fault;
    }
    return faults;
}

} // namespace almanac
