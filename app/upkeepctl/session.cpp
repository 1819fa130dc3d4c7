// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include "source/bundle.h"
#include "text/upkeep_tr.h"
#include "walks/product_site.h"

#include <QCoreApplication>

namespace upkeep {

namespace {

Error usage(const QString& subject, const char* cause) {
    return Error{ErrorCode::UsageInvalid, subject, QLatin1String(cause)};
}

Result<Registration> installedAt(const RegistrationList& list, const QString& folder) {
    UPKEEP_TRY_AS(const LocalPath root, LocalPath::fromUser(folder));
    for (const Registration& registration : list.registrations) {
        if (canonical(registration.root) == canonical(root))
            return registration;
    }
    return Error{
        ErrorCode::ProductUnknown, root.display(), QStringLiteral("nothing is installed there")};
}

} // namespace

Session::Session(VerbCall& call)
    : m_call(call), m_files(makeLocalFileSystem()), m_processes(makeLocalProcesses()),
      m_secrets(makeKeychainStore()) {}

Session::~Session() = default;

Result<WhenRunning> Session::whenRunning() const {
    const QString wish = value("when-running");
    if (wish.isEmpty() || wish == QLatin1String("refuse"))
        return WhenRunning::Refuse;
    if (wish == QLatin1String("wait"))
        return WhenRunning::Wait;
    if (wish == QLatin1String("ask"))
        return WhenRunning::AskToQuit;
    return usage(wish, "--when-running takes wait, ask or refuse");
}

Result<QStringList> Session::evolutions(const QStringList& otherwise) const {
    if (!isSet("evolutions"))
        return otherwise;
    const QString wish = value("evolutions");
    return wish == QLatin1String("none") ? QStringList() : wish.split(u',', Qt::SkipEmptyParts);
}

Result<ExitCode> Session::carryOut(const QString& what, const std::function<Result<void>()>& act) {
    const bool onlySaid = isSet("dry-run");
    if (!onlySaid)
        UPKEEP_TRY(act());
    console().say(onlySaid ? Upkeep::tr("Would be done: %1").arg(what) : what);
    console().result(
        JsonValue::Object{{QStringLiteral("done"), !onlySaid}, {QStringLiteral("what"), what}});
    return ExitCode::Done;
}

Result<Seams> Session::seams() {
    UPKEEP_TRY_AS(Places places,
                  isSet("system") ? Result<Places>(Places::ofSystem()) : Places::ofUser());
    UPKEEP_TRY_AS(LocalPath worker, LocalPath::fromUser(QCoreApplication::applicationFilePath()));
    return Seams{
        *m_files, *m_processes, m_clock, places, m_secrets.get(), worker, places.autostart, {}};
}

Result<Registration> Session::registration() {
    UPKEEP_TRY_AS(const Seams outside, seams());
    if (isSet("product"))
        return findRegistration(*m_files, outside.places, value("product"));
    UPKEEP_TRY_AS(const RegistrationList list, listRegistrations(*m_files, outside.places));
    if (isSet("root"))
        return installedAt(list, value("root"));
    if (list.registrations.isEmpty() && !list.broken.isEmpty())
        return list.broken.constFirst();
    if (list.registrations.isEmpty())
        return Error{ErrorCode::ProductUnknown,
                     QStringLiteral("any program"),
                     QStringLiteral("nothing is registered")};
    if (list.registrations.size() > 1)
        return usage(QStringLiteral("--product"), "there are several products; name one");
    return list.registrations.constFirst();
}

Result<InstalledProduct*> Session::product() {
    if (!m_product) {
        UPKEEP_TRY_AS(const Registration registered, registration());
        UPKEEP_TRY_AS(const Seams outside, seams());
        UPKEEP_TRY_AS(auto opened, InstalledProduct::open(outside, registered));
        if (isSet("bundle"))
            UPKEEP_TRY(useBundle(*opened));
        m_product = std::move(opened);
    }
    return m_product.get();
}

Result<void> Session::useBundle(InstalledProduct& product) {
    UPKEEP_TRY_AS(const LocalPath file, LocalPath::fromUser(value("bundle")));
    UPKEEP_TRY(product.useBundle(file));
    UPKEEP_TRY_AS(const Bundle bundle, Bundle::open(*m_files, file));
    const BundleHead& head = bundle.head();
    console().say(Upkeep::tr("The file holds %1 %2, made %3; it can be installed until %4.")
                      .arg(head.product,
                           head.version.toString(),
                           head.made.toString(Qt::ISODate),
                           head.validUntil.toString(Qt::ISODate)));
    return {};
}

TextContext Session::context() {
    if (!m_product)
        return {};
    const auto status = m_product->status();
    return status ? TextContext{status->name, status->version.toString()} : TextContext{};
}

} // namespace upkeep
