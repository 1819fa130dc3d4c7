// SPDX-License-Identifier: Apache-2.0
// The part of a patch's header that speaks of the list it starts from (patch_format.h): what is
// removed and put, and the sources. Whatever bytes say, what comes out names entries of `from`; the
// rules of new entries are those of FileList, which PatchHead::newList asks.
#pragma once

#include "payload/patch_format.h"
#include "payload/wire.h"

namespace upkeep {

Result<void> readListDelta(WireReader& reader, const FileList& from, PatchHead& head);
// `removed` and `put` in the order of lists. What is removed or a source and not in `from` is not
// written: no reader can be told of it.
void writeListDelta(WireWriter& writer, const FileList& from, const PatchHead& head);

} // namespace upkeep
