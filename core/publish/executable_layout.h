// SPDX-License-Identifier: Apache-2.0
// Finds the regions of an executable (ELF64 and PE32+, x86-64 and AArch64) for the reference
// prediction of a patch. Never rejects a file: what it does not understand, or what lies outside of
// the file, is no region.
#pragma once

#include "payload/delta/image_layout.h"

#include <QByteArray>
#include <QByteArrayView>

namespace upkeep {

struct NamedRegion {
    delta::Region region;
    QByteArray name;
};

// Positions count from the file's start. Addresses begin at `firstAddress` (a multiple of 4096).
std::vector<NamedRegion> executableRegions(QByteArrayView bytes, quint32 firstAddress);

// Gives each new region the number of the one of old[first .. end) of the same name and kind.
void findPartners(const std::vector<NamedRegion>& old,
                  size_t first,
                  size_t end,
                  std::vector<NamedRegion>& fresh);

} // namespace upkeep
