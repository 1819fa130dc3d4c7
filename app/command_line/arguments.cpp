// SPDX-License-Identifier: Apache-2.0
#include "command_line/arguments.h"

#include "command_line/exit_code.h"
#include "text/upkeep_tr.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qsizetype helpIndent = 30;
constexpr qsizetype helpWidth = 80;

Error usage(const QString& subject, const QString& cause) {
    return Error{ErrorCode::UsageInvalid, subject, cause};
}

const VerbOption* findIn(const QList<VerbOption>& options, const QString& name) {
    const auto found =
        std::find_if(options.begin(), options.end(), [&name](const VerbOption& option) {
            return name == QLatin1String(option.name);
        });
    return found == options.end() ? nullptr : &*found;
}

// A verb's own option goes before a global one of the same name: `release --version 1.1.0`.
const VerbOption* findOption(const VerbTable& table, const VerbRow* verb, const QString& name) {
    const VerbOption* own = verb ? findIn(verb->options, name) : nullptr;
    return own ? own : findIn(table.everywhere, name);
}

bool isOption(const QString& word) {
    return word.startsWith(QLatin1String("--")) && word.size() > 2;
}

// The words that are neither options nor their values; the verb is what they begin with.
QStringList plainWords(const VerbTable& table, const QStringList& words) {
    QStringList plain;
    for (qsizetype i = 0; i < words.size() && words.at(i) != QLatin1String("--"); ++i) {
        if (!isOption(words.at(i))) {
            plain += words.at(i);
            continue;
        }
        const QString name = words.at(i).mid(2);
        const bool takesValue =
            std::any_of(table.verbs.begin(), table.verbs.end(), [&](const VerbRow& verb) {
                const VerbOption* option = findOption(table, &verb, name);
                return option && option->valueName;
            });
        if (takesValue)
            ++i;
    }
    return plain;
}

qsizetype findVerb(const VerbTable& table, const QStringList& plain) {
    for (const QString& name : {plain.mid(0, 2).join(u' '), plain.value(0)}) {
        for (qsizetype i = 0; i < table.verbs.size(); ++i) {
            if (name == QLatin1String(table.verbs.at(i).name))
                return i;
        }
    }
    return -1;
}

// How many operands the text allows: "ID [ID]" one or two, "ID ..." one or more.
struct OperandCount {
    qsizetype least = 0;
    qsizetype most = 0;
    bool unlimited = false;
};

OperandCount countOf(const VerbRow& verb) {
    OperandCount count;
    bool optional = false;
    for (const QString& word : QString::fromLatin1(verb.operands).split(u' ', Qt::SkipEmptyParts)) {
        optional = optional || word.startsWith(u'[');
        if (word.startsWith(QLatin1String("..."))) {
            count.unlimited = true;
        } else {
            ++count.most;
            count.least += optional ? 0 : 1;
        }
        optional = optional && !word.endsWith(u']');
    }
    return count;
}

// One pass over the words, with the verb known.
class Reading {
public:
    Reading(const VerbTable& table, const QStringList& words, qsizetype verb)
        : m_table(table), m_words(words), m_row(verb >= 0 ? &table.verbs.at(verb) : nullptr) {
        m_arguments.verb = verb;
        m_nameWords = m_row ? QLatin1String(m_row->name).count(u' ') + 1 : 0;
    }

    Result<Arguments> run() {
        for (; m_at < m_words.size(); ++m_at) {
            const QString& word = m_words.at(m_at);
            if (word == QLatin1String("--")) {
                m_arguments.operands += m_words.mid(m_at + 1);
                break;
            }
            if (isOption(word) && !(m_row && m_row->passesOn && m_nameWords == 0))
                UPKEEP_TRY(takeOption(word.mid(2)));
            else if (m_nameWords > 0)
                --m_nameWords;
            else
                m_arguments.operands += word;
        }
        UPKEEP_TRY(checkOperands());
        return m_arguments;
    }

private:
    Result<void> takeOption(const QString& word) {
        const QString name = word.section(u'=', 0, 0);
        const VerbOption* option = findOption(m_table, m_row, name);
        if (!option)
            return usage(QStringLiteral("--") + name, Upkeep::tr("is no option here"));
        if (!option->valueName) {
            m_arguments.options.insert(name, {});
            return {};
        }
        if (word.contains(u'=')) {
            m_arguments.options[name] += word.section(u'=', 1);
            return {};
        }
        if (++m_at >= m_words.size())
            return usage(QStringLiteral("--") + name,
                         Upkeep::tr("needs a value: %1").arg(QLatin1String(option->valueName)));
        m_arguments.options[name] += m_words.at(m_at);
        return {};
    }

    Result<void> checkOperands() const {
        if (!m_row || m_arguments.isSet("help"))
            return {};
        const OperandCount count = countOf(*m_row);
        if (m_arguments.operands.size() < count.least)
            return usage(QLatin1String(m_row->operands), Upkeep::tr("is missing"));
        if (m_arguments.operands.size() > count.most && !count.unlimited)
            return usage(m_arguments.operands.at(count.most),
                         Upkeep::tr("is one argument too many"));
        return {};
    }

