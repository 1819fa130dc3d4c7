// SPDX-License-Identifier: Apache-2.0
// The history for other programs and for support: English, with stable ids.
#pragma once

#include "walks/walk_types.h"

namespace upkeep {

QByteArray historyAsJson(const QList<HistoryEvent>& events);
QByteArray historyAsCsv(const QList<HistoryEvent>& events); // RFC 4180; no cell is a formula
// For support: product, versions, system, events. File names of the person are left out.
QString historyReport(const ProductStatus& status, const QList<HistoryEvent>& events);

} // namespace upkeep
