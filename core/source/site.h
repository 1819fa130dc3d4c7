// SPDX-License-Identifier: Apache-2.0
// Where things lie on a published site: metadata/, targets/, releases/<tag>/<asset>; and who may
// hang payloads elsewhere.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QUrl>

namespace upkeep {

// `base` with "/" and a path added whose components are encoded here.
QUrl below(const QUrl& base, const QByteArray& path);
// The same for a name that is percent-encoded already.
QUrl belowEncoded(const QUrl& base, const QByteArray& encodedName);

// The site that `metadata` of product.yaml names: its address with or without ".../metadata".
QUrl siteOfMetadata(const QUrl& metadata);

// "<tag>/<asset>" below `releases`, or an absolute https address as it is (http only to loopback).
// source.invalid otherwise.
Result<QUrl> payloadAddress(const QUrl& releases, const QString& url, bool allowLoopbackHttp);

} // namespace upkeep
