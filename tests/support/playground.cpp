// SPDX-License-Identifier: Apache-2.0
#include "playground.h"

#include "sanitizer_options.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

#include <sys/stat.h>
#include <unistd.h>

namespace upkeep {

namespace {

const char* const passphrase = "correct horse battery staple";

QByteArray pictureOf(const QFileInfo& info) {
    struct stat status = {};
    ::lstat(QFile::encodeName(info.filePath()).constData(), &status);
    const QByteArray mode = QByteArray::number(status.st_mode, 8);
    if (S_ISLNK(status.st_mode)) {
        char target[4096];
        const ssize_t length =
            ::readlink(QFile::encodeName(info.filePath()).constData(), target, sizeof target);
        return mode + ' ' + QByteArray(target, length);
    }
    if (!S_ISREG(status.st_mode))
        return mode;
    QFile file(info.filePath());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return mode + " unreadable";
    return mode + ' ' + QByteArray::number(status.st_size) + ' ' + hash.result().toHex();
}

} // namespace

QJsonObject RunReport::result() const {
    const QList<QByteArray> lines = output.trimmed().split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const QJsonObject object = QJsonDocument::fromJson(*line).object();
        if (object.contains("result"))
            return object.value("result").toObject();
    }
    return QJsonDocument::fromJson(output).object();
}

Playground::Playground() {
    for (const char* folder : {"home", "run", "apps", "handed-out"})
        QDir(m_folder.path()).mkpath(folder);
    ::chmod(QFile::encodeName(path("run")).constData(), 0700);
}

Playground::~Playground() {
    stopServing();
}

QProcessEnvironment Playground::environment() const {
    QProcessEnvironment environment;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    environment.insert("HOME", path("home"));
    environment.insert("XDG_CONFIG_HOME", path("home/.config"));
    environment.insert("XDG_DATA_HOME", path("home/.local/share"));
    environment.insert("XDG_STATE_HOME", path("home/.local/state"));
    environment.insert("XDG_CACHE_HOME", path("home/.cache"));
    environment.insert("XDG_RUNTIME_DIR", path("run"));
    environment.insert("PATH", QStringLiteral(UPKEEP_BIN_DIR ":") + system.value("PATH"));
    environment.insert("LANG", "C.UTF-8");
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    keepSanitizerOptions(environment);
    return environment;
}

RunReport Playground::run(const QString& program, const QStringList& arguments, int timeoutMs) {
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setWorkingDirectory(m_folder.path());
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program.startsWith('/') ? program : QStringLiteral(UPKEEP_BIN_DIR "/") + program,
                  arguments);
    RunReport report;
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        report.errors = "timed out or did not start: ";
    } else if (process.exitStatus() == QProcess::NormalExit) {
        report.exitCode = process.exitCode();
    }
    report.output = process.readAllStandardOutput();
    report.errors += process.readAllStandardError();
    return report;
}

// The passphrase goes through a descriptor, as it must; a shell is the shortest way to open one.
QStringList Playground::withPassphrase(const QStringList& arguments) {
    QStringList command{
        "-c",
        QStringLiteral("exec \"$@\" 3<<'END'\n%1\nEND\n").arg(QString::fromLatin1(passphrase)),
        "sh"};
    return command + arguments;
}

bool Playground::makeKeys() {
    const RunReport made = run("/bin/sh",
                               withPassphrase({UPKEEP_BIN_DIR "/upkeep-publish",
                                               "keys",
                                               "new",
                                               "--keys",
                                               path("keys"),
                                               "--profile",
                                               "solo",
                                               "--passphrase-fd",
                                               "3"}));
    if (made.exitCode != 0)
        qWarning("%s", made.all().constData());
    return made.exitCode == 0;
}

RunReport Playground::release(const ReleaseInput& input) {
    QStringList arguments{UPKEEP_BIN_DIR "/upkeep-publish",
                          "release",
                          "--site",
                          site(),
                          "--keys",
                          path("keys"),
                          "--passphrase-fd",
                          "3",
                          "--product",
                          input.product,
                          "--tree",
                          input.tree,
                          "--version",
                          input.version};
    if (!input.manifest.isEmpty())
        arguments += {"--manifest", input.manifest};
    if (!input.changelog.isEmpty())
        arguments += {"--changelog", input.changelog};
    for (auto it = input.evolutions.begin(); it != input.evolutions.end(); ++it)
        arguments += {"--evolution", it.key() + '=' + it.value()};
    return run("/bin/sh", withPassphrase(arguments + input.extra), 600'000);
}

bool Playground::serve(const QString& repository) {
    stopServing();
    m_server = std::make_unique<QProcess>();
    m_server->setProcessEnvironment(environment());
    m_server->setProcessChannelMode(QProcess::MergedChannels);
    m_server->start(UPKEEP_BIN_DIR "/upkeep-publish",
                    {"serve", "--site", site(), "--port", "0", "--repository", repository});
    QElapsedTimer timer;
    timer.start();
    QByteArray log;
    while (timer.elapsed() < 20'000 && m_server->waitForReadyRead(20'000)) {
        log += m_server->readAll();
        const qsizetype at = log.indexOf("serving ");
        if (at >= 0 && log.indexOf('\n', at) > at) {
            m_url = QString::fromLatin1(log.mid(at + 8, log.indexOf('\n', at) - at - 8).trimmed());
            return true;
        }
    }
    qWarning("upkeep-publish serve did not come up: %s", log.constData());
    return false;
}

void Playground::stopServing() {
    if (!m_server)
        return;
    m_server->terminate();
    if (!m_server->waitForFinished(10'000))
        m_server->kill();
    m_server->waitForFinished();
    m_server.reset();
}

QByteArray Playground::serverLog() {
    return m_server ? m_server->readAll() : QByteArray();
}

RunReport Playground::install(const QString& productFile, const QString& version) {
    QFile::remove(path("handed-out/product.yaml"));
    QFile::remove(path("handed-out/root.json"));
    QFile::copy(productFile, path("handed-out/product.yaml"));
    QFile::copy(site() + "/root.json", path("handed-out/root.json"));
    QStringList arguments{"install",
                          path("handed-out/product.yaml"),
                          "--source",
                          url(),
                          "--root",
                          root(),
                          "--yes",
                          "--json"};
    if (!version.isEmpty())
        arguments += {"--version", version};
    return upkeepctl(arguments);
}

QMap<QByteArray, QByteArray> treePicture(const QString& folder, const QStringList& skip) {
    QMap<QByteArray, QByteArray> picture;
    QDirIterator it(folder,
                    QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        it.next();
        const QString name = QDir(folder).relativeFilePath(it.filePath());
        if (!skip.contains(name.section('/', 0, 0)))
            picture.insert(QFile::encodeName(name), pictureOf(it.fileInfo()));
    }
    return picture;
}

QByteArray pictureDifference(const QMap<QByteArray, QByteArray>& a,
                             const QMap<QByteArray, QByteArray>& b) {
    QByteArray text;
    int shown = 0;
    for (auto it = a.begin(); it != a.end() && shown < 5; ++it) {
        if (b.value(it.key()) != it.value()) {
            text += "\n  " + it.key() + ": " + it.value() + " | " + b.value(it.key(), "missing");
            ++shown;
        }
    }
    for (auto it = b.begin(); it != b.end() && shown < 10; ++it) {
        if (!a.contains(it.key())) {
            text += "\n  " + it.key() + ": missing | " + it.value();
            ++shown;
        }
    }
    return text;
}

} // namespace upkeep
