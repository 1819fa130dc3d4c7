// SPDX-License-Identifier: Apache-2.0
#include "components/component_place.h"

namespace upkeep {

namespace {

QByteArray stagePrefix(const LocalPath& place) {
    return '.' + place.basename() + ".upkeep-";
}

} // namespace

Result<ComponentPlace> ComponentPlace::resolve(const QString& text, const LocalPath& home) {
    ComponentPlace place;
    if (text == u"." || text.isEmpty())
        return place;
    if (text == u"~" || text == u"/")
        return Error{ErrorCode::ProductInvalid, text, QStringLiteral("not a folder of its own")};
    if (text.startsWith(u"~/")) {
        UPKEEP_TRY_AS(const LocalName below, LocalName::parse(text.mid(2).toUtf8()));
        place.outside = home / below;
    } else if (text.startsWith(u'/')) {
        UPKEEP_TRY_AS(place.outside, LocalPath::parse(text.toUtf8()));
    } else {
        UPKEEP_TRY_AS(place.inside, LocalName::parse(text.toUtf8()));
    }
    return place;
}

LocalPath ComponentPlace::in(const LocalPath& tree) const {
    if (!isInside())
        return outside;
    return inside.bytes().isEmpty() ? tree : tree / inside;
}

LocalPath ComponentPlace::stagedName(const QString& transaction) const {
    return outside.parent() / (stagePrefix(outside) + transaction.toLatin1()).constData();
}

Result<QList<LocalPath>> strayStages(FileSystem& files, const LocalPath& place) {
    QList<LocalPath> strays;
    UPKEEP_TRY_AS(const auto parent, files.statIfThere(place.parent()));
    if (!parent)
        return strays;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(place.parent()));
    for (const FolderEntry& entry : entries) {
        if (entry.name.bytes().startsWith(stagePrefix(place)))
            strays.append(place.parent() / entry.name);
    }
    return strays;
}

} // namespace upkeep
