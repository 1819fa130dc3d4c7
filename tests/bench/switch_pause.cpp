// SPDX-License-Identifier: Apache-2.0
// switch-pause [--megabytes N] [--files N]: how long a program cannot be used while it
// is updated, for one of N megabytes in few files and one of N small files: from the moment it is
// closed until the new one has answered its probe, and until everything is put away; beside what
// two plain renames take. Goals: figures to print, none to fail by.
#include "support/small_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <cstdio>

using namespace upkeep;
using namespace upkeep::test;

namespace {

SmallRelease large(const QString& version, int files, qint64 bytesEach) {
    SmallRelease release{version, {}};
    QRandomGenerator random(11);
    for (int i = 0; i < files; ++i) {
        QByteArray content(bytesEach, '\0');
        for (qsizetype at = 0; at + 8 <= content.size(); at += 64) // some 8 to 1
            *reinterpret_cast<quint64*>(content.data() + at) = random.generate64();
        if (i % 50 == 0)
            content.prepend(version.toUtf8());
        release.files.insert("share/" + QByteArray::number(i / 500) + '/' + QByteArray::number(i),
                             content);
    }
    return release;
}

struct Pause {
    qint64 ready = 0; // ms from closed to probed
    qint64 all = 0;
    qint64 plain = 0; // us
};

qint64 plainRenames(SmallWorld& world) {
    const LocalPath live = world.live();
    const LocalPath aside = world.path("aside");
    QElapsedTimer timer;
    timer.start();
    const bool done = world.files().rename(live, aside) && world.files().rename(aside, live);
    return done ? timer.nsecsElapsed() / 1000 : -1;
}

Result<Pause> measure(int files, qint64 bytesEach) {
    SmallWorld world;
    SmallRelease one = large("1.0.0", files, bytesEach);
    one.patches = false;
    world.publish(one);
    UPKEEP_TRY_AS(const auto product, world.install());
    SmallRelease two = large("1.1.0", files, bytesEach);
    two.patches = false;
    world.publish(two);
    Pause pause;
    pause.plain = plainRenames(world);
    UPKEEP_TRY(product->download({}, {}, {}));
    QElapsedTimer timer;
    timer.start();
    qint64 probed = 0;
    UPKEEP_TRY_AS(const UpdateOutcome done,
                  product->update({},
                                  [&](const Progress& progress) {
                                      if (progress.phase == Phase::Probe)
                                          probed = timer.elapsed();
                                  },
                                  {}));
    pause.ready = probed;
    pause.all = qint64(done.secondsAway * 1000);
    return pause;
}

} // namespace

int main(int count, char** values) {
    QCoreApplication app(count, values);
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption megabytes("megabytes", "of the large one", "N", "355");
    const QCommandLineOption files("files", "of the other", "N", "28000");
    parser.addOptions({megabytes, files});
    parser.process(app);
    const int size = parser.value(megabytes).toInt();
    const int many = parser.value(files).toInt();
    struct Row {
        QString name;
        int files;
        qint64 bytes;
    };
    std::printf(
        "%-22s %14s %16s %18s\n", "program", "ready, ms", "put away, ms", "two renames, us");
    for (const Row& row : {Row{QString("%1 MB, 40 files").arg(size), 40, size * 25'000LL},
                           Row{QString("%1 files").arg(many), many, 3000}}) {
        const auto pause = measure(row.files, row.bytes);
        if (!pause) {
            std::fprintf(stderr, "%s\n", qPrintable(pause.error().toString()));
            return 1;
        }
        std::printf("%-22s %14lld %16lld %18lld\n",
                    qPrintable(row.name),
                    pause->ready,
                    pause->all,
                    pause->plain);
    }
    return 0;
}
