// SPDX-License-Identifier: Apache-2.0
// What this machine says about an installed product (products.d/<id>.yaml): where it lies, which
// channel it follows, and whether its releases come from elsewhere than the publisher says.
// Everything else is the publisher's, signed, in product.yaml.
#pragma once

#include "base/result.h"
#include "product/places.h"
#include "system/file_system.h"

#include <QList>
#include <QString>

namespace upkeep {

enum class InstallScope { User, System };

// Empty fields leave what product.yaml says.
struct SourceOverride {
    QString type;     // github | gitea | static | folder
    QString server;   // github, gitea: the server that stands in for the declared one
    QString metadata; // static: base address
    QString folder;   // folder: absolute path
    bool allowLoopbackHttp = false;
    qint64 repositoryId = 0; // the forge's number of the project, for those that sign nothing
    bool allowTls12 = false; // for this machine's own server; shown as a warning

    bool isSet() const { return !type.isEmpty(); }
    friend bool operator==(const SourceOverride&, const SourceOverride&) = default;
};

struct Registration {
    QString id;
    LocalPath root;
    bool adopted = false; // root itself is the live tree
    InstallScope scope = InstallScope::User;
    QString channel = QStringLiteral("stable");
    SourceOverride source;

    InstallRoot places() const;
    friend bool operator==(const Registration&, const Registration&) = default;
};

// `fileName` is for errors only. Strict; fails with product.invalid.
Result<Registration> parseRegistration(QByteArrayView yaml, const QString& fileName);
QByteArray serialize(const Registration& registration);

// All of products.d, sorted by id. A broken file is left out and named in `broken`.
struct RegistrationList {
    QList<Registration> registrations;
    QList<Error> broken;
};
Result<RegistrationList> listRegistrations(FileSystem& files, const Places& places);
// product.unknown if there is none.
Result<Registration>
findRegistration(FileSystem& files, const Places& places, const QString& product);
// Durable on return.
Result<void>
saveRegistration(FileSystem& files, const Places& places, const Registration& registration);
Result<void> removeRegistration(FileSystem& files, const Places& places, const QString& product);

} // namespace upkeep
