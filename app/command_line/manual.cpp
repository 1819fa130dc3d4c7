// SPDX-License-Identifier: Apache-2.0
#include "command_line/manual.h"

#include "command_line/exit_code.h"

namespace upkeep {
namespace {

QString section(const QString& name) {
    return QStringLiteral(".SH ") + name + u'\n';
}

// A tag in bold, what follows it in italics, the words indented below.
QString entry(const QString& tag, const QString& argument, const QString& words) {
    const QString italic =
        argument.isEmpty() ? QString() : QStringLiteral(" \\fI%1\\fR").arg(roff(argument));
    return QStringLiteral(".TP\n\\fB%1\\fR%2\n%3\n").arg(roff(tag), italic, roff(words));
}

QString optionEntries(const QList<VerbOption>& options) {
    QString text;
    for (const VerbOption& option : options)
        text += entry(QStringLiteral("--") + QLatin1String(option.name),
                      QLatin1String(option.valueName),
                      QLatin1String(option.help));
    return text;
}

QString verbEntry(const VerbRow& verb) {
    const QString own = optionEntries(verb.options);
    return entry(QLatin1String(verb.name), QLatin1String(verb.operands), QLatin1String(verb.help)) +
           (own.isEmpty() ? QString() : QStringLiteral(".RS\n") + own + QStringLiteral(".RE\n"));
}

} // namespace

QString roff(const QString& text) {
    QString escaped = text;
    escaped.replace(u'\\', QLatin1String("\\e"));
    escaped.replace(u'-', QLatin1String("\\-"));
    if (escaped.startsWith(u'.') || escaped.startsWith(u'\''))
        escaped.prepend(QLatin1String("\\&"));
    return escaped;
}

QString roffHead(const QString& name, int section, const QString& purpose) {
    return QStringLiteral(".\\\" SPDX-License-Identifier: Apache-2.0\n"
                          ".TH \"%1\" %2 \"\" \"Upkeep %3\"\n"
                          ".SH NAME\n%4 \\- %5\n")
        .arg(roff(name.toUpper()),
             QString::number(section),
             QStringLiteral(UPKEEP_VERSION),
             roff(name),
             roff(purpose));
}

QString manualFor(const VerbTable& table, const QString& files, const QString& seeAlso) {
    const QString program = QLatin1String(table.program);
    QString purpose = QLatin1String(table.purpose);
    purpose.chop(1); // the full stop
    QString text = roffHead(program, 1, purpose.left(1).toLower() + purpose.mid(1));
    text += section(QStringLiteral("SYNOPSIS")) +
            QStringLiteral("\\fB%1\\fR \\fIVERB\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n")
                .arg(roff(program));
    text += section(QStringLiteral("VERBS"));
    for (const VerbRow& verb : table.verbs)
        text += verb.hidden ? QString() : verbEntry(verb);
    text += section(QStringLiteral("OPTIONS OF EVERY VERB")) + optionEntries(table.everywhere);
    const QStringList codes = exitCodeTable().split(u'\n');
    text += section(QStringLiteral("EXIT STATUS")) + QStringLiteral(".nf\n") +
            roff(codes.mid(1).join(u'\n')) + QStringLiteral(".fi\n");
    text += files.isEmpty() ? QString() : section(QStringLiteral("FILES")) + files;
    return text + section(QStringLiteral("SEE ALSO")) + seeAlso;
}

} // namespace upkeep
