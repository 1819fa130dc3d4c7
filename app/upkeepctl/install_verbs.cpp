// SPDX-License-Identifier: Apache-2.0
#include "product/installed_record.h"
#include "product/product_file.h"
#include "source/release_source.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "text/upkeep_tr.h"
#include "verbs.h"
#include "walks/bundle_walk.h"
#include "walks/installation.h"
#include "walks/product_site.h"

namespace upkeep {

namespace {

constexpr qint64 productFileLimit = 256 * 1024;
constexpr qint64 rootLimit = 512 * 1024;

// A folder, a server shaped like the declared one, or nothing at all: then the product file
// decides.
Result<SourceOverride> sourceFrom(const QString& text, SourceType declared) {
    SourceOverride source;
    if (text.isEmpty())
        return source;
    if (text.startsWith(QLatin1String("http://")) || text.startsWith(QLatin1String("https://"))) {
        source.type =
            sourceTypeName(declared == SourceType::Folder ? SourceType::GitHub : declared);
        source.server = text;
        // Whoever types an address of this very machine has allowed it.
        source.allowLoopbackHttp = text.startsWith(QLatin1String("http://127.0.0.1")) ||
                                   text.startsWith(QLatin1String("http://[::1]"));
        return source;
    }
    UPKEEP_TRY_AS(const LocalPath folder, LocalPath::fromUser(text));
    source.type = QStringLiteral("folder");
    source.folder = folder.display();
    return source;
}

Result<InstallRequest> requestFrom(Session& session, const LocalPath& productFile) {
    InstallRequest request;
    UPKEEP_TRY_AS(request.productYaml, session.files().read(productFile, productFileLimit));
    UPKEEP_TRY_AS(const ProductFile product,
                  ProductFile::parse(request.productYaml, productFile.display()));
    if (product.trust.kind == TrustSpec::Kind::Signed) {
        UPKEEP_TRY_AS(request.trustedRoot,
                      session.files().read(productFile.parent() / "root.json", rootLimit));
    }
    UPKEEP_TRY_AS(request.source, sourceFrom(session.value("source"), product.source.type));
    request.source.allowTls12 = session.isSet("allow-tls12");
    if (session.isSet("channel"))
        request.channel = session.value("channel");
    if (session.isSet("version")) {
        UPKEEP_TRY_AS(request.version, Version::parse(session.value("version")));
    }
    UPKEEP_TRY_AS(request.evolutions, session.evolutions({}));
    request.scope = session.isSet("system") ? InstallScope::System : InstallScope::User;
    return request;
}

// Said before anything is asked for, and again by every status.
void warn(Session& session, const ProductFile& product, const SourceOverride& source) {
    if (product.trust.kind == TrustSpec::Kind::ChecksumsOnly)
        session.console().say(warningText(QStringLiteral("not-signed")));
    if (allowsTls12(product.source, source))
        session.console().say(warningText(QStringLiteral("tls-1.2")));
}

Result<ExitCode>
reportInstalled(Session& session, const Registration& registration, const QString& how) {
    session.console().endProgress();
    JsonValue value;
    value.set(QStringLiteral("id"), registration.id);
    value.set(QStringLiteral("root"), registration.root.display());
    UPKEEP_TRY_AS(const Seams outside, session.seams());
    UPKEEP_TRY_AS(const auto product, InstalledProduct::open(outside, registration));
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    value.set(QStringLiteral("version"), status.version.toString());
    session.console().result(value);
    session.console().say(
        how.arg(status.name, status.version.toString(), registration.root.display()));
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> installVerb(Session& session) {
    const QString file = session.argument();
    if (!session.isSet("root"))
        return Error{
            ErrorCode::UsageInvalid, QStringLiteral("--root"), QStringLiteral("is missing")};
    UPKEEP_TRY_AS(const LocalPath productFile, LocalPath::fromUser(file));
    UPKEEP_TRY_AS(InstallRequest request, requestFrom(session, productFile));
    UPKEEP_TRY_AS(request.root, LocalPath::fromUser(session.value("root")));
    UPKEEP_TRY_AS(const ProductFile product,
                  ProductFile::parse(request.productYaml, productFile.display()));
    warn(session, product, request.source);
    const QString question = Upkeep::tr("Install %1 by %2 in %3?")
                                 .arg(product.name, product.publisher, request.root.display());
    if (session.isSet("dry-run")) {
        session.console().say(question);
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(const bool go, session.console().confirm(question, Upkeep::tr("y")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(Seams outside, session.seams());
    if (session.isSet("bundle")) {
        UPKEEP_TRY_AS(const LocalPath bundle, LocalPath::fromUser(session.value("bundle")));
        UPKEEP_TRY_AS(
            outside.makeSource,
            bundleSource(session.files(), bundle, product.id, request.channel, currentPlatform()));
    }
    UPKEEP_TRY_AS(const Registration registration,
                  installProduct(outside, request, session.console().progress(), session.stop()));
    return reportInstalled(session, registration, Upkeep::tr("Installed %1 %2 in %3."));
}

Result<ExitCode> adoptVerb(Session& session) {
    const QString folder = session.argument();
    UPKEEP_TRY_AS(const LocalPath tree, LocalPath::fromUser(folder));
    UPKEEP_TRY_AS(const LocalPath productFile,
                  session.isSet("product-file") ? LocalPath::fromUser(session.value("product-file"))
                                                : Result<LocalPath>(tree / "product.yaml"));
    UPKEEP_TRY_AS(InstallRequest request, requestFrom(session, productFile));
    request.root = tree;
    UPKEEP_TRY_AS(const ProductFile product,
                  ProductFile::parse(request.productYaml, productFile.display()));
    warn(session, product, request.source);
    if (session.isSet("dry-run")) {
        session.console().say(Upkeep::tr("Would look after %1.").arg(tree.display()));
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(
        const bool go,
        session.console().confirm(Upkeep::tr("Look after %1 from now on?").arg(tree.display()),
                                  Upkeep::tr("y")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(const Seams outside, session.seams());
    UPKEEP_TRY_AS(const Registration registration,
                  adoptProduct(outside, request, session.console().progress(), session.stop()));
    return reportInstalled(
        session, registration, Upkeep::tr("Upkeep looks after %1 %2 in %3 now."));
}

Result<ExitCode> removeVerb(Session& session) {
    UPKEEP_TRY_AS(const Registration registration, session.registration());
    const bool withSnapshots = session.isSet("snapshots");
    const QString question =
        withSnapshots ? Upkeep::tr("Remove %1 and its snapshots from %2? Settings and data stay.")
                      : Upkeep::tr("Remove %1 from %2? Settings, data and snapshots stay.");
    const QString filled = question.arg(registration.id, registration.root.display());
    if (session.isSet("dry-run")) {
        session.console().say(filled);
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(const bool go, session.console().confirm(filled, Upkeep::tr("remove")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(const Seams outside, session.seams());
    UPKEEP_TRY(removeProduct(outside, registration, withSnapshots));
    session.console().say(Upkeep::tr("Removed."));
    return ExitCode::Done;
}

} // namespace upkeep
