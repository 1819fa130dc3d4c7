// SPDX-License-Identifier: Apache-2.0
#include "usual_day.h"

namespace upkeep::test {

Version version(const char* text) {
    return Version::parse(QLatin1String(text)).value();
}

Day::Day() {
    finding.released = now.addDays(-30);
    here.online = Known::Yes;
    here.metered = Known::No;
    here.captivePortal = Known::No;
    here.onBattery = Known::No;
    here.powerSaver = Known::No;
    here.fullScreen = Known::No;
    here.idle = std::chrono::minutes(10);
}

Deed Day::decide() {
    finding.decision = offer;
    if (hold)
        finding.decision = *hold;
    if (nothingNew)
        finding.decision = DecisionUpToDate{};
    return whatToDo(finding, preferences, decisions, standing, here, now);
}

QString inWords(const Deed& deed) {
    static const char* const kinds[] = {
        "nothing", "notify", "download", "apply", "wait-for-close", "hold"};
    QStringList words = {QLatin1String(kinds[int(deed.kind)])};
    for (const DecisionHold& reason : deed.reasons)
        words.append(reason.reason);
    if (deed.asksToQuit)
        words.append(QStringLiteral("[quit]"));
    return words.join(QLatin1Char(' '));
}

void silent(Day& d) {
    d.preferences.automatic = AutoUpdate::All;
}

void securityOnly(Day& d) {
    d.preferences.automatic = AutoUpdate::SecurityOnly;
}

void security(Day& d) {
    d.offer.security = true;
}

void staged(Day& d) {
    d.standing.staged = d.offer.version;
    d.standing.stagedAt = d.now.addSecs(-600);
}

void running(Day& d) {
    d.standing.isRunning = true;
}

void awake(Day& d) {
    d.here.idle = std::chrono::seconds(5);
}

void idleUnknown(Day& d) {
    d.here.idle.reset();
}

void quiet(Day& d) {
    d.standing.isQuietMoment = true;
}

void paused(Day& d) {
    d.standing.pausedUntil = d.now.addDays(2);
}

void told(Day& d) {
    d.standing.notified = d.offer.version;
    d.standing.notifiedAt = d.now.addSecs(-3600);
}

void toldYesterday(Day& d) {
    told(d);
    d.standing.notifiedAt = d.now.addSecs(-24 * 3600);
}

void toldInTheFuture(Day& d) {
    told(d);
    d.standing.notifiedAt = d.now.addYears(3);
}

void skipped(Day& d) {
    d.decisions.skipped = {d.offer.version};
}

void reminder(Day& d) {
    d.decisions.remindAt = d.now.addSecs(7200);
}

void reminderDue(Day& d) {
    d.decisions.remindAt = d.now.addSecs(-1);
}

void left(Day& d) {
    d.decisions.left = d.offer.version;
    d.decisions.pinnedTo = version("1.0.0");
}

void leftAndResumed(Day& d) {
    d.decisions.left = d.offer.version;
}

void leftLower(Day& d) {
    d.decisions.left = version("1.0.5");
    d.decisions.pinnedTo = version("1.0.0");
}

void pinned(Day& d) {
    d.decisions.pinnedTo = version("1.0.0");
}

void failed(Day& d) {
    d.standing.failedSilently = d.offer.version;
}

void unsignedRelease(Day& d) {
    d.finding.signedByPublisher = false;
}

void needsPerson(Day& d) {
    d.finding.needsPerson = true;
}

void coolDown(Day& d) {
    d.preferences.coolDownDays = 7;
    d.finding.released = d.now.addDays(-2);
}

void coolDownOver(Day& d) {
    d.preferences.coolDownDays = 7;
    d.finding.released = d.now.addDays(-7);
}

void noReleaseDate(Day& d) {
    d.preferences.coolDownDays = 7;
    d.finding.released = {};
}

void noBypass(Day& d) {
    d.preferences.securityBypassesCoolDown = false;
}

void window(Day& d) {
    d.preferences.updateWindow = *UpdateWindow::fromText(QStringLiteral("02:00-04:00"));
    const QTime night = QDateTime(d.now.date(), QTime(3, 0), Qt::LocalTime).toUTC().time();
    d.now.setTime(night.addSecs(12 * 3600));
}

void inWindow(Day& d) {
    window(d);
    d.now = d.now.addSecs(-12 * 3600);
}

void offline(Day& d) {
    d.here.online = Known::No;
}

void portal(Day& d) {
    d.here.captivePortal = Known::Yes;
}

void metered(Day& d) {
    d.here.metered = Known::Yes;
}

void networkUnknown(Day& d) {
    d.here.metered = Known::Unknown;
}

void anyNetwork(Day& d) {
    d.preferences.downloadOnMetered = true;
}

void onBattery(Day& d, int percent) {
    d.here.onBattery = Known::Yes;
    d.here.batteryPercent = percent;
}

void lowBattery(Day& d) {
    onBattery(d, 29);
}

void halfBattery(Day& d) {
    onBattery(d, 30);
}

void batteryUnknown(Day& d) {
    d.here.onBattery = Known::Yes;
}

void noUPower(Day& d) {
    d.here.onBattery = Known::Unknown;
}

void powerSaver(Day& d) {
    d.here.powerSaver = Known::Yes;
}

void fullScreen(Day& d) {
    d.here.fullScreen = Known::Yes;
}

void carefree(Day& d) {
    d.preferences.holdOnBattery = false;
    d.preferences.holdOnPowerSaver = false;
    d.preferences.holdInFullScreen = false;
}

void busy(Day& d) {
    d.here.busy = {{QStringLiteral("Almanac"), QStringLiteral("Exporting video")}};
}

void mayRun(Day& d) {
    d.standing.mayRun = true;
}

void quietSettings(Day& d) {
    d.preferences.notifications = NotifyAbout::Nothing;
}

void securityNews(Day& d) {
    d.preferences.notifications = NotifyAbout::SecurityOnly;
}

void onQuit(Day& d) {
    d.standing.wish = Wish::OnQuit;
}

void whenIdle(Day& d) {
    d.standing.wish = Wish::WhenIdle;
}

void waitedLong(Day& d) {
    staged(d);
    d.standing.stagedAt = d.now.addDays(-7);
}

void waitedADay(Day& d) {
    staged(d);
    d.standing.stagedAt = d.now.addDays(-1);
}

void deadline(Day& d) {
    d.standing.deadline = d.now.addDays(1);
}

void overdue(Day& d) {
    d.standing.deadline = d.now.addSecs(-1);
}

void forbidden(Day& d) {
    d.standing.updateForbiddenBy = QStringLiteral("/etc/upkeep/policy.d/a.json");
}

void noWait(Day& d) {
    d.preferences.idleMinutes = 0;
}

} // namespace upkeep::test
