// SPDX-License-Identifier: Apache-2.0
// What a walk needs from the outside, handed in by the composition root; tests hand in worlds of
// their own.
#pragma once

#include "product/places.h"
#include "product/registration.h"
#include "system/clock.h"
#include "system/file_system.h"
#include "system/line_share.h"
#include "system/processes.h"
#include "system/secret_store.h"
#include "system/turns.h"

#include <functional>
#include <memory>

namespace upkeep {

class ReleaseSource;
struct SourceSpec;

using SourceMaker =
    std::function<Result<std::unique_ptr<ReleaseSource>>(const SourceSpec&, const SourceOverride&)>;

// The references outlive every walk.
struct Seams {
    FileSystem& files;
    Processes& processes;
    const Clock& clock;
    Places places;
    SecretStore* secrets = nullptr; // none: no private sources
    LocalPath worker;    // the upkeepctl beside us, for `unpack` and `finish`; empty = unpack here,
                         // nothing started at login
    LocalPath autostart; // folder of the one-shot entry; empty = none is written
    SourceMaker makeSource; // empty: the real sources
    // Of all products that are looked after with these seams and their copies.
    std::shared_ptr<LineShare> line = std::make_shared<LineShare>();
    // Their downloads may overlap, their installations may not.
    std::shared_ptr<Turns> installations = std::make_shared<Turns>();
};

} // namespace upkeep
