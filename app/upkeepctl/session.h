// SPDX-License-Identifier: Apache-2.0
// One call of upkeepctl: what was asked for, what it is asked of, and the real objects behind it.
#pragma once

#include "console.h"
#include "exit_code.h"
#include "walks/installed_product.h"

#include <QCommandLineParser>

#include <stop_token>

namespace upkeep {

class Session {
public:
    // `arguments` are the positional ones after the verb.
    Session(const QCommandLineParser& parser,
            QStringList arguments,
            Console& console,
            std::stop_token stop);
    ~Session();

    Console& console() { return m_console; }
    const std::stop_token& stop() const { return m_stop; }
    const QStringList& arguments() const { return m_arguments; }
    // Exactly one positional argument, or usage.invalid naming what is missing.
    Result<QString> argument(const char* name) const;
    bool isSet(const char* option) const { return m_parser.isSet(QLatin1String(option)); }
    QString value(const char* option) const { return m_parser.value(QLatin1String(option)); }
    Result<WhenRunning> whenRunning() const;
    Result<QStringList> evolutions(const QStringList& otherwise) const;

    Result<Seams> seams();
    FileSystem& files() { return *m_files; }
    Processes& processes() { return *m_processes; }
    // --product ID, or the only one there is.
    Result<Registration> registration();
    Result<InstalledProduct*> product();
    // For the sentence of an error; empty where nothing is known.
    TextContext context();

private:
    const QCommandLineParser& m_parser;
    QStringList m_arguments;
    Console& m_console;
    std::stop_token m_stop;
    std::unique_ptr<FileSystem> m_files;
    std::unique_ptr<Processes> m_processes;
    std::unique_ptr<SecretStore> m_secrets;
    Clock m_clock;
    std::unique_ptr<InstalledProduct> m_product;
};

} // namespace upkeep
