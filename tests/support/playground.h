// SPDX-License-Identifier: Apache-2.0
// A private home in a temporary folder in which the real programs run: publish, serve, install,
// update, go back.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace upkeep {

struct RunReport {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;

    // The last JSON line of the output that has a "result", or the whole output as one object.
    QJsonObject result() const;
    QByteArray all() const { return output + errors; }
};

// What a publisher hands to `upkeep-publish release`.
struct ReleaseInput {
    QString version;
    QString tree;
    QString product;   // product.yaml
    QString manifest;  // may be empty
    QString changelog; // may be empty
    QMap<QString, QString> evolutions;
    QStringList extra; // further arguments
};

class Playground {
public:
    Playground();
    ~Playground();

    QString path(const QString& relative) const { return m_folder.filePath(relative); }
    QString site() const { return path("site"); }
    QString root() const { return path("apps/product"); }
    QString live() const { return root() + "/current"; }

    // Runs a program of the build (or of an absolute path) in the private home; output is bounded
    // by memory only.
    RunReport run(const QString& program, const QStringList& arguments, int timeoutMs = 120'000);
    RunReport upkeepctl(const QStringList& arguments) { return run("upkeepctl", arguments); }

    bool makeKeys();
    RunReport release(const ReleaseInput& input);
    // Starts (again) `upkeep-publish serve`; false with `serverLog()` when it does not come up.
    bool serve(const QString& repository = QStringLiteral("example/product"));
    void stopServing();
    QByteArray serverLog();
    QString url() const { return m_url; }

    // Installs from the served site with the product file handed out; `version` empty = the newest.
    RunReport install(const QString& productFile, const QString& version = {});

    QProcessEnvironment environment() const;

private:
    static QStringList withPassphrase(const QStringList& arguments);

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_server;
    QString m_url;
};

// Every file, folder and link below a folder: mode, size, hash or target, by name; `skip` names
// top-level entries to leave out. Equal maps = equal trees.
QMap<QByteArray, QByteArray> treePicture(const QString& folder, const QStringList& skip = {});
// The first differences, for a failure message.
QByteArray pictureDifference(const QMap<QByteArray, QByteArray>& a,
                             const QMap<QByteArray, QByteArray>& b);

} // namespace upkeep
