// SPDX-License-Identifier: Apache-2.0
// Cuts the tables of an executable into rows and says which address names each: relocations, call
// frame index and records, .pdata, Go's functions and their records.
#pragma once

#include "payload/delta/image_layout.h"

#include <QByteArrayView>

namespace upkeep {

struct TableRow {
    qint64 offset = 0; // in the region
    qint64 size = 0;
    qint64 key = 0; // an address, or what is none
};

// In order, without gaps except before the first and after the last; empty for what is no table.
std::vector<TableRow> tableRows(const delta::Region& region, QByteArrayView file);

} // namespace upkeep
