// SPDX-License-Identifier: Apache-2.0
// Settings in layers: default/ from the release, local/ the person's; a key in local/ wins. Each
// value knows which file and line it comes from.
#pragma once

#include "base/names.h"
#include "base/result.h"
#include "config/merge.h"

#include <QList>
#include <QString>

namespace upkeep {

class FileSystem;

enum class ConfigLayer { Default, Local };

struct LayeredValue {
    QString key;   // "database.host", "[network] proxy"
    QString value; // as it stands in the file
    ConfigLayer layer = ConfigLayer::Default;
    QString file; // "local/settings.yaml"
    int line = 0;
    bool overrides = false; // a value of default/ lies below it

    friend bool operator==(const LayeredValue&, const LayeredValue&) = default;
};

// In the order of the defaults, then what only local/ has. Either text may be empty.
Result<QList<LayeredValue>> layerValues(ConfigFormat format,
                                        QByteArrayView defaults,
                                        QByteArrayView local,
                                        const QString& fileName);
// Every settings file below folder/default and folder/local.
Result<QList<LayeredValue>> readLayers(FileSystem& files, const LocalPath& folder);

} // namespace upkeep
