// SPDX-License-Identifier: Apache-2.0
#include "arguments.h"

#include "text/upkeep_tr.h"
#include "verb.h"

#include <algorithm>

namespace upkeep {
namespace {

// A verb's own option goes before a global one of the same name: `release --version 1.1.0`.
const OptionSpec* findOption(const Verb* verb, const QString& name) {
    const auto named = [&name](const OptionSpec& option) {
        return name == QLatin1String(option.name);
    };
    if (verb) {
        const auto own = std::find_if(verb->options.begin(), verb->options.end(), named);
        if (own != verb->options.end())
            return &*own;
    }
    const std::span<const OptionSpec> global = globalOptions();
    const auto found = std::find_if(global.begin(), global.end(), named);
    return found == global.end() ? nullptr : &*found;
}

Error usage(const QString& cause) {
    return Error{ErrorCode::UsageInvalid, {}, cause};
}

// The words that are neither options nor their values: they may stand anywhere.
QStringList plainWords(std::span<const Verb> verbs, const QStringList& words) {
    QStringList plain;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (!words.at(i).startsWith(QLatin1String("--"))) {
            plain += words.at(i);
            continue;
        }
        const QString name = words.at(i).mid(2);
        const auto takesValue = [&name](const Verb& verb) {
            const OptionSpec* option = findOption(&verb, name);
            return option && option->value;
        };
        if (std::any_of(verbs.begin(), verbs.end(), takesValue))
            ++i;
    }
    return plain;
}

// The longest name that the plain words begin with.
const Verb* findVerb(std::span<const Verb> verbs, const QStringList& plain) {
    const QString two = plain.mid(0, 2).join(u' ');
    for (const QString& name : {two, plain.value(0)}) {
        const auto found = std::find_if(verbs.begin(), verbs.end(), [&name](const Verb& verb) {
            return name == QLatin1String(verb.name);
        });
        if (found != verbs.end())
            return &*found;
    }
    return nullptr;
}

// Takes one "--name[=value]" at `index`, and its value behind it.
Result<void> takeOption(const QStringList& words, qsizetype& index, Arguments& arguments) {
    const QString word = words.at(index).mid(2);
    const QString name = word.section(u'=', 0, 0);
    const OptionSpec* option = findOption(arguments.verb, name);
    if (!option)
        return usage(Upkeep::tr("There is no option --%1 here.").arg(name));
    if (!option->value) {
        arguments.options.insert(name, {});
        return {};
    }
    if (word.contains(u'=')) {
        arguments.options[name] += word.section(u'=', 1);
        return {};
    }
    if (++index >= words.size())
        return usage(Upkeep::tr("--%1 needs a value: %2.").arg(name, QLatin1String(option->value)));
    arguments.options[name] += words.at(index);
    return {};
}

Result<void> checkOperands(const Arguments& arguments) {
    if (!arguments.verb || arguments.has("help"))
        return {};
    const QString name = QLatin1String(arguments.verb->name);
    if (arguments.operands.size() < arguments.verb->operandCount)
        return usage(Upkeep::tr("%1 needs %2.").arg(name, QLatin1String(arguments.verb->operands)));
    if (arguments.operands.size() > arguments.verb->operandCount)
        return usage(Upkeep::tr("%1 cannot take \"%2\".").arg(name, arguments.operands.last()));
    return {};
}

QString optionLines(std::span<const OptionSpec> options) {
    QString text;
    for (const OptionSpec& option : options) {
        QString left = QStringLiteral("  --") + QLatin1String(option.name);
        if (option.value)
            left += u' ' + QLatin1String(option.value);
        text += left.leftJustified(26) + Upkeep::tr(option.help) + u'\n';
    }
    return text;
}

} // namespace

Result<Arguments> parseArguments(std::span<const Verb> verbs, const QStringList& words) {
    Arguments arguments;
    const QStringList plain = plainWords(verbs, words);
    arguments.verb = findVerb(verbs, plain);
    if (!arguments.verb && !plain.isEmpty())
        return usage(Upkeep::tr("There is no verb \"%1\".").arg(plain.first()));
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i).startsWith(QLatin1String("--")))
            UPKEEP_TRY(takeOption(words, i, arguments));
        else
            arguments.operands += words.at(i);
    }
    if (arguments.verb)
        arguments.operands.remove(
            0, QLatin1String(arguments.verb->name).contains(QLatin1Char(' ')) ? 2 : 1);
    else if (!arguments.has("help") && !arguments.has("version"))
        return usage(Upkeep::tr("Say what to do."));
    UPKEEP_TRY(checkOperands(arguments));
    return arguments;
}

QString helpFor(std::span<const Verb> verbs) {
    QString text =
        Upkeep::tr("Makes, signs and serves releases for Upkeep.") + QStringLiteral("\n\n");
    text += Upkeep::tr("Usage: upkeep-publish VERB [OPTIONS]") + QStringLiteral("\n\n");
    for (const Verb& verb : verbs) {
        const QString left =
            QStringLiteral("  %1 %2").arg(QLatin1String(verb.name), QLatin1String(verb.operands));
        text += left.leftJustified(32) + Upkeep::tr(verb.help) + u'\n';
    }
    text += u'\n' + Upkeep::tr("Everywhere:") + u'\n' + optionLines(globalOptions());
    text += u'\n' +
            Upkeep::tr(
                "Exit codes: 0 done, 1 failed, 2 wrong usage, 12 a signature or checksum is wrong, "
                "130 cancelled.") +
            u'\n';
    return text;
}

QString helpFor(const Verb& verb) {
    QString text = Upkeep::tr("Usage: upkeep-publish %1 %2")
                       .arg(QLatin1String(verb.name), QLatin1String(verb.operands))
                       .trimmed() +
                   u'\n' + Upkeep::tr(verb.help) + u'\n';
    if (!verb.options.isEmpty())
        text += u'\n' + optionLines(verb.options);
    return text + u'\n' + Upkeep::tr("Everywhere:") + u'\n' + optionLines(globalOptions());
}

} // namespace upkeep
