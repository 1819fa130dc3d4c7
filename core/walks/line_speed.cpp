// SPDX-License-Identifier: Apache-2.0
#include "walks/line_speed.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr double unknown = 2'000'000;
constexpr double slowest = 1'000;
constexpr double fastest = 10e9;

LocalPath fileOf(const Seams& seams) {
    return seams.places.cache / "line-speed";
}

double read(const Seams& seams) {
    const auto text = seams.files.read(fileOf(seams), 64);
    bool isNumber = false;
    const double speed = text ? text->trimmed().toDouble(&isNumber) : 0;
    return isNumber && speed >= slowest && speed <= fastest ? speed : 0;
}

} // namespace

double lineSpeed(const Seams& seams) {
    const double known = read(seams);
    return known > 0 ? known : unknown;
}

void noteLineSpeed(const Seams& seams, double bytesPerSecond) {
    if (bytesPerSecond <= 0)
        return;
    const double known = read(seams);
    const double speed = known > 0 ? (known + bytesPerSecond) / 2 : bytesPerSecond;
    if (seams.files.makeFolders(seams.places.cache))
        (void)seams.files.writeAndSync(
            fileOf(seams), QByteArray::number(std::clamp(speed, slowest, fastest), 'f', 0));
}

} // namespace upkeep
