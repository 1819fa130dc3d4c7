// SPDX-License-Identifier: Apache-2.0
#include "publish/executable_layout.h"

#include <QHash>
#include <QtEndian>

#include <algorithm>
#include <limits>

namespace upkeep {

using delta::Region;
using delta::RegionKind;

namespace {

constexpr quint64 largestSpan = quint64(1) << 30;
constexpr qint64 mostSections = 512;

// Reads fields of a file; what lies outside is 0.
class FileFields {
public:
    explicit FileFields(QByteArrayView bytes) : m_bytes(bytes) {}

    template <typename T> T at(quint64 offset) const {
        const auto size = static_cast<quint64>(m_bytes.size());
        return offset <= size && size - offset >= sizeof(T)
                   ? qFromLittleEndian<T>(m_bytes.data() + offset)
                   : T(0);
    }
    QByteArray nameAt(quint64 offset, qsizetype longest) const {
        if (offset >= static_cast<quint64>(m_bytes.size()))
            return {};
        const QByteArrayView rest = m_bytes.sliced(static_cast<qsizetype>(offset));
        const QByteArrayView name = rest.first(qMin(longest, rest.size()));
        const qsizetype end = name.indexOf('\0');
        return (end < 0 ? name : name.first(end)).toByteArray();
    }
    bool holds(quint64 offset, quint64 size) const {
        const auto whole = static_cast<quint64>(m_bytes.size());
        return offset <= whole && size <= whole - offset;
    }
    QByteArrayView bytes() const { return m_bytes; }

private:
    QByteArrayView m_bytes;
};

struct Section {
    QByteArray name;
    quint64 address = 0;
    quint64 offset = 0;
    quint64 size = 0;
    quint64 inMemory = 0; // more than `size`: the rest has no bytes
    RegionKind kind = RegionKind::Bytes;
};

// --- ELF (System V gABI, chapters 4 and 5)

enum ElfType : quint32 { ProgBits = 1, SymTab = 2, Rela = 4, NoBits = 8, DynSym = 11 };
enum ElfFlag : quint64 { Write = 1, Alloc = 2, Exec = 4, Tls = 0x400 };

RegionKind elfKind(const FileFields& file, const QByteArray& name, quint32 type, quint64 flags) {
    constexpr quint64 machineField = 18;
    constexpr quint64 typeField = 16;
    const bool isFixed = file.at<quint16>(typeField) == 2;
    if (flags & Exec)
        return file.at<quint16>(machineField) == 0xB7 ? RegionKind::CodeArm64 : RegionKind::CodeX64;
    if (type == Rela)
        return RegionKind::Rela;
    if (type == DynSym || type == SymTab)
        return RegionKind::Symbols;
    if (type == NoBits)
        return RegionKind::Nothing;
    if (name == ".eh_frame_hdr")
        return RegionKind::EhFrameHdr;
    if (name == ".eh_frame")
        return RegionKind::EhFrame;
    const bool pointers =
        (flags & Write) || (isFixed && (name == ".rodata" || name == ".itablink"));
    return pointers ? RegionKind::Pointers : RegionKind::Bytes;
}

std::vector<Section> elfSections(const FileFields& file) {
    const auto table = file.at<quint64>(0x28);
    const qint64 count = qMin<qint64>(file.at<quint16>(0x3C), mostSections);
    const auto names = file.at<quint64>(table + 64ULL * file.at<quint16>(0x3E) + 24);
    std::vector<Section> sections;
    for (qint64 i = 1; i < count; ++i) {
        const quint64 header = table + 64ULL * quint64(i);
        const auto type = file.at<quint32>(header + 4);
        const auto flags = file.at<quint64>(header + 8);
        if (!(flags & Alloc) || ((flags & Tls) && type == NoBits))
            continue;
        Section section;
        section.name = file.nameAt(names + file.at<quint32>(header), 64);
        section.address = file.at<quint64>(header + 16);
        section.offset = file.at<quint64>(header + 24);
        section.size = file.at<quint64>(header + 32);
        section.kind = elfKind(file, section.name, type, flags);
        section.inMemory = section.size;
        if (section.kind == RegionKind::Nothing)
            section.size = 0;
        sections.push_back(section);
    }
    return sections;
}

// Without section headers the segments must do.
std::vector<Section> elfSegments(const FileFields& file) {
    const auto table = file.at<quint64>(0x20);
    const qint64 count = qMin<qint64>(file.at<quint16>(0x38), mostSections);
    std::vector<Section> sections;
    for (qint64 i = 0; i < count; ++i) {
        const quint64 header = table + 56ULL * quint64(i);
        if (file.at<quint32>(header) != 1)
            continue;
        const auto flags = file.at<quint32>(header + 4);
        Section section;
        section.name = "load " + QByteArray::number(flags & 7);
        section.offset = file.at<quint64>(header + 8);
        section.address = file.at<quint64>(header + 16);
        section.size = file.at<quint64>(header + 32);
        section.inMemory = file.at<quint64>(header + 40);
        section.kind =
            elfKind(file, {}, ProgBits, quint64((flags & 1) * Exec + (flags & 2) / 2 * Write));
        sections.push_back(section);
    }
    return sections;
}

// --- PE32+ (Microsoft, "PE Format")

std::vector<Section> peSections(const FileFields& file) {
    const quint64 header = file.at<quint32>(0x3C);
    const bool isArm = file.at<quint16>(header + 4) == 0xAA64;
    const qint64 count = qMin<qint64>(file.at<quint16>(header + 6), mostSections);
    const quint64 table = header + 24 + file.at<quint16>(header + 20);
    std::vector<Section> sections;
    for (qint64 i = 0; i < count; ++i) {
        const quint64 at = table + 40ULL * quint64(i);
        const auto flags = file.at<quint32>(at + 36);
        Section section;
        section.name = file.nameAt(at, 8);
        section.inMemory = file.at<quint32>(at + 8);
        section.address = file.at<quint32>(at + 12);
        section.size = qMin<quint64>(file.at<quint32>(at + 16), section.inMemory);
        section.offset = file.at<quint32>(at + 20);
        if (flags & 0x20000000U)
            section.kind = isArm ? RegionKind::CodeArm64 : RegionKind::CodeX64;
        else if (section.name == ".pdata")
            section.kind = RegionKind::Pdata;
        else if (section.name != ".reloc" && section.name != ".rsrc")
            section.kind = RegionKind::Pointers;
        sections.push_back(section);
    }
    return sections;
}

// ---

bool isElf64(const FileFields& file) {
    const auto machine = file.at<quint16>(18);
    return file.bytes().startsWith(QByteArrayView("\x7f"
                                                  "ELF\x02\x01")) &&
           (machine == 0x3E || machine == 0xB7);
}

bool isPe64(const FileFields& file) {
    const quint64 header = file.at<quint32>(0x3C);
    const auto machine = file.at<quint16>(header + 4);
    return file.bytes().startsWith("MZ") && file.at<quint32>(header) == 0x00004550 &&
           (machine == 0x8664 || machine == 0xAA64) && file.at<quint16>(header + 24) == 0x20B;
}

class RegionMaker {
public:
    RegionMaker(const FileFields& file, quint32 firstAddress, quint64 base)
        : m_file(file), m_first(firstAddress), m_base(base) {}

