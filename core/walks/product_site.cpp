// SPDX-License-Identifier: Apache-2.0
#include "walks/product_site.h"

#include "system/durable_folders.h"
#include "system/is_there.h"
#include "walks/journal.h"

#include <QRandomGenerator>
#include <QSysInfo>

#include <cstdlib>

namespace upkeep {

namespace {

Preferences preferencesOf(const Seams& seams) {
    const Preferences own = loadPreferences(seams.files, seams.places.preferences()).values;
    return applyPolicy(own, loadAdminPolicy(seams.files, seams.places.policy)).values;
}

FetcherOptions networkOf(const Preferences& preferences) {
    FetcherOptions options;
    options.bytesPerSecond = preferences.rateLimitKib * 1024LL;
    options.proxy = preferences.proxy;
    return options;
}

SourceMaker sourceMaker(const Seams& seams) {
    if (seams.makeSource)
        return seams.makeSource;
    return [&seams](const SourceSpec& spec, const SourceOverride& override) {
        FetcherOptions network = networkOf(preferencesOf(seams));
        network.share = seams.line;
        return makeSource(
            spec, override, seams.files, seams.secrets, network, seams.places.answers());
    };
}

} // namespace

QString currentPlatform() {
    const QString machine = QSysInfo::currentCpuArchitecture();
    return machine == u"arm64" ? QStringLiteral("linux-arm64") : QStringLiteral("linux-x64");
}

Result<ProductFile> readProductFile(FileSystem& files, const LocalPath& tree) {
    const LocalPath path = tree / "product.yaml";
    const auto text = readProductText(files, tree);
    if (!text)
        return Error{ErrorCode::ProductInvalid, path.display(), text.error().toString()};
    UPKEEP_TRY_AS(ProductFile product, ProductFile::parse(*text, path.display()));
    // Who signs cannot stop signing by a word in a signed tree: that is the person's to decide.
    const bool isOwn = files.exists(tree / installedFolder / "product.yaml");
    if (product.trust.kind == TrustSpec::Kind::ChecksumsOnly && !isOwn)
        return Error{ErrorCode::ProductInvalid,
                     path.display(),
                     QStringLiteral("trust: checksums-only in a signed tree")};
    return product;
}

QString newTransaction() {
    return QString::number(QRandomGenerator::system()->generate64(), 36);
}

LocalPath canonical(const LocalPath& path) {
    char* const resolved = ::realpath(path.c_str(), nullptr);
    if (!resolved) { // not there yet, but perhaps below a link
        const LocalPath parent = path.parent();
        const auto name = LocalName::parse(path.basename());
        return name && parent != path ? canonical(parent) / *name : path;
    }
    const auto parsed = LocalPath::parse(resolved);
    ::free(resolved); // NOLINT(cppcoreguidelines-no-malloc): realpath allocates
    return parsed ? *parsed : path;
}

Result<ReleaseAccess>
openAccess(const Seams& seams, const Registration& registration, const ProductFile& product) {
    ReleaseAccess access;
    access.spec = product.trust;
    access.repositoryId = registration.source.repositoryId;
    UPKEEP_TRY_AS(access.source, sourceMaker(seams)(product.source, registration.source));
    if (product.trust.kind == TrustSpec::Kind::ChecksumsOnly)
        return access;
    UPKEEP_TRY_AS(TrustStore store,
                  TrustStore::open(seams.files, seams.places.trustOf(registration.id)));
    access.store = std::make_unique<TrustStore>(std::move(store));
    UPKEEP_TRY_AS(TrustClient trust,
                  TrustClient::open(*access.store,
                                    access.source->metadata(),
                                    seams.clock.now().toUTC(),
                                    seams.clock.builtAt()));
    access.trust = std::make_unique<TrustClient>(std::move(trust));
    return access;
}

ProductSite::ProductSite(Seams seams, Registration registration)
    : m_seams(std::move(seams)), m_registration(std::move(registration)) {
    m_registration.root = canonical(m_registration.root);
    m_root = m_registration.places();
    const auto home = LocalPath::parse(qgetenv("HOME"));
    m_home = home ? *home : m_registration.root;
}

Result<ProductSite> ProductSite::open(const Seams& seams, const Registration& registration) {
    ProductSite site(seams, registration);
    UPKEEP_TRY(site.mendLiveName());
    UPKEEP_TRY_AS(const bool isLive, isThere(site.files(), site.m_root.live));
    site.m_isLiveGone = !isLive;
    UPKEEP_TRY(site.reload());
    return site;
}

// A cut between two renames (where there is no exchange) leaves no tree at the live name, and
// nothing could be read of the product. The name comes first; finish() does the rest of its row.
Result<void> ProductSite::mendLiveName() const {
    UPKEEP_TRY_AS(const bool isLive, isThere(files(), m_root.live));
    if (isLive)
        return {};
    const auto journal = readJournal(files(), m_root.journal());
    if (!journal || !*journal)
        return {};
    UPKEEP_TRY_AS(const auto held, lock());
    for (const TreeSwitch& tree : (*journal)->trees) {
        if (tree.live != m_root.live)
            continue;
        const bool isBack = (*journal)->state == JournalState::Reverting;
        Result<void> brought = isBack ? bringOld(files(), tree) : bringNew(files(), tree);
        // There is nothing to bring: finish() makes it anew, or says what to do.
        if (!brought && brought.error().code != ErrorCode::SwitchFailed)
            return brought;
    }
    return {};
}

Result<void> ProductSite::readFrom(const LocalPath& tree) {
    UPKEEP_TRY_AS(InstalledRecord installed, readInstalledRecord(files(), tree));
    UPKEEP_TRY_AS(ProductFile product, readProductFile(files(), tree));
    m_installed = std::move(installed);
    m_product = std::move(product);
    return {};
}

Result<void> ProductSite::readCopy(const std::optional<QString>& transaction) {
    UPKEEP_TRY_AS(const InstalledRecord copy, readInstalledRecord(files(), m_root.recordCopy()));
    if (transaction && copy.transaction != *transaction)
        return Error{ErrorCode::FileNotFound,
                     m_root.recordCopy().display(),
                     QStringLiteral("of another tree")};
    return readFrom(m_root.recordCopy());
}

Result<void> ProductSite::reload() {
    m_recordDamage.reset();
    const auto read = readFrom(m_root.live);
    if (read)
        return {};
    const auto own = readInstalledRecord(files(), m_root.live);
    UPKEEP_TRY_AS(const bool isLive, isThere(files(), m_root.live));
    Error trouble = read.error();
    if (isLive || m_isLiveGone) {
        const auto copy = readCopy(own ? std::optional(own->transaction) : std::nullopt);
        if (copy && !own)
            m_recordDamage = own.error();
        if (copy)
            return {};
        trouble.cause += QStringLiteral("; ") + copy.error().toString();
        if (copy.error().code != ErrorCode::FileNotFound)
            return trouble;
    }
    if (!own && own.error().code == ErrorCode::FileNotFound)
        return Error{ErrorCode::ProductUnknown, id(), m_root.live.display()};
    return trouble;
}

Result<std::unique_ptr<FileLock>> ProductSite::lock() const {
    auto made = makeFoldersDurably(files(), m_root.work);
    auto held = made ? files().lock(m_root.lock())
                     : Result<std::unique_ptr<FileLock>>(std::move(made).error());
    if (!held && (held.error().code == ErrorCode::FileReadOnly ||
                  held.error().code == ErrorCode::FileAccess))
        return Error{ErrorCode::PreflightBlocked,
                     m_root.work.parent().display(),
                     QStringLiteral("read-only-parent")};
    return held;
}

DecisionStore ProductSite::decisionStore() const {
    return DecisionStore(files(), m_seams.places.stateOf(id()), m_installed.counter);
}

Preferences ProductSite::preferences() const {
    return preferencesOf(m_seams);
}

QString ProductSite::channel() const {
    const QString chosen = preferences().channel;
    return chosen == Preferences().channel ? m_registration.channel : chosen;
}

Result<Preferences> ProductSite::withOwnChannel(Preferences wished) {
    const QString usual = Preferences().channel;
    if (wished.channel == usual && m_registration.channel != usual && channel() != usual) {
        Registration registration = m_registration;
        registration.channel = usual;
        UPKEEP_TRY(saveRegistration(files(), m_seams.places, registration));
        m_registration = registration;
    }
    if (wished.channel == m_registration.channel)
        wished.channel = usual;
    return wished;
}

AdminPolicy ProductSite::adminPolicy() const {
    return loadAdminPolicy(files(), m_seams.places.policy);
}

History ProductSite::history() const {
    return History(files(), m_seams.places.stateOf(id()) / "history.jsonl", id());
}

Result<Vault> ProductSite::openVault() const {
    const LocalPath beside = m_root.work / "vault";
    UPKEEP_TRY_AS(const bool isBeside, isThere(files(), beside));
    if (isBeside)
        return Vault::open(files(), beside);
    const LocalPath home = m_seams.places.vaultOf(id());
    UPKEEP_TRY(makeFoldersDurably(files(), home.parent(), 0700));
    UPKEEP_TRY_AS(const FileStat there, files().stat(home.parent()));
    UPKEEP_TRY_AS(const FileStat tree, files().stat(m_root.work));
    const bool sameDisk = there.identity.device == tree.identity.device;
    UPKEEP_TRY_AS(const bool isHome, isThere(files(), home));
    const LocalPath& place = sameDisk || isHome ? home : beside;
    const bool isNew = !(isHome && place == home);
    UPKEEP_TRY_AS(Vault vault, Vault::open(files(), place));
    if (isNew)
        UPKEEP_TRY(files().syncFolder(place.parent()));
    return vault;
}

Result<ReleaseAccess> ProductSite::openReleases() const {
    return openAccess(m_seams, m_registration, m_product);
}

Result<ComponentList> ProductSite::components() const {
    return makeComponents(m_product, m_home);
}

Result<ComponentList> ProductSite::componentsOf(const LocalPath& tree) const {
    UPKEEP_TRY_AS(const ProductFile product, readProductFile(files(), tree));
    return makeComponents(product, m_home);
}

ComponentContext ProductSite::context(const ProgressSink& progress, std::stop_token stop) const {
    ComponentContext context{files(), m_root.live, {}, m_installed, {}, {}, now(), {}, {}, {}, {}};
    context.progress = progress;
    context.stop = std::move(stop);
    return context;
}

SnapshotMeta ProductSite::snapshotMeta(const QString& reason, Trigger trigger) const {
    SnapshotMeta meta;
    meta.product = id();
    meta.version = m_installed.version;
    meta.time = now();
    meta.reason = reason;
    meta.trigger = triggerName(trigger);
    meta.platform = m_installed.platform;
    meta.arch = QSysInfo::currentCpuArchitecture();
    return meta;
}

} // namespace upkeep
