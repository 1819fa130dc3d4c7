// SPDX-License-Identifier: Apache-2.0
// Where what an old reference points to lies in the new file: learned from references decoded
// before in the same pass, else by the copies, else from what is near. (The idea of Zucchini's
// projected targets, made causal: nothing of it is sent.)
//
// Memory: 8 bytes << tableLog, 28 bytes per copy, 4 per 256 old addresses (at most 2 MiB), 128 KiB.
#pragma once

#include "payload/delta/image_layout.h"

namespace upkeep::delta {

struct CopyStep {
    qint64 old = 0;
    qint64 fresh = 0; // position in the new bytes
    qint64 length = 0;
};

// How a guess came about: its chance to be right depends on it.
enum class GuessSource : quint8 { LearnedOften, LearnedOnce, Copied, Nearby, Projected, None };

struct Guess {
    quint32 target = 0;
    GuessSource source = GuessSource::None;
};

class AddressMap {
public:
    // The layouts must outlive this.
    // tableLog is 16 to 24.
    AddressMap(const Layout& old, const Layout& fresh, std::vector<CopyStep> copies, int tableLog);

    Guess guess(quint32 oldTarget) const;
    // What the next best way says; may be the same.
    quint32 second(quint32 oldTarget, const Guess& first) const;
    // This target will be asked for soon.
    void expect(quint32 oldTarget) const { __builtin_prefetch(&slot(oldTarget)); }
    // By the copies alone.
    std::optional<quint32> copied(quint32 oldTarget) const;
    void learn(quint32 oldTarget, quint32 newTarget);

private:
    // Slot and tag together are the whole hash, which no other target has.
    struct Learned {
        quint32 to = 0;
        quint16 tag = 0;
        quint16 seen = 0;
    };
    static quint32 hashOf(quint32 target) { return target * 0x9E3779B1U; }
    static constexpr int nearbyLog = 8;

    const CopyStep* copyBefore(qint64 position) const;
    const CopyStep* longCopyNear(const Region& region, qint64 position) const;
    std::optional<quint32> addressOfNew(qint64 position) const;
    std::optional<quint32> nearby(quint32 oldTarget) const;
    quint32 projected(quint32 oldTarget) const;
    size_t slotOf(quint32 target) const { return hashOf(target) >> m_shift; }
    const Learned& slot(quint32 target) const { return m_learned[slotOf(target)]; }
    quint16 tagOf(quint32 target) const {
        return static_cast<quint16>(hashOf(target) & ((1U << m_shift) - 1));
    }
    bool isKnown(const Learned& learned, quint32 target) const {
        return learned.seen > 0 && learned.tag == tagOf(target);
    }

    const Layout& m_old;
    const Layout& m_new;
    std::vector<CopyStep> m_byOld;
    std::vector<quint32> m_firstFrom; // the first of m_byOld at or behind a page of old positions
    int m_pageShift = 0;
    std::vector<quint32> m_long; // numbers of those that tell where their neighbourhood went
    std::vector<Learned> m_learned;
    int m_shift;
    static constexpr quint32 noShift = 0x80000000U;
    std::vector<quint32> m_shifts; // by old address
};

} // namespace upkeep::delta
