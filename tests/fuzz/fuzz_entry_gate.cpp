// SPDX-License-Identifier: Apache-2.0
// Entries of a stranger's archive in any order: what is let in must make a list that anybody would
// accept, within the limits. Input: lines of "<type><mode as a character><size as a character>name"
// and, for links, a tab and the target.
#include "tree/entry_gate.h"

#include <cstdlib>

using namespace upkeep;

namespace {

ForeignEntry entryOf(const QByteArray& line) {
    ForeignEntry entry;
    entry.type =
        ForeignEntry::Type(static_cast<unsigned char>((line.size() > 0 ? line[0] : '\0')) % 5);
    entry.mode =
        static_cast<quint32>(static_cast<unsigned char>((line.size() > 1 ? line[1] : '\0'))) << 4;
    entry.size = static_cast<signed char>((line.size() > 2 ? line[2] : '\0'));
    entry.name = line.mid(3).split('\t').value(0);
    entry.target = line.mid(3).split('\t').value(1);
    return entry;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    if (size < 1)
        return 0;
    const QByteArray text(reinterpret_cast<const char*>(data) + 1, qsizetype(size) - 1);
    ArchiveLimits limits;
    limits.entries = 100;
    limits.unpacked = 4096;
    EntryGate gate(64, data[0] % 3, limits);
    QHash<RelativePath, Digest> digests;
    for (const QByteArray& line : text.split('\n')) {
        const ForeignEntry foreign = entryOf(line);
        const auto admitted = gate.admit(foreign);
        if (!admitted)
            return 0;
        if (!*admitted || (*admitted)->type != EntryType::File)
            continue;
        if (!gate.addContent(foreign.size < 0 ? 7 : foreign.size))
            return 0;
        digests.insert((*admitted)->path, Digest::of("x"));
    }
    const auto list = gate.finish(digests);
    if (!list || list->totalSize() > limits.unpacked || list->entries().size() > limits.entries ||
        !FileList::parse(list->serialize()))
        std::abort();
    return 0;
}