    void add(const Section& section) {
        if (section.address < m_base || section.address - m_base >= largestSpan ||
            section.inMemory >= largestSpan ||
            m_first > std::numeric_limits<quint32>::max() - 2 * largestSpan)
            return;
        Region region;
        region.kind = section.kind;
        region.image = m_first;
        region.bias = m_base - m_first;
        region.address = m_first + quint32(section.address - m_base);
        if (section.size > 0 && m_file.holds(section.offset, section.size)) {
            region.position = static_cast<qint64>(section.offset);
            region.size = static_cast<quint32>(section.size);
            m_regions.push_back({region, section.name});
        }
        if (section.inMemory > section.size) {
            region.position = 0;
            region.address += static_cast<quint32>(section.size);
            region.size = static_cast<quint32>(section.inMemory - section.size);
            region.kind = RegionKind::Nothing;
            m_regions.push_back({region, section.name});
        }
    }
    std::vector<NamedRegion> take() { return std::move(m_regions); }

private:
    const FileFields& m_file;
    quint32 m_first;
    quint64 m_base;
    std::vector<NamedRegion> m_regions;
};

// --- Go's function tables (runtime/symtab.go: pcHeader, moduledata.gofunc, of Go 1.20 and later)

quint64 goDataBase(const FileFields& file, const std::vector<NamedRegion>& regions) {
    constexpr quint64 gofuncField = 320;
    for (const NamedRegion& each : regions) {
        if (each.name == ".go.module")
            return file.at<quint64>(quint64(each.region.position) + gofuncField) - each.region.bias;
    }
    for (const NamedRegion& each : regions) {
        if (each.name == ".rodata")
            return each.region.address;
    }
    return 0;
}

quint32 codeStart(const std::vector<NamedRegion>& regions) {
    for (const NamedRegion& each : regions) {
        if (each.name == ".text")
            return each.region.address;
    }
    return 0;
}

// Names, units, files, pcdata, functions and their records, in this order, in place of the section.
void splitGoTables(const FileFields& file, std::vector<NamedRegion>& regions) {
    const auto found = std::find_if(regions.begin(), regions.end(), [](const NamedRegion& each) {
        return each.name.endsWith("gopclntab");
    });
    if (found == regions.end() || file.at<quint32>(quint64(found->region.position)) != 0xFFFFFFF1U)
        return;
    const NamedRegion whole = *found;
    const auto header = static_cast<quint64>(whole.region.position);
    const auto functions = file.at<quint64>(header + 8);
    std::array<quint64, 7> begins{};
    for (size_t i = 0; i < 5; ++i)
        begins[i] = file.at<quint64>(header + 32 + 8 * i);
    begins[5] = begins[4] + functions * 8 + 4;
    begins[5] = (begins[5] + 7) & ~quint64(7);
    begins[6] = whole.region.size;
    if (functions > whole.region.size || !std::is_sorted(begins.begin(), begins.end()))
        return;
    std::vector<NamedRegion> parts{{whole.region, "go header"}};
    parts[0].region.kind = RegionKind::Bytes;
    parts[0].region.size = static_cast<quint32>(begins[0]);
    for (size_t i = 0; i < 6; ++i) {
        NamedRegion part{whole.region, "go " + QByteArray::number(int(i))};
        part.region.position += static_cast<qint64>(begins[i]);
        part.region.address += static_cast<quint32>(begins[i]);
        part.region.size = static_cast<quint32>(begins[i + 1] - begins[i]);
        part.region.kind = i == 4   ? RegionKind::GoFunctions
                           : i == 5 ? RegionKind::GoRecords
                                    : RegionKind::Bytes;
        if (i >= 4)
            part.region.image = codeStart(regions);
        if (i == 5)
            part.region.bias = goDataBase(file, regions);
        parts.push_back(part);
    }
    regions.erase(found);
    regions.insert(regions.end(), parts.begin(), parts.end());
}

} // namespace

std::vector<NamedRegion> executableRegions(QByteArrayView bytes, quint32 firstAddress) {
    const FileFields file(bytes);
    std::vector<Section> sections;
    quint64 base = 0;
    if (isElf64(file)) {
        sections = elfSections(file);
        if (sections.empty())
            sections = elfSegments(file);
        if (!sections.empty())
            base =
                std::min_element(sections.begin(),
                                 sections.end(),
                                 [](const auto& a, const auto& b) { return a.address < b.address; })
                    ->address &
                ~quint64(0xFFF);
    } else if (isPe64(file)) {
        sections = peSections(file);
    }
    RegionMaker maker(file, firstAddress, base);
    for (const Section& section : sections)
        maker.add(section);
    std::vector<NamedRegion> regions = maker.take();
    splitGoTables(file, regions);
    if (isPe64(file)) {
        // Addresses of PE sections are relative; absolute values have the image's base on top.
        const auto imageBase = file.at<quint64>(file.at<quint32>(0x3C) + 24 + 24ULL);
        for (NamedRegion& each : regions)
            each.region.bias = imageBase - firstAddress;
    }
    return regions;
}

void findPartners(const std::vector<NamedRegion>& old,
                  size_t first,
                  size_t end,
                  std::vector<NamedRegion>& fresh) {
    const auto nameOf = [](const NamedRegion& each) {
        return each.name + char('0' + int(each.region.kind));
    };
    QHash<QByteArray, qint32> numbers;
    for (size_t i = first; i < end; ++i)
        numbers.insert(nameOf(old[i]), qint32(i));
    for (NamedRegion& each : fresh)
        each.region.partner = numbers.value(nameOf(each), -1);
}

} // namespace upkeep
