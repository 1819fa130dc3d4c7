// SPDX-License-Identifier: Apache-2.0
#include "text/error_text.h"

#include "text/error_wordings.h"
#include "text/format.h"
#include "text/upkeep_tr.h"

namespace upkeep {

namespace {

const Wording* findWording(ErrorCode code) {
    for (const auto& table : {machineWordings(), productWordings()}) {
        const auto found = std::find_if(
            table.begin(), table.end(), [&](const Wording& w) { return w.code == code; });
        if (found != table.end())
            return &*found;
    }
    return nullptr;
}

QString stateAfter(After after, const TextContext& context) {
    const QString what = context.product.isEmpty() ? QString()
                         : context.version.isEmpty()
                             ? context.product
                             : context.product + QChar(0x00A0) + isolated(context.version);
    switch (after) {
    case After::Unchanged:
        return what.isEmpty() ? Upkeep::tr("Nothing was changed.")
                              : Upkeep::tr("%1 is unchanged.").arg(what);
    case After::BackAgain:
        return what.isEmpty() ? Upkeep::tr("The version before is back.")
                              : Upkeep::tr("%1 is back and works as before.").arg(what);
    case After::NeedsHelp:
        return Upkeep::tr("Both versions and all data are kept; nothing was deleted.");
    case After::FileKept:
        return Upkeep::tr("The file itself is kept as it is.");
    case After::Nothing:
        break;
    }
    return {};
}

} // namespace

QString ErrorText::paragraph() const {
    QStringList parts{happened, state, advice};
    parts.removeAll(QString());
    return parts.join(u' ');
}

ErrorText describe(const Error& error, const TextContext& context) {
    const Wording* wording = findWording(error.code);
    if (!wording)
        return describe(Error{ErrorCode::Internal, error.subject, error.cause}, context);
    const auto fill = [&](QString text) {
        const QString product =
            context.product.isEmpty() ? Upkeep::tr("the program") : context.product;
        const QString subject =
            error.subject.isEmpty() ? Upkeep::tr("the file") : isolated(error.subject);
        return text.replace(QLatin1String("{product}"), product)
            .replace(QLatin1String("{subject}"), subject);
    };
    return {fill(Upkeep::tr(wording->happened)),
            stateAfter(wording->after, context),
            fill(Upkeep::tr(wording->advice))};
}

QString errorDetails(const Error& error) {
    QStringList lines{errorId(error.code), error.subject, error.cause};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace upkeep
