// SPDX-License-Identifier: Apache-2.0
#include "publish/content_class.h"

#include <QtEndian>

namespace upkeep {

namespace {

template <typename T> T littleAt(QByteArrayView bytes, qint64 at) {
    return at + qint64(sizeof(T)) <= bytes.size() ? qFromLittleEndian<T>(bytes.data() + at) : T(0);
}

ContentClass elfClass(QByteArrayView start) {
    constexpr qint64 machineField = 18;
    const auto machine = littleAt<quint16>(start, machineField);
    if (machine == 0x3E)
        return ContentClass::X86_64;
    return machine == 0xB7 ? ContentClass::Arm64 : ContentClass::Other;
}

ContentClass peClass(QByteArrayView start) {
    constexpr qint64 headerField = 0x3C;
    const qint64 header = littleAt<quint32>(start, headerField);
    if (littleAt<quint32>(start, header) != 0x00004550)
        return ContentClass::Other;
    const auto machine = littleAt<quint16>(start, header + 4);
    if (machine == 0x8664)
        return ContentClass::X86_64;
    return machine == 0xAA64 ? ContentClass::Arm64 : ContentClass::Other;
}

} // namespace

ContentClass classOf(QByteArrayView start) {
    if (start.startsWith("\x7f"
                         "ELF"))
        return elfClass(start);
    if (start.startsWith("MZ"))
        return peClass(start);
    return start.contains('\0') ? ContentClass::Other : ContentClass::Text;
}

} // namespace upkeep
