// SPDX-License-Identifier: Apache-2.0
// product.yaml: read, or refused for a reason of its own.
#include "product/product_file.h"

#include <cstdlib>

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const auto read =
        ProductFile::parse(QByteArrayView(data, qsizetype(size)), QStringLiteral("p"));
    if (!read && read.error().code == ErrorCode::Internal)
        std::abort();
    return 0;
}
