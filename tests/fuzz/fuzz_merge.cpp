// SPDX-License-Identifier: Apache-2.0
// Three-way merges of anything: three files apart by lines of "=====", the first byte names the
// format. Nothing changed by theirs changes nothing, and what was merged merges again to itself.
#include "config/merge.h"

#include <cstdlib>

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArray all(reinterpret_cast<const char*>(data), qsizetype(size));
    const qsizetype first = all.indexOf("=====\n");
    const qsizetype second = first < 0 ? -1 : all.indexOf("=====\n", first + 6);
    if (second < 0 || all.isEmpty())
        return 0;
    const auto format = ConfigFormat(static_cast<unsigned char>(all[0]) % 4);
    const QByteArray base = all.mid(1, first - 1);
    const QByteArray mine = all.mid(first + 6, second - first - 6);
    const QByteArray theirs = all.mid(second + 6);
    if (const auto same = mergeConfig(format, base, mine, base); same && same->text != mine)
        std::abort();
    const auto merged = mergeConfig(format, base, mine, theirs);
    if (!merged)
        return 0;
    const auto again = mergeConfig(format, theirs, merged->text, theirs);
    if (!again || again->text != merged->text)
        std::abort();
    return 0;
}
