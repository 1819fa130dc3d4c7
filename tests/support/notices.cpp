// SPDX-License-Identifier: Apache-2.0
#include "support/notices.h"

namespace upkeep::test {
namespace {

Version versionOf(const char* text) {
    return Version::parse(QLatin1String(text)).value();
}

QList<Answer> answersOf(NoticeKind kind) {
    switch (kind) {
    case NoticeKind::Available:
        return {Answer::UpdateNow, Answer::RemindLater, Answer::Skip};
    case NoticeKind::Security:
        return {Answer::UpdateNow, Answer::RemindLater};
    case NoticeKind::Ready:
        return {Answer::RestartWhenIdle, Answer::RestartNow, Answer::OnQuit};
    case NoticeKind::Failed:
        return {Answer::Retry, Answer::Details};
    case NoticeKind::Withdrawn:
        return {Answer::RollBack, Answer::Details};
    default:
        return {Answer::Details};
    }
}

} // namespace

Notice sampleNotice(NoticeKind kind) {
    Notice values;
    values.product = "almanac";
    values.name = "Almanac";
    values.kind = kind;
    values.version = versionOf("1.1.0");
    values.from = versionOf("1.0.0");
    values.bytes = 17'800'000;
    values.answers = answersOf(kind);
    return values;
}

QList<Notice> sampleNotices() {
    QList<Notice> all;
    for (int kind = 0; kind <= int(NoticeKind::Working); ++kind)
        all << sampleNotice(NoticeKind(kind));
    return all;
}

} // namespace upkeep::test
