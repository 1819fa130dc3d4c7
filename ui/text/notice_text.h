// SPDX-License-Identifier: Apache-2.0
// A notice in words: title, at most three sentences and the buttons for the answers it allows
// (PRODUCT 4.9). Plain text; who shows it knows what must be escaped.
#pragma once

#include "agent/notice.h"

#include <QDateTime>
#include <QList>

namespace upkeep {

struct NoticeButton {
    Answer answer;
    QString text;
};

struct NoticeText {
    QString title;
    QString body;
    QList<NoticeButton> buttons; // at most three
    QString withoutButtons;      // what to add where a bubble can have none
};

NoticeText describe(const Notice& notice, const QDateTime& now);

} // namespace upkeep
