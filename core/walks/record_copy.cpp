// SPDX-License-Identifier: Apache-2.0
#include "walks/record_copy.h"

#include "product/installed_record.h"
#include "system/is_there.h"

namespace upkeep {

Result<void> keepRecordCopy(FileSystem& files, const InstallRoot& root) {
    UPKEEP_TRY_AS(const InstalledRecord record, readInstalledRecord(files, root.live));
    UPKEEP_TRY_AS(const QByteArray product, readProductText(files, root.live));
    const LocalPath copy = root.recordCopy();
    UPKEEP_TRY_AS(const bool there, isThere(files, copy));
    UPKEEP_TRY(writeInstalledRecord(files, copy, record));
    const LocalPath path = copy / "product.yaml";
    const auto known = files.read(path, product.size() + 1);
    if (!known || *known != product)
        UPKEEP_TRY(files.writeAndSync(path, product));
    return there ? Result<void>() : files.syncFs(copy);
}

} // namespace upkeep
