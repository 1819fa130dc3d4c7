// SPDX-License-Identifier: Apache-2.0
// The picture of a bubble: the product's own with the state's disc on its corner, in the form the
// notification servers of the desktops take it ("image-data").
#pragma once

#include "agent/notice.h"

#include <QImage>
#include <QVariant>

namespace upkeep {

// 64 x 64 pixels. `picture` is a file of the product; empty or unreadable: ours.
QImage bubblePicture(NoticeKind kind, const QString& picture);
// (iiibiiay) for the hint; registers the type with QtDBus at its first use.
QVariant imageData(const QImage& image);

} // namespace upkeep
