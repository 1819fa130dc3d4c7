// SPDX-License-Identifier: Apache-2.0
// upkeep-publish: the release engineer's program. Parses, builds the real objects, runs one verb.
#include "interrupt.h"
#include "session.h"
#include "verb.h"

#include <cstdio>

using namespace upkeep;

namespace {

int exitCodeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::UsageInvalid:
        return 2;
    case ErrorCode::TrustSignature:
    case ErrorCode::TrustHash:
    case ErrorCode::TrustExpired:
    case ErrorCode::TrustMetadataInvalid:
    case ErrorCode::PayloadHash:
    case ErrorCode::TreeMismatch:
    case ErrorCode::PublishVerify:
        return 12;
    case ErrorCode::Cancelled:
        return 130;
    default:
        return 1;
    }
}

int complain(const Error& error, bool asJson) {
    const int code = exitCodeOf(error.code);
    if (asJson) {
        const JsonValue::Object object{{QStringLiteral("id"), QString(errorId(error.code))},
                                       {QStringLiteral("subject"), error.subject},
                                       {QStringLiteral("cause"), error.cause},
                                       {QStringLiteral("exit_code"), code}};
        const JsonValue wrapped = JsonValue::Object{{QStringLiteral("error"), JsonValue(object)}};
        std::printf("%s\n", writeJsonLine(wrapped).trimmed().constData());
    } else if (error.code == ErrorCode::UsageInvalid) {
        std::fprintf(stderr, "upkeep-publish: %s\n", error.cause.toUtf8().constData());
    } else {
        // An engineer reads this: the cause itself, not a sentence around it.
        std::fprintf(stderr, "upkeep-publish: %s\n", error.toString().toUtf8().constData());
    }
    return code;
}

int run(const QStringList& words) {
    const Result<Arguments> arguments = parseArguments(verbTable(), words);
    const bool asJson = words.contains(QLatin1String("--json"));
    if (!arguments)
        return complain(arguments.error(), asJson);
    if (arguments->has("help")) {
        std::printf("%s",
                    (arguments->verb ? helpFor(*arguments->verb) : helpFor(verbTable()))
                        .toUtf8()
                        .constData());
        return 0;
    }
    if (!arguments->verb) {
        std::printf("upkeep-publish %s\n", UPKEEP_VERSION);
        return 0;
    }
    Session session(*arguments, stopOnSignals());
    const Result<void> done = arguments->verb->run(session);
    return done ? 0 : complain(done.error(), asJson);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("upkeep-publish"));
    return run(QCoreApplication::arguments().mid(1));
}
