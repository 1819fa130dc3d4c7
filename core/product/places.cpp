// SPDX-License-Identifier: Apache-2.0
#include "product/places.h"

namespace upkeep {

namespace {

// An XDG variable counts only if it is absolute (basedir specification).
LocalPath xdgFolder(const char* variable, const LocalPath& home, const char* otherwise) {
    const auto named = LocalPath::parse(qgetenv(variable));
    return named ? *named : home / otherwise;
}

LocalPath fixedPath(const char* path) {
    return LocalPath::parse(path).value();
}

LocalPath forProduct(const LocalPath& folder, const QString& product) {
    return folder / product.toUtf8().constData();
}

} // namespace

Result<Places> Places::ofUser() {
    const auto home = LocalPath::parse(qgetenv("HOME"));
    if (!home)
        return Error{ErrorCode::FileNotFound, QStringLiteral("HOME"), {}};
    Places places;
    const LocalPath config = xdgFolder("XDG_CONFIG_HOME", *home, ".config");
    places.config = config / "upkeep";
    places.autostart = config / "autostart";
    places.data = xdgFolder("XDG_DATA_HOME", *home, ".local/share") / "upkeep";
    places.state = xdgFolder("XDG_STATE_HOME", *home, ".local/state") / "upkeep";
    places.cache = xdgFolder("XDG_CACHE_HOME", *home, ".cache") / "upkeep";
    places.policy = fixedPath("/etc/upkeep/policy.d");
    return places;
}

Places Places::ofSystem() {
    Places places;
    places.config = fixedPath("/etc/upkeep");
    places.data = fixedPath("/var/lib/upkeep");
    places.state = fixedPath("/var/lib/upkeep/state");
    places.cache = fixedPath("/var/cache/upkeep");
    places.policy = fixedPath("/etc/upkeep/policy.d");
    return places;
}

LocalPath Places::preferences() const {
    return config / "upkeep.conf";
}

LocalPath Places::log() const {
    return state / "upkeep.log";
}

LocalPath Places::registrations() const {
    return config / "products.d";
}

LocalPath Places::trustOf(const QString& product) const {
    return forProduct(state / "trust", product);
}

LocalPath Places::stateOf(const QString& product) const {
    return forProduct(state / "products", product);
}

LocalPath Places::vaultOf(const QString& product) const {
    return forProduct(data / "vaults", product);
}

LocalPath Places::downloadsOf(const QString& product) const {
    return forProduct(cache / "downloads", product);
}

LocalPath Places::answers() const {
    return cache / "answers";
}

InstallRoot InstallRoot::of(const LocalPath& root) {
    return InstallRoot{root / "current", root / ".upkeep"};
}

InstallRoot InstallRoot::ofAdopted(const LocalPath& tree) {
    const QByteArray name = '.' + tree.basename() + ".upkeep";
    return InstallRoot{tree, tree.parent() / name.constData()};
}

} // namespace upkeep
