// SPDX-License-Identifier: Apache-2.0
// How the window shows values that the command line does not need: icons of kinds and steps, names
// of components, "2 minutes ago". Everything else is worded by text/.
#pragma once

#include "theme/colours.h"
#include "walks/walk_types.h"

#include <QString>

namespace upkeep {

// The first letter large, for the start of a line.
QString capitalised(const QString& text);
QString versionText(const Version& version);
// "2 minutes ago"
QString agoText(const QDateTime& moment, const QDateTime& now);
// "today, 09:41" with a large first letter.
QString momentLine(const QDateTime& moment, const QDateTime& now);

QString kindIcon(const QString& kind);
// The name people know a component by; the application is called like its product.
QString componentName(const QString& id, const QString& kind, const QString& product);
QString stepIcon(PlanStepKind kind);
// For a reason of a hold (text/hold_text.h).
QString holdIcon(const QString& reason);

// What happens to one part at a rollback or restore, without its name.
QString fateText(const RollbackPart& part);

struct Look {
    QString icon;
    Tone tone = Tone::Neutral;
};
// How the result of a past operation is marked.
Look resultLook(const QString& result);
// The disc on the product's picture and the tint of the banner (LOOKS section 5).
Look stateLook(UpdateState state);

} // namespace upkeep
