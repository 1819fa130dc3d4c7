// SPDX-License-Identifier: Apache-2.0
// What a reference's bytes are for a target, and the other way round. compose(extract(v)) == v for
// every value a field can hold; else the field is coded as bytes.
#pragma once

#include "payload/delta/references.h"

namespace upkeep::delta {

// Where a field is in the new file, and what it was in the old one.
struct FieldPlace {
    quint32 address = 0; // of the field itself
    quint32 region = 0;  // address of the region
    quint32 image = 0;
    quint32 table = 0; // TableOffset, TablePlace: address of the region meant
    quint64 bias = 0;
    quint32 begin = 0;    // Length: new address it counts from
    quint64 oldValue = 0; // arm64: the bits that are no reference come from it
};

quint64 compose(const Field& field, const FieldPlace& place, quint32 target);
// `guess` gives the bits of the target that the field does not hold.
quint32 extract(const Field& field, const FieldPlace& place, quint64 value, quint32 guess);
// Targets of a field differ by multiples of 2 to this.
int grainLog(const Field& field);

} // namespace upkeep::delta
