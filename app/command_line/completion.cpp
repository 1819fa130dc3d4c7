// SPDX-License-Identifier: Apache-2.0
#include "command_line/completion.h"

#include <QMap>

namespace upkeep {
namespace {

QString dashed(const QList<VerbOption>& options) {
    QStringList words;
    for (const VerbOption& option : options)
        words += QStringLiteral("--") + QLatin1String(option.name);
    return words.join(u' ');
}

QString quoted(QString text) {
    return u'\'' + text.replace(u'\'', QLatin1String("'\\''")) + u'\'';
}

// First words, and what may follow each: "snapshot" -> "list create ...".
struct Words {
    QStringList first;
    QMap<QString, QStringList> second;
};

Words wordsOf(const VerbTable& table) {
    Words words;
    for (const VerbRow& verb : table.verbs) {
        const QStringList parts = QString::fromLatin1(verb.name).split(u' ');
        if (verb.hidden)
            continue;
        if (!words.first.contains(parts[0]))
            words.first.append(parts[0]);
        if (parts.size() > 1)
            words.second[parts[0]].append(parts[1]);
    }
    return words;
}

// One function for bash; zsh reads the same one through its own emulation.
QString bashFunction(const VerbTable& table) {
    const Words words = wordsOf(table);
    const QString name = QLatin1Char('_') + QLatin1String(table.program);
    QString text = name + QStringLiteral("() {\n"
                                         "    local word=${COMP_WORDS[COMP_CWORD]} words= verb= i\n"
                                         "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                                         "        case ${COMP_WORDS[i]} in\n"
                                         "        -*) ;;\n"
                                         "        *) verb=\"$verb${verb:+ }${COMP_WORDS[i]}\" ;;\n"
                                         "        esac\n"
                                         "    done\n"
                                         "    case $word in\n"
                                         "    -*)\n"
                                         "        words='%1'\n"
                                         "        case \"$verb \" in\n")
                              .arg(dashed(table.everywhere));
    for (const VerbRow& verb : table.verbs) {
        if (!verb.hidden && !verb.options.isEmpty())
            text += QStringLiteral("        %1\\ *) words=\"$words %2\" ;;\n")
                        .arg(QString::fromLatin1(verb.name).replace(u' ', QLatin1String("\\ ")),
                             dashed(verb.options));
    }
    text += QStringLiteral("        esac ;;\n"
                           "    *)\n"
                           "        case $verb in\n"
                           "        '') words='%1' ;;\n")
                .arg(words.first.join(u' '));
    for (auto it = words.second.begin(); it != words.second.end(); ++it)
        text += QStringLiteral("        %1) words='%2' ;;\n").arg(it.key(), it.value().join(u' '));
    return text + QStringLiteral("        esac ;;\n"
                                 "    esac\n"
                                 "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                                 "}\n");
}

QString bash(const VerbTable& table) {
    return QStringLiteral("# %1: made from its table of verbs\n")
               .arg(QLatin1String(table.program)) +
           bashFunction(table) +
           QStringLiteral("complete -o default -F _%1 %1\n").arg(QLatin1String(table.program));
}

QString zsh(const VerbTable& table) {
    return QStringLiteral("#compdef %1\n# made from its table of verbs\n"
                          "autoload -Uz bashcompinit && bashcompinit\n")
               .arg(QLatin1String(table.program)) +
           bashFunction(table) +
           QStringLiteral("complete -o default -F _%1 %1\n").arg(QLatin1String(table.program));
}

QString fish(const VerbTable& table) {
    const QString program = QLatin1String(table.program);
    const Words words = wordsOf(table);
    QString text = QStringLiteral("# %1: made from its table of verbs\n").arg(program);
    const auto options = [&](const QList<VerbOption>& list, const QString& when) {
        for (const VerbOption& option : list)
            text += QStringLiteral("complete -c %1%2 -l %3%4 -d %5\n")
                        .arg(program,
                             when,
                             QLatin1String(option.name),
                             option.valueName ? QStringLiteral(" -x") : QString(),
                             quoted(QLatin1String(option.help)));
    };
    options(table.everywhere, {});
    for (const QString& first : words.first)
        text +=
            QStringLiteral("complete -c %1 -n __fish_use_subcommand -a %2\n").arg(program, first);
    for (const VerbRow& verb : table.verbs) {
        if (verb.hidden)
            continue;
        const QStringList parts = QString::fromLatin1(verb.name).split(u' ');
        const QString seen =
            QStringLiteral(" -n '__fish_seen_subcommand_from %1'").arg(parts.last());
        if (parts.size() > 1)
            text +=
                QStringLiteral("complete -c %1 -n '__fish_seen_subcommand_from %2' -a %3 -d %4\n")
                    .arg(program, parts[0], parts[1], quoted(QLatin1String(verb.help)));
        options(verb.options, seen);
    }
    return text;
}

} // namespace

QString completionFor(const VerbTable& table, const QString& shell) {
    if (shell == QLatin1String("bash"))
        return bash(table);
    if (shell == QLatin1String("zsh"))
        return zsh(table);
    return shell == QLatin1String("fish") ? fish(table) : QString();
}

} // namespace upkeep
