// SPDX-License-Identifier: Apache-2.0
#include "command_line/arguments.h"

#include "command_line/exit_code.h"
#include "text/upkeep_tr.h"

#include <algorithm>

namespace upkeep {

namespace {

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

QString optionLines(const QList<VerbOption>& options) {
    QString text;
    for (const VerbOption& option : options) {
        QString left = QStringLiteral("  --") + QLatin1String(option.name);
        if (option.valueName)
            left += u' ' + QLatin1String(option.valueName);
        text += left.leftJustified(32) + u' ' + Upkeep::tr(option.help) + u'\n';
    }
    return text;
}

} // namespace

Result<Arguments> parseArguments(const VerbTable& table, const QStringList& words) {
    const QStringList plain = plainWords(table, words);
    const qsizetype verb = findVerb(table, plain);
    if (verb < 0 && !plain.isEmpty())
        return usage(plain.constFirst(),
                     Upkeep::tr("is no verb of %1").arg(QLatin1String(table.program)));
    UPKEEP_TRY_AS(const Arguments arguments, Reading(table, words, verb).run());
    if (verb < 0 && !arguments.isSet("help") && !arguments.isSet("version"))
        return usage(QLatin1String(table.program), Upkeep::tr("needs a verb"));
    return arguments;
}

QString helpFor(const VerbTable& table) {
    QString text =
        Upkeep::tr(table.purpose) + QStringLiteral("\n\n") +
        Upkeep::tr("Usage: %1 VERB [OPTIONS] [ARGUMENTS]").arg(QLatin1String(table.program)) +
        QStringLiteral("\n\n");
    for (const VerbRow& verb : table.verbs) {
        if (verb.hidden)
            continue;
        const QString left =
            QStringLiteral("  %1 %2").arg(QLatin1String(verb.name), QLatin1String(verb.operands));
        text += left.leftJustified(34) + u' ' + Upkeep::tr(verb.help) + u'\n';
    }
    return text + u'\n' + Upkeep::tr("Options of every verb:") + u'\n' +
           optionLines(table.everywhere) + u'\n' + exitCodeTable();
}

QString helpFor(const VerbTable& table, const VerbRow& verb) {
    const QString call = QStringLiteral("%1 %2 %3")
                             .arg(QLatin1String(table.program),
                                  QLatin1String(verb.name),
                                  QLatin1String(verb.operands));
    return call.trimmed() + QStringLiteral("\n    ") + Upkeep::tr(verb.help) +
           QStringLiteral("\n\n") + optionLines(verb.options) + optionLines(table.everywhere);
}

} // namespace upkeep
