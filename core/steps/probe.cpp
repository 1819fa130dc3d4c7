// SPDX-License-Identifier: Apache-2.0
#include "steps/probe.h"

namespace upkeep {

namespace {

constexpr qsizetype shownOutput = 2000;
constexpr std::chrono::seconds versionDeadline{15};

Result<ProgramCall>
callIn(const LocalPath& tree, const QStringList& argv, std::chrono::milliseconds deadline) {
    UPKEEP_TRY_AS(const LocalName program, LocalName::parse(argv.first().toUtf8()));
    ProgramCall call;
    call.argv.append((tree / program).bytes());
    for (const QString& argument : argv.mid(1))
        call.argv.append(argument.toUtf8());
    call.folder = tree;
    call.timeout = deadline;
    return call;
}

QString endOf(const ProgramResult& result) {
    const QByteArray& text = result.errors.trimmed().isEmpty() ? result.output : result.errors;
    return QString::fromUtf8(text.trimmed().right(shownOutput));
}

Result<ProgramResult> runIn(const LocalPath& tree,
                            const QStringList& argv,
                            std::chrono::milliseconds deadline,
                            Processes& processes) {
    const QString subject = argv.join(u' ');
    UPKEEP_TRY_AS(const ProgramCall call, callIn(tree, argv, deadline));
    auto ran = processes.run(call);
    if (!ran)
        return Error{ErrorCode::ProbeFailed, subject, ran.error().toString()};
    if (ran->timedOut)
        return Error{ErrorCode::ProbeTimeout, subject, endOf(*ran)};
    if (ran->crashed || ran->exitCode != 0) {
        const QString how = ran->crashed ? QStringLiteral("crashed")
                                         : QStringLiteral("exit code %1").arg(ran->exitCode);
        const QString said = endOf(*ran);
        return Error{ErrorCode::ProbeFailed,
                     subject,
                     said.isEmpty() ? how : how + QStringLiteral(": ") + said};
    }
    return ran;
}

} // namespace

Result<void> probe(const LocalPath& tree,
                   const ProductFile& product,
                   const Version& version,
                   Processes& processes) {
    if (!product.launch.versionArgv.isEmpty()) {
        const QStringList& argv = product.launch.versionArgv;
        UPKEEP_TRY_AS(const ProgramResult ran, runIn(tree, argv, versionDeadline, processes));
        if (!ran.output.contains(version.toString().toUtf8()))
            return Error{ErrorCode::ProbeFailed,
                         argv.join(u' '),
                         QStringLiteral("says \"%1\", not %2").arg(endOf(ran), version.toString())};
    }
    if (product.health.probe.isEmpty())
        return {};
    const std::chrono::seconds deadline(product.health.timeoutSeconds);
    UPKEEP_TRY(runIn(tree, product.health.probe, deadline, processes));
    return {};
}

} // namespace upkeep
