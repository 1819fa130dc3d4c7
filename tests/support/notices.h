// SPDX-License-Identifier: Apache-2.0
// Notices about Almanac 1.1.0, with the answers the agent allows where nobody forbids anything.
#pragma once

#include "agent/notice.h"

namespace upkeep::test {

Notice sampleNotice(NoticeKind kind = NoticeKind::Available);
QList<Notice> sampleNotices(); // one of each kind

} // namespace upkeep::test
