// SPDX-License-Identifier: Apache-2.0
// A certificate authority made for one test run with the openssl program.
#pragma once

#include "support/test_server.h"

#include <QTemporaryDir>

namespace upkeep::test {

class TlsAuthority {
public:
    TlsAuthority();

    QByteArray caPem() const { return m_caPem; }
    // `subjectAltName` as openssl writes it, e.g. "IP:127.0.0.1"; `days` may be negative: expired.
    ServerTls issue(const QByteArray& subjectAltName, int days = 2);
    ServerTls selfSigned(const QByteArray& subjectAltName);

private:
    QByteArray run(const QStringList& arguments);
    QByteArray read(const QString& name) const;

    QTemporaryDir m_folder;
    QByteArray m_caPem;
};

} // namespace upkeep::test
