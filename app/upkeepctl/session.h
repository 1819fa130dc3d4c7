// SPDX-License-Identifier: Apache-2.0
// One call of upkeepctl: what was asked for, what it is asked of, and the real objects behind it.
#pragma once

#include "command_line/program.h"
#include "walks/installed_product.h"

#include <functional>
#include <stop_token>

namespace upkeep {

class Session {
public:
    explicit Session(VerbCall& call);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Console& console() { return m_call.console; }
    const std::stop_token& stop() const { return m_call.stop; }
    // As many as the verb's row allows.
    const QStringList& arguments() const { return m_call.arguments.operands; }
    // The only one of a verb that takes one.
    const QString& argument() const { return m_call.arguments.operands.constFirst(); }
    bool isSet(const char* option) const { return m_call.arguments.isSet(option); }
    QString value(const char* option) const { return m_call.arguments.value(option); }
    QStringList values(const char* option) const { return m_call.arguments.values(option); }
    QDateTime now() const { return m_clock.now(); }
    Result<WhenRunning> whenRunning() const;
    Result<QStringList> evolutions(const QStringList& otherwise) const;

    // Does one small thing and says so, or with --dry-run only says what it would be.
    Result<ExitCode> carryOut(const QString& what, const std::function<Result<void>()>& act);

    Result<Seams> seams();
    FileSystem& files() { return *m_files; }
    Processes& processes() { return *m_processes; }
    SecretStore& secrets() { return *m_secrets; }
    VerbCall& call() { return m_call; }
    // --product ID, --root FOLDER, or the only one there is.
    Result<Registration> registration();
    // With --bundle, releases come from that file.
    Result<InstalledProduct*> product();
    // For the sentence of an error; empty where nothing is known.
    TextContext context();

private:
    Result<void> useBundle(InstalledProduct& product);

    VerbCall& m_call;
    std::unique_ptr<FileSystem> m_files;
    std::unique_ptr<Processes> m_processes;
    std::unique_ptr<SecretStore> m_secrets;
    Clock m_clock{buildTime()};
    std::unique_ptr<InstalledProduct> m_product;
};

} // namespace upkeep
