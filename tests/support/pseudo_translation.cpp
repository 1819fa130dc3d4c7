// SPDX-License-Identifier: Apache-2.0
#include "support/pseudo_translation.h"

#include <QHash>
#include <QRegularExpression>

namespace upkeep::test {
namespace {

// What must come back as it is: places, entities, tags, and names of files and commands.
const QRegularExpression& kept() {
    static const QRegularExpression pattern(
        QStringLiteral("%L?\\d+|%n|&\\w+;|<[^>]+>|“[^”]*”|[\\w*]*\\.\\w[\\w-]+|upkeepctl [\\w ]+"));
    return pattern;
}

QString accented(QChar letter) {
    static const QHash<QChar, QString> letters = [] {
        QHash<QChar, QString> table;
        const QString plain = QStringLiteral("AEIOUYaeiouyCDGHJKLNRSTWZcdghjklnrstwz");
        const QString marked = QStringLiteral("ÅÉÎÖÛÝåéîöûýČĎĜĤĴĶĹÑŘŠŢŴŽčďĝĥĵķĺñřšţŵž");
        for (int i = 0; i < plain.size(); ++i)
            table.insert(plain[i], QString(marked[i]));
        return table;
    }();
    return letters.value(letter, QString(letter));
}

// Every other vowel twice: a text of English vowels becomes a fifth longer, the accents are wider
// still, and the brackets weigh most where words are short.
QString longer(const QString& text, bool& twice) {
    static const QString vowels = QStringLiteral("aeiouy");
    QString result;
    for (const QChar letter : text) {
        result += accented(letter);
        if (!vowels.contains(letter))
            continue;
        if (twice)
            result += letter;
        twice = !twice;
    }
    return result;
}

} // namespace

QString pseudo(const QString& text) {
    QString result(u'[');
    bool twice = true;
    qsizetype from = 0;
    for (auto it = kept().globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += longer(text.mid(from, match.capturedStart() - from), twice) + match.captured();
        from = match.capturedEnd();
    }
    return result + longer(text.mid(from), twice) + u']';
}

QString PseudoTranslation::translate(const char* /*context*/,
                                     const char* source,
                                     const char* /*disambiguation*/,
                                     int /*n*/) const {
    return source && *source ? pseudo(QString::fromUtf8(source)) : QString();
}

} // namespace upkeep::test
