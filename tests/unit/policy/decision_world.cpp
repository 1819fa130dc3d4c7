// SPDX-License-Identifier: Apache-2.0
#include "decision_world.h"

namespace upkeep::test {

Version version(const QString& text) {
    return Version::parse(text).value();
}

World::World() {
    release.product = here.product = "almanac";
    release.platform = here.platform = "linux-x64";
    release.version = version("1.1.0");
    release.counter = 11;
    here.installed = version("1.0.0");
    here.installedCounter = 10;
    here.upkeep = version("0.5.0");
    here.os = {{"kernel", "6.1.0"}, {"debian", "12"}};
    here.features = {"framed"};
    here.installId = "0123456789abcdef0123456789abcdef"; // bucket 3144 with "salt"
    here.now = QDateTime(QDate(2026, 1, 13), QTime(12, 0), Qt::UTC);
    decisions.feedFloor = 10;
}

Decision World::decide() const {
    return upkeep::decide(release, &manifest, policy, decisions, preferences, here, manual);
}

QString inWords(const Decision& decision) {
    if (std::holds_alternative<DecisionUpToDate>(decision))
        return "up to date";
    if (const auto* hold = std::get_if<DecisionHold>(&decision))
        return QString("hold %1 %2").arg(hold->reason, hold->subject).trimmed();
    const auto& offer = std::get<DecisionOffer>(decision);
    return QString("offer%1%2%3")
        .arg(offer.security ? " security" : "",
             offer.skipped ? " skipped" : "",
             offer.silent ? " silent" : "");
}

} // namespace upkeep::test
