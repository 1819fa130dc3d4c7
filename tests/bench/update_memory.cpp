// SPDX-License-Identifier: Apache-2.0
// Peak memory of `upkeepctl apply` and of everything it starts: a tree of 1 GB, and one of 28,000
// small files, by patch and by package. Fails over the bound that is printed beside it.
//
//     update-memory [MEGABYTES [FILES]]
#include "flow/flow_support.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace upkeep;

namespace {

// The zstd window of a whole package, with Qt, lists and buffers.
constexpr long boundKib = 320 * 1024;

QByteArray noise(qsizetype size, quint64 seed) {
    QByteArray bytes(size, Qt::Uninitialized);
    quint64 state = seed * 0x9E3779B97F4A7C15ULL + 1;
    for (char& byte : bytes) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte = char(state >> 32);
    }
    return bytes;
}

void put(const QString& path, const QByteArray& bytes) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(path));
}

// Pieces that repeat themselves inside, and one of them new in each version, so that publishing
// takes minutes, not hours.
void makeLarge(const QString& folder, int megabytes, int version) {
    for (int at = 0; at < megabytes; at += 4) {
        const bool changes = at % 1024 == 64;
        const QByteArray block = noise(64 * 1024, quint64(at + (changes ? version : 0)));
        put(folder + QString("/data/%1").arg(at / 256), block.repeated(64));
    }
}

void makeMany(const QString& folder, int files, int version) {
    for (int i = 0; i < files; ++i) {
        const bool changes = i % 50 == 0;
        put(folder + QString("/f/%1/%2.js").arg(i / 200).arg(i),
            "export const value = " + noise(700, quint64(i + (changes ? version : 0))).toHex() +
                ";\n");
    }
}

struct Peak {
    long kib = 0;
    double seconds = 0;
};

Peak run(const Playground& ground, const QString& program, const QStringList& arguments) {
    QList<QByteArray> words{QFile::encodeName(program)};
    for (const QString& argument : arguments)
        words.append(argument.toUtf8());
    std::vector<char*> argv;
    for (QByteArray& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    QList<QByteArray> settings;
    const QStringList environment = ground.environment().toStringList();
    for (const QString& setting : environment)
        settings.append(setting.toUtf8());
    std::vector<char*> envp;
    for (QByteArray& setting : settings)
        envp.push_back(setting.data());
    envp.push_back(nullptr);
    QElapsedTimer timer;
    timer.start();
    pid_t child = 0;
    if (::posix_spawn(&child, argv[0], nullptr, nullptr, argv.data(), envp.data()) != 0)
        qFatal("cannot start %s", argv[0]);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        qFatal("%s failed", argv[0]);
    return {usage.ru_maxrss, double(timer.elapsed()) / 1000};
}

// False over the bound.
bool report(const char* what, const char* how, const Peak& peak) {
    std::printf("%-22s %-14s %8.1f MiB at most (bound %ld MiB) %7.1f s\n",
                what,
                how,
                double(peak.kib) / 1024,
                boundKib / 1024,
                peak.seconds);
    std::fflush(stdout);
    return peak.kib <= boundKib;
}

bool measure(const char* what, const std::function<void(const QString&, int)>& makeTree) {
    Playground ground;
    if (!ground.makeKeys())
        qFatal("no keys");
    const QString product = writeProductFile(ground, "big", "README", {});
    const auto publish = [&](int version) {
        const QString tree = ground.path(QString("tree%1").arg(version));
        makeTree(tree, version);
        put(tree + "/README", "version " + QByteArray::number(version));
        const RunReport made =
            ground.release({QString("1.%1.0").arg(version), tree, product, {}, {}, {}, {}});
        if (made.exitCode != 0 || !ground.serve())
            qFatal("%s", made.all().constData());
    };
    publish(1);
    const QString handedOut = ground.path("handed-out/product.yaml");
    QFile::copy(product, handedOut);
    QFile::copy(ground.site() + "/root.json", ground.path("handed-out/root.json"));
    const QString program = QStringLiteral(UPKEEP_BIN_DIR "/upkeepctl");
    const Peak installed = run(ground,
                               program,
                               {"install",
                                handedOut,
                                "--root",
                                ground.root(),
                                "--source",
                                ground.url(),
                                "--yes",
                                "--quiet"});
    const bool isFirst = report(what, "whole package", installed);
    publish(2);
    const Peak updated = run(ground, program, {"apply", "--yes", "--quiet"});
    return report(what, "update", updated) && isFirst;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList own = QCoreApplication::arguments().mid(1);
    const int megabytes = own.value(0, "1024").toInt();
    const int files = own.value(1, "28000").toInt();
    bool isBounded = true;
    if (megabytes > 0)
        isBounded = measure("one tree of large files", [&](const QString& folder, int version) {
            makeLarge(folder, megabytes, version);
        });
    if (files > 0)
        isBounded = measure("many small files",
                            [&](const QString& folder, int version) {
                                makeMany(folder, files, version);
                            }) &&
                    isBounded;
    return isBounded ? 0 : 1;
}
