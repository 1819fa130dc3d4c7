// SPDX-License-Identifier: Apache-2.0
// Where what an old reference points to lies in the new file: learned from references decoded
// before in the same pass, else by the copies, else from what is near. (The idea of Zucchini's
// projected targets, made causal: nothing of it is sent.)
//
// Memory: 12 bytes << tableLog, 48 bytes per copy at most, 8 per 256 old addresses at most.
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
    quint32 second = 0; // what the next best way says; may be the same
    GuessSource source = GuessSource::None;
};

class AddressMap {
public:
    // The layouts must outlive this.
    AddressMap(const Layout& old,
               const Layout& fresh,
               const std::vector<CopyStep>& copies,
               int tableLog);

    Guess guess(quint32 oldTarget) const;
    // By the copies alone.
    std::optional<quint32> copied(quint32 oldTarget) const;
    void learn(quint32 oldTarget, quint32 newTarget);

private:
    struct Learned {
        quint32 from = 0;
        quint32 to = 0;
        quint32 seen = 0;
    };
    static constexpr int nearbyLog = 8;

    const CopyStep* copyBefore(qint64 position) const;
    const CopyStep* longCopyNear(const Region& region, qint64 position) const;
    std::optional<quint32> addressOfNew(qint64 position) const;
    std::optional<quint32> nearby(quint32 oldTarget) const;
    quint32 projected(quint32 oldTarget) const;
    Learned& slot(quint32 oldTarget) { return m_learned[(oldTarget * 0x9E3779B1U) >> m_shift]; }
    const Learned& slot(quint32 oldTarget) const {
        return m_learned[(oldTarget * 0x9E3779B1U) >> m_shift];
    }

    const Layout& m_old;
    const Layout& m_new;
    std::vector<CopyStep> m_byOld;
    std::vector<CopyStep> m_long; // those that tell where their neighbourhood went
    std::vector<Learned> m_learned;
    int m_shift;
    struct Shift {
        quint32 value = 0;
        quint32 known = 0;
    };
    std::vector<Shift> m_shifts; // by old address
};

} // namespace upkeep::delta
