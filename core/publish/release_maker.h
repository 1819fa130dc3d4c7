// SPDX-License-Identifier: Apache-2.0
// Makes one release and signs it into a site: package, index, patches from the last releases,
// evolutions, release document, metadata. Everything made is put to use and compared byte by byte
// before a signature says that it is right; assets are in place before metadata names them.
#pragma once

#include "publish/key_folder.h"
#include "publish/release_request.h"
#include "system/file_system.h"
#include "system/processes.h"

#include <stop_token>

namespace upkeep {

// The first release of a site makes its metadata, too. After a failure or a kill the site's
// metadata is as it was, and the same call can be made again: it goes on with the patches that are
// finished (site/.making/patches) and comes to the same bytes. Durable on return.
Result<MadeRelease> makeRelease(FileSystem& files,
                                Processes& processes,
                                const ReleaseRequest& request,
                                const KeyFolder& keys,
                                const PublishLog& log,
                                std::stop_token stop);

} // namespace upkeep
