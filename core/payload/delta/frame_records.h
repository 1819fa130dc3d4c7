// SPDX-License-Identifier: Apache-2.0
// Where the records of an old .eh_frame (LSB Core 5.0, 10.6) or of Go's functions begin: their
// fields have no mark of their own. Memory: 1/16 of the regions, at most 1 MiB.
#pragma once

#include "base/result.h"
#include "payload/delta/image_layout.h"

#include <functional>
#include <span>

namespace upkeep::delta {

class FrameRecords {
public:
    using Reader = std::function<Result<void>(qint64 position, std::span<char> into)>;

    enum Mark : quint8 { None = 0, Frame = 1, FrameWithHandler = 2, GoRecord = 3 };

    // Walks every such region once; what it does not understand ends the walk of that region.
    Result<void> read(const Layout& old, const Reader& reader);
    // What begins at that offset (a multiple of 4) of the region: at its length field.
    Mark at(const Region& region, quint32 offset) const;

private:
    struct Table {
        qint64 position = 0;
        std::vector<quint8> marks; // 2 bits per 4 bytes
        void set(quint32 offset, Mark mark) {
            marks[offset / 16] |= quint8(mark << (offset / 4 % 4 * 2));
        }
    };
    static Result<void> walkGo(const Region& region, const Reader& reader, Table& table);
    static Result<void> walk(const Region& region, const Reader& reader, Table& table);

    std::vector<Table> m_tables;
};

} // namespace upkeep::delta
