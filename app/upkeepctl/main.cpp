// SPDX-License-Identifier: Apache-2.0
#include "interrupt.h"
#include "text/translation.h"
#include "verbs.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace upkeep {

namespace {

const QList<VerbOption> globalOptions = {
    {"product", "ID", "which program (the only one there is)"},
    {"system", nullptr, "programs installed for everybody"},
    {"json", nullptr, "one JSON object per line, for machines"},
    {"quiet", nullptr, "say nothing but errors"},
    {"yes", nullptr, "answer every question with yes"},
    {"no-interaction", nullptr, "never ask"},
    {"help", nullptr, "show this help"},
};

QString optionLine(const VerbOption& option) {
    QString left = QStringLiteral("  --") + QLatin1String(option.name);
    if (option.valueName)
        left += u' ' + QLatin1String(option.valueName);
    return left.leftJustified(32) + QLatin1String(option.help) + u'\n';
}

QString generalHelp() {
    QString text =
        QStringLiteral("upkeepctl keeps installed programs up to date and lets anyone go back.\n\n"
                       "Usage: upkeepctl VERB [OPTIONS] [ARGUMENTS]\n\n");
    for (const Verb& verb : verbs()) {
        if (!verb.hidden)
            text += QStringLiteral("  %1 %2")
                        .arg(QLatin1String(verb.name), QLatin1String(verb.arguments))
                        .leftJustified(34) +
                    QLatin1String(verb.help) + u'\n';
    }
    text += QStringLiteral("\nOptions of every verb:\n");
    for (const VerbOption& option : globalOptions)
        text += optionLine(option);
    return text + u'\n' + exitCodeTable();
}

QString verbHelp(const Verb& verb) {
    QString text =
        QStringLiteral("upkeepctl %1 %2\n    %3\n\n")
            .arg(QLatin1String(verb.name), QLatin1String(verb.arguments), QLatin1String(verb.help));
    for (const QList<VerbOption>& options : {verb.options, globalOptions}) {
        for (const VerbOption& option : options)
            text += optionLine(option);
    }
    return text;
}

void print(FILE* stream, const QString& text) {
    std::fputs(text.toUtf8().constData(), stream);
}

// The verb at the head of the arguments ("snapshot list" before "snapshot"), and how many words it
// takes.
const Verb* findVerb(const QStringList& words, qsizetype& taken) {
    for (const Verb& verb : verbs()) {
        const QStringList name = QString::fromLatin1(verb.name).split(u' ');
        if (words.mid(0, name.size()) == name) {
            taken = name.size();
            return &verb;
        }
    }
    return nullptr;
}

void addOptions(QCommandLineParser& parser, const QList<VerbOption>& options) {
    for (const VerbOption& option : options) {
        const QString name = QLatin1String(option.name);
        const QString valueName =
            option.valueName ? QString::fromLatin1(option.valueName) : QString();
        parser.addOption(QCommandLineOption(name, QLatin1String(option.help), valueName));
    }
}

int usageError(const QString& text) {
    print(stderr, text + QStringLiteral("\nAdd --help to see what is possible.\n"));
    return static_cast<int>(ExitCode::Usage);
}

int runVerb(const Verb& verb, const QCommandLineParser& parser, const QStringList& arguments) {
    Console console({parser.isSet(QStringLiteral("json")),
                     parser.isSet(QStringLiteral("quiet")),
                     parser.isSet(QStringLiteral("yes")),
                     !parser.isSet(QStringLiteral("no-interaction"))});
    const Interrupt interrupt;
    Session session(parser, arguments, console, interrupt.token());
    const auto code = verb.run(session);
    console.endProgress();
    if (code)
        return static_cast<int>(code.value());
    const ExitCode failure = exitCodeOf(code.error());
    console.fail(code.error(), session.context(), static_cast<int>(failure));
    return static_cast<int>(failure);
}

int run(const QStringList& arguments) {
    QStringList words = arguments.mid(1);
    qsizetype taken = 0;
    const Verb* verb = findVerb(words, taken);
    if (!verb) {
        const bool asked = words.contains(QStringLiteral("--help")) || words.isEmpty();
        if (asked) {
            print(stdout, generalHelp());
            return static_cast<int>(words.isEmpty() ? ExitCode::Usage : ExitCode::Done);
        }
        return usageError(QStringLiteral("“%1” is no verb of upkeepctl.").arg(words.constFirst()));
    }
    QCommandLineParser parser;
    // What follows `run` belongs to the program.
    if (verb->run == &upkeep::runVerb)
        parser.setOptionsAfterPositionalArgumentsMode(
            QCommandLineParser::ParseAsPositionalArguments);
    addOptions(parser, globalOptions);
    addOptions(parser, verb->options);
    if (!parser.parse(arguments.mid(0, 1) + words.mid(taken)))
        return usageError(parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        print(stdout, verbHelp(*verb));
        return 0;
    }
    return runVerb(*verb, parser, parser.positionalArguments());
}

} // namespace

} // namespace upkeep

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("upkeepctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(UPKEEP_VERSION));
    upkeep::installTranslation(application);
    return upkeep::run(QCoreApplication::arguments());
}
