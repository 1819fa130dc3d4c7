// SPDX-License-Identifier: Apache-2.0
#include "walks/history_note.h"

#include "walks/event_log.h"

namespace upkeep {

void note(const ProductSite& site,
          const QString& operation,
          const QString& result,
          Trigger trigger,
          const Error* error) {
    HistoryEvent event;
    event.time = site.now();
    event.operation = operation;
    event.result = result;
    event.from = site.installed().version;
    event.to = event.from;
    event.trigger = trigger;
    if (error) {
        event.errorId = errorId(error->code);
        event.errorSubject = error->subject;
        event.errorCause = error->cause;
    }
    (void)site.history().append(event);
    logEvent(site, event);
}

void noteFailure(const ProductSite& site,
                 const QString& operation,
                 Trigger trigger,
                 const Error& error) {
    const bool cancelled = error.code == ErrorCode::Cancelled;
    note(site,
         operation,
         cancelled ? QStringLiteral("cancelled") : QStringLiteral("failed"),
         trigger,
         &error);
}

} // namespace upkeep