    const VerbTable& m_table;
    const QStringList& m_words;
    const VerbRow* m_row;
    Arguments m_arguments;
    qsizetype m_nameWords = 0;
    qsizetype m_at = 0;
};

// "help snapshot list" asks for what "--help snapshot list" does.
QStringList spelledOut(const QStringList& words) {
    return words.value(0) == QLatin1String("help")
               ? QStringList(QStringLiteral("--help")) + words.mid(1)
               : words;
}

// The second words of the verbs that begin with this one.
QStringList membersOf(const VerbTable& table, const QString& group) {
    QStringList members;
    for (const VerbRow& verb : table.verbs) {
        const QString name = QLatin1String(verb.name);
        if (!verb.hidden && name.startsWith(group + u' '))
            members += name.section(u' ', 1);
    }
    return members;
}

Result<Arguments>
readWithoutVerb(const VerbTable& table, const QStringList& words, const QString& first) {
    const QStringList members = membersOf(table, first);
    if (members.isEmpty())
        return usage(first, Upkeep::tr("is no verb of %1").arg(QLatin1String(table.program)));
    if (!words.contains(QLatin1String("--help")))
        return usage(first, Upkeep::tr("needs one of: %1").arg(members.join(QLatin1String(", "))));
    Arguments arguments;
    arguments.group = first;
    arguments.options.insert(QStringLiteral("help"), {});
    return arguments;
}

// Lines no wider than the page; the first one begins after `indent` characters, as the others do.
QString wrapped(const QString& text, qsizetype indent) {
    QString lines;
    qsizetype column = indent;
    for (const QString& word : text.split(u' ')) {
        if (column > indent && column + 1 + word.size() > helpWidth) {
            lines += u'\n' + QString(indent, u' ');
            column = indent;
        } else if (column > indent) {
            lines += u' ';
            ++column;
        }
        lines += word;
        column += word.size();
    }
    return lines + u'\n';
}

// What is typed on the left, in words beside it.
QString entry(const QString& left, const QString& words) {
    const QString typed = QLatin1String("  ") + left;
    const QString start = typed.size() > helpIndent - 2 ? typed + u'\n' + QString(helpIndent, u' ')
                                                        : typed.leftJustified(helpIndent);
    return start + wrapped(words, helpIndent);
}

QString entry(const VerbRow& verb) {
    const QString call = QLatin1String(verb.name) + u' ' + QLatin1String(verb.operands);
    return entry(call.trimmed(), Upkeep::tr(verb.help));
}

QString optionLines(const QList<VerbOption>& options) {
    QString text;
    for (const VerbOption& option : options) {
        QString left = QStringLiteral("--") + QLatin1String(option.name);
        if (option.valueName)
            left += u' ' + QLatin1String(option.valueName);
        text += entry(left, Upkeep::tr(option.help));
    }
    return text;
}

QString optionsOfAll(const VerbTable& table) {
    return Upkeep::tr("Options of every verb:") + u'\n' + optionLines(table.everywhere);
}

} // namespace

Result<Arguments> parseArguments(const VerbTable& table, const QStringList& given) {
    const QStringList words = spelledOut(given);
    const QStringList plain = plainWords(table, words);
    const qsizetype verb = findVerb(table, plain);
    if (verb < 0 && !plain.isEmpty())
        return readWithoutVerb(table, words, plain.constFirst());
    UPKEEP_TRY_AS(const Arguments arguments, Reading(table, words, verb).run());
    if (verb < 0 && !arguments.isSet("help") && !arguments.isSet("version"))
        return usage(QLatin1String(table.program), Upkeep::tr("needs a verb"));
    return arguments;
}

QString helpFor(const VerbTable& table) {
    const QString program = QLatin1String(table.program);
    QString text = Upkeep::tr(table.purpose) + QStringLiteral("\n\n") +
                   Upkeep::tr("Usage: %1 VERB [OPTIONS] [ARGUMENTS]").arg(program) +
                   QStringLiteral("\n\n");
    for (const VerbRow& verb : table.verbs)
        text += verb.hidden ? QString() : entry(verb);
    return text + u'\n' + Upkeep::tr("“%1 help VERB” says more of a verb.").arg(program) +
           QStringLiteral("\n\n") + optionsOfAll(table) + u'\n' + exitCodeTable();
}

QString helpFor(const VerbTable& table, const QString& group) {
    QString text;
    for (const VerbRow& verb : table.verbs) {
        if (QLatin1String(verb.name).startsWith(group + u' '))
            text += verb.hidden ? QString() : entry(verb);
    }
    return text + u'\n' + optionsOfAll(table);
}

QString helpFor(const VerbTable& table, const VerbRow& verb) {
    const QString call = QStringLiteral("%1 %2 %3")
                             .arg(QLatin1String(table.program),
                                  QLatin1String(verb.name),
                                  QLatin1String(verb.operands));
    const QString own = optionLines(verb.options);
    return call.trimmed() + QStringLiteral("\n    ") + wrapped(Upkeep::tr(verb.help), 4) + u'\n' +
           own + (own.isEmpty() ? QString() : QStringLiteral("\n")) + optionsOfAll(table);
}

} // namespace upkeep
