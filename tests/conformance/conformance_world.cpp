// SPDX-License-Identifier: Apache-2.0
#include "conformance_world.h"

#include <QDir>
#include <QProcess>

#include <algorithm>

namespace upkeep::test {

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 versionIn(const QByteArray& document) {
    const auto json = parseJson(document);
    const JsonValue* body = json ? json->find(u"signed") : nullptr;
    return body ? body->requiredInteger(u"version").value() : 0;
}

} // namespace

ConformanceWorld::ConformanceWorld() {
    QDir(m_folder.path()).mkdir("metadata");
    QDir(m_folder.path()).mkdir("targets");
    m_server.handleRest(
        [this](const ServerRequest& request) { return repository.answer(request); });
}

bool ConformanceWorld::canFakeTime() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    return true;
#endif
}

int ConformanceWorld::run(const QStringList& arguments, const QDateTime& time) const {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("TZ", "UTC");
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList command{QStringLiteral(UPKEEP_BIN_DIR "/upkeep-tuf-client")};
    if (time.isValid())
        command = QStringList{"faketime", time.toString("yyyy-MM-dd HH:mm:ss")} + command;
    command += arguments;
    process.start(command.takeFirst(), command);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return -1;
    return process.exitCode();
}

int ConformanceWorld::init(const QByteArray& root) {
    QFile file(m_folder.filePath("initial_root.json"));
    if (!file.open(QIODevice::WriteOnly) || file.write(root) != root.size())
        return -1;
    file.close();
    return run({"--metadata-dir", metadataFolder(), "init", file.fileName()});
}

int ConformanceWorld::refresh(const QDateTime& time) {
    return run({"--metadata-url",
                m_server.url("/metadata/").toString(),
                "--metadata-dir",
                metadataFolder(),
                "refresh"},
               time);
}

int ConformanceWorld::download(const QByteArrayList& targets, const QDateTime& time) {
    QStringList arguments{"--metadata-url",
                          m_server.url("/metadata/").toString(),
                          "--metadata-dir",
                          metadataFolder()};
    for (const QByteArray& target : targets)
        arguments << "--target-name" << QString::fromUtf8(target);
    arguments << "--target-dir" << m_folder.filePath("targets") << "--target-base-url"
              << m_server.url("/targets/").toString() << "download";
    return run(arguments, time);
}

QByteArrayList ConformanceWorld::trusted() const {
    QByteArrayList roles;
    // A role may be named ".."; its file is hidden.
    const QStringList names =
        QDir(metadataFolder()).entryList({"*.json"}, QDir::Files | QDir::Hidden, QDir::Name);
    for (const QString& name : names)
        roles.append(name.chopped(5).toUtf8() + ' ' +
                     QByteArray::number(versionIn(contentOf(metadataFolder() + '/' + name))));
    return roles;
}

QByteArray ConformanceWorld::stored(const QByteArray& role) const {
    return contentOf(metadataFolder() + '/' + QString::fromUtf8(role) + ".json");
}

qint64 ConformanceWorld::version(const QByteArray& role) const {
    return versionIn(stored(role));
}

QByteArrayList ConformanceWorld::downloaded() const {
    QByteArrayList contents;
    const QDir folder(m_folder.filePath("targets"));
    const QStringList names = folder.entryList(QDir::Files);
    for (const QString& name : names)
        contents.append(contentOf(folder.filePath(name)));
    std::sort(contents.begin(), contents.end());
    return contents;
}

} // namespace upkeep::test
