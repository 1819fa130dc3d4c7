// SPDX-License-Identifier: Apache-2.0
#include "process_cost.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace upkeep::bench {

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// "Private_Dirty:      1234 kB" -> 1234
qint64 numberAfter(const QByteArray& text, const QByteArray& label) {
    qint64 sum = 0;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(label + ':'))
            sum += line.mid(label.size() + 1).simplified().split(' ').value(0).toLongLong();
    }
    return sum;
}

// The inodes of every internet socket of the machine.
QSet<QByteArray> internetInodes(const QString& process) {
    QSet<QByteArray> inodes;
    for (const char* kind : {"tcp", "tcp6", "udp", "udp6", "raw", "raw6"}) {
        const auto lines =
            contentOf(process + QLatin1String("/net/") + QLatin1String(kind)).split('\n');
        for (const QByteArray& line : lines)
            inodes.insert(line.simplified().split(' ').value(9));
    }
    return inodes;
}

void readSockets(const QString& process, ProcessCost& cost) {
    const QSet<QByteArray> internet = internetInodes(process);
    const QDir folder(process + QLatin1String("/fd"));
    const QStringList names =
        folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        ++cost.descriptors;
        QByteArray target(256, 0);
        const QByteArray link = QFile::encodeName(folder.filePath(name));
        const ssize_t length = ::readlink(link.constData(), target.data(), size_t(target.size()));
        target.truncate(std::max<qsizetype>(0, length));
        if (!target.startsWith("socket:["))
            continue;
        const QByteArray inode = target.mid(8, target.size() - 9);
        ++(internet.contains(inode) ? cost.internetSockets : cost.localSockets);
    }
}

} // namespace

ProcessCost costOf(qint64 pid) {
    ProcessCost cost;
    const QString process = QStringLiteral("/proc/%1").arg(pid);
    const QStringList threads =
        QDir(process + QLatin1String("/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& thread : threads) {
        const QString folder = process + QLatin1String("/task/") + thread;
        const QByteArray status = contentOf(folder + QLatin1String("/status"));
        const QByteArray name = contentOf(folder + QLatin1String("/comm")).trimmed();
        cost.wakeUps.insert(thread.toUtf8() + ' ' + name,
                            numberAfter(status, "voluntary_ctxt_switches"));
    }
    // The fields after the name, which may have blanks in it: 14 and 15 are its time.
    const QByteArray stat = contentOf(process + QLatin1String("/stat"));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    cost.ticks = fields.value(11).toLongLong() + fields.value(12).toLongLong();
    const QByteArray memory = contentOf(process + QLatin1String("/smaps_rollup"));
    for (const char* kind : {"Private_Clean", "Private_Dirty", "Private_Hugetlb"})
        cost.privateBytes += 1024 * numberAfter(memory, kind);
    cost.proportionalBytes = 1024 * numberAfter(memory, "Pss");
    readSockets(process, cost);
    return cost;
}

QMap<QByteArray, qint64> wakeUpsBetween(const ProcessCost& before, const ProcessCost& after) {
    QMap<QByteArray, qint64> between;
    for (auto it = after.wakeUps.begin(); it != after.wakeUps.end(); ++it) {
        const qint64 more = it.value() - before.wakeUps.value(it.key());
        if (more > 0)
            between.insert(it.key(), more);
    }
    return between;
}

} // namespace upkeep::bench
