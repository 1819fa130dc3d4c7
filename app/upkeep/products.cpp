// SPDX-License-Identifier: Apache-2.0
#include "products.h"

#include "walks/product_site.h"

#include <QCoreApplication>

namespace upkeep {
namespace {

Result<LocalPath> autostartFolder() {
    const QString config = qEnvironmentVariable("XDG_CONFIG_HOME");
    return LocalPath::fromUser(config.startsWith(u'/') ? config + QStringLiteral("/autostart")
                                                       : QStringLiteral("~/.config/autostart"));
}

// The kernel names programs by the path without links.
LocalPath liveTree(Registration registration) {
    registration.root = canonical(registration.root);
    return registration.places().live;
}

} // namespace

Products::Products()
    : m_files(makeLocalFileSystem()), m_processes(makeLocalProcesses()),
      m_secrets(makeKeychainStore()) {}

Products::~Products() = default;

Result<Seams> Products::seams() {
    UPKEEP_TRY_AS(Places places, Places::ofUser());
    UPKEEP_TRY_AS(const LocalPath folder,
                  LocalPath::fromUser(QCoreApplication::applicationDirPath()));
    UPKEEP_TRY_AS(LocalPath autostart, autostartFolder());
    return Seams{*m_files,
                 *m_processes,
                 m_clock,
                 places,
                 m_secrets.get(),
                 folder / "upkeepctl",
                 autostart,
                 {}};
}

Result<void> Products::open() {
    UPKEEP_TRY_AS(const Seams outside, seams());
    UPKEEP_TRY_AS(const RegistrationList list, listRegistrations(*m_files, outside.places));
    m_broken = list.broken;
    for (const Registration& registration : list.registrations)
        add(outside, registration);
    return {};
}

void Products::add(const Seams& seams, const Registration& registration) {
    auto changing = InstalledProduct::open(seams, registration);
    auto reading = InstalledProduct::open(seams, registration);
    if (!changing || !reading) {
        m_broken.append(!changing ? changing.error() : reading.error());
        return;
    }
    OpenProduct product;
    product.id = registration.id;
    product.live = liveTree(registration);
    product.work = registration.places().work;
    product.changing = std::move(changing).value();
    product.reading = std::move(reading).value();
    product.controller = std::make_unique<UpdateController>(*product.changing, *product.reading);
    m_products.push_back(std::move(product));
}

bool Products::isBusy() const {
    return std::any_of(m_products.begin(), m_products.end(), [](const OpenProduct& product) {
        return product.controller->isBusy();
    });
}

} // namespace upkeep
