// SPDX-License-Identifier: Apache-2.0
// Eight numbers of 16 bits at once: what mixing spends its time on. SSE2 where the compiler has it,
// else plain loops that give the same numbers to the last bit (test_delta_engine compares them).
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace upkeep::delta {

using Lanes = std::array<qint16, 8>;

// The sum of all products; it must fit 32 bits.
inline qint32 dotPlainly(const Lanes& a, const Lanes& b) {
    qint32 sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += qint32(a[i]) * b[i];
    return sum;
}

// Adds input * error / 16,384, rounded, to each weight; |error| < 4,096. Weights saturate.
inline void pullPlainly(Lanes& weights, const Lanes& inputs, int error) {
    for (size_t i = 0; i < weights.size(); ++i) {
        const int moved = weights[i] + ((inputs[i] * error + 8192) >> 14);
        weights[i] = static_cast<qint16>(std::clamp(moved, -32768, 32767));
    }
}

#ifdef __SSE2__

inline __m128i loaded(const Lanes& lanes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(lanes.data()));
}
// One by one: lanes that were written as numbers cannot be loaded at once without a stall.
inline __m128i gathered(const Lanes& lanes) {
    return _mm_setr_epi16(
        lanes[0], lanes[1], lanes[2], lanes[3], lanes[4], lanes[5], lanes[6], lanes[7]);
}

inline qint32 dot(const Lanes& inputs, const Lanes& weights) {
    __m128i sums = _mm_madd_epi16(gathered(inputs), loaded(weights));
    sums = _mm_add_epi32(sums, _mm_shuffle_epi32(sums, _MM_SHUFFLE(1, 0, 3, 2)));
    sums = _mm_add_epi32(sums, _mm_shuffle_epi32(sums, _MM_SHUFFLE(2, 3, 0, 1)));
    return _mm_cvtsi128_si32(sums);
}

inline void pull(Lanes& weights, const Lanes& inputs, int error) {
    // (x * 8 error) >> 16 is x * error >> 13; one more bit goes with rounding.
    const __m128i pulled =
        _mm_mulhi_epi16(gathered(inputs), _mm_set1_epi16(static_cast<short>(error * 8)));
    const __m128i rounded = _mm_srai_epi16(_mm_add_epi16(pulled, _mm_set1_epi16(1)), 1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(weights.data()),
                     _mm_adds_epi16(loaded(weights), rounded));
}

#else

inline qint32 dot(const Lanes& a, const Lanes& b) {
    return dotPlainly(a, b);
}
inline void pull(Lanes& weights, const Lanes& inputs, int error) {
    pullPlainly(weights, inputs, error);
}

#endif

} // namespace upkeep::delta
