// SPDX-License-Identifier: Apache-2.0
#include "support/tls_authority.h"

#include "system/processes.h"

#include <QDateTime>
#include <QFile>
#include <QStandardPaths>

namespace upkeep::test {

namespace {

const QStringList newKey = {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"};

} // namespace

TlsAuthority::TlsAuthority() {
    run(QStringList{"req",
                    "-x509",
                    "-subj",
                    "/CN=Test authority",
                    "-keyout",
                    "ca.key",
                    "-out",
                    "ca.pem",
                    "-days",
                    "2"} +
        newKey);
    m_caPem = read("ca.pem");
}

ServerTls TlsAuthority::issue(const QByteArray& subjectAltName, int days) {
    run(QStringList{"req",
                    "-subj",
                    "/CN=server",
                    "-keyout",
                    "server.key",
                    "-out",
                    "server.csr",
                    "-addext",
                    "subjectAltName=" + QString::fromLatin1(subjectAltName)} +
        newKey);
    run({"x509",
         "-req",
         "-in",
         "server.csr",
         "-copy_extensions",
         "copy",
         "-CA",
         "ca.pem",
         "-CAkey",
         "ca.key",
         "-CAcreateserial",
         "-days",
         QString::number(days),
         "-out",
         "server.pem"});
    return {read("server.pem"), read("server.key"), false};
}

ServerTls TlsAuthority::selfSigned(const QByteArray& subjectAltName) {
    run(QStringList{"req",
                    "-x509",
                    "-subj",
                    "/CN=server",
                    "-keyout",
                    "self.key",
                    "-out",
                    "self.pem",
                    "-days",
                    "2",
                    "-addext",
                    "subjectAltName=" + QString::fromLatin1(subjectAltName)} +
        newKey);
    return {read("self.pem"), read("self.key"), false};
}

// Not by QProcess: its fork makes the thread sanitizer blind to every lock this thread takes
// afterwards.
QByteArray TlsAuthority::run(const QStringList& arguments) {
    ProgramCall call;
    call.argv.append(QStandardPaths::findExecutable("openssl").toLocal8Bit());
    for (const QString& argument : arguments)
        call.argv.append(argument.toLocal8Bit());
    call.folder = LocalPath::fromUser(m_folder.path()).value();
    const auto ended = makeLocalProcesses()->run(call);
    if (!ended || ended->exitCode != 0)
        qFatal("openssl: %s", ended ? ended->errors.constData() : "could not be started");
    return ended->output;
}

QByteArray TlsAuthority::read(const QString& name) const {
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace upkeep::test
