// SPDX-License-Identifier: Apache-2.0
#include "config/config_tree.h"

#include <algorithm>

namespace upkeep {

const ConfigNode* ConfigNode::find(const QString& name) const {
    for (const ConfigNode& node : members)
        if (node.key == name)
            return &node;
    return nullptr;
}

ConfigValue ConfigNode::value() const {
    ConfigValue result{isMap, leaf, {}};
    for (const ConfigNode& node : members)
        result.members.insert(node.key, node.value());
    return result;
}

QString ConfigText::shown(const ConfigNode& node) const {
    const Span& span = node.inlineValue ? node.content : node.member;
    return QString::fromUtf8(span.of(text)).trimmed();
}

QByteArray withSplices(QByteArrayView text, QList<Splice> splices) {
    std::stable_sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) {
        if (a.at.start != b.at.start)
            return a.at.start < b.at.start;
        return a.at.isEmpty() && !b.at.isEmpty();
    });
    QByteArray result;
    qsizetype done = 0;
    for (const Splice& splice : splices) {
        if (splice.at.start > done)
            result += text.sliced(done, splice.at.start - done).toByteArray();
        result += splice.bytes;
        done = qMax(done, splice.at.end);
    }
    return result + text.sliced(done).toByteArray();
}

QByteArray lineEnd(QByteArrayView text) {
    const qsizetype end = text.indexOf('\n');
    return end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

qsizetype lineStart(QByteArrayView text, qsizetype offset) {
    return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

qsizetype lineStop(QByteArrayView text, qsizetype offset) {
    const qsizetype end = text.indexOf('\n', offset);
    return end < 0 ? text.size() : end + 1;
}

bool isBlank(QByteArrayView line) {
    return line.trimmed().isEmpty();
}

QByteArray indented(QByteArrayView text, int by, bool firstToo, QByteArrayView like) {
    const QByteArray end = lineEnd(like);
    QByteArray result;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype stop = lineStop(text, at);
        QByteArrayView line = text.sliced(at, stop - at);
        const bool ended = line.endsWith('\n');
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        if (at > 0 || firstToo) {
            qsizetype drop = 0;
            while (drop < -by && drop < line.size() && line[drop] == ' ')
                ++drop;
            line = line.sliced(drop);
            if (by > 0 && !line.isEmpty())
                result += QByteArray(by, ' ');
        }
        result += line.toByteArray() + (ended ? end : QByteArray());
        at = stop;
    }
    return result;
}

} // namespace upkeep
