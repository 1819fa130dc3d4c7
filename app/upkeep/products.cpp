// SPDX-License-Identifier: Apache-2.0
#include "products.h"

#include "walks/product_site.h"

#include <QCoreApplication>

namespace upkeep {
namespace {

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
    return Seams{*m_files,
                 *m_processes,
                 m_clock,
                 places,
                 m_secrets.get(),
                 folder / "upkeepctl",
                 places.autostart,
                 {},
                 m_line,
                 m_installations};
}

Result<QStringList> Products::open() {
    UPKEEP_TRY_AS(const Seams outside, seams());
    UPKEEP_TRY_AS(const RegistrationList list, listRegistrations(*m_files, outside.places));
    m_broken = list.broken;
    QStringList opened;
    for (const Registration& registration : list.registrations) {
        if (find(registration.id))
            continue;
        add(outside, registration);
        if (find(registration.id))
            opened.append(registration.id);
    }
    return opened;
}

QStringList Products::gone() {
    const Result<Seams> outside = seams();
    QStringList ids;
    for (const OpenProduct& product : m_products) {
        const auto there = outside ? findRegistration(*m_files, outside->places, product.id)
                                   : Result<Registration>(outside.error());
        if (!there && there.error().code == ErrorCode::ProductUnknown)
            ids.append(product.id);
    }
    return ids;
}

void Products::close(const QString& id) {
    std::erase_if(m_products, [&](const OpenProduct& product) { return product.id == id; });
}

const OpenProduct* Products::find(const QString& id) const {
    const auto found = std::find_if(m_products.begin(),
                                    m_products.end(),
                                    [&](const OpenProduct& product) { return product.id == id; });
    return found == m_products.end() ? nullptr : &*found;
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
    product.registration = registration;
    product.changing = std::move(changing).value();
    product.reading = std::move(reading).value();
    product.controller = std::make_unique<UpdateController>(*product.changing, *product.reading);
    m_products.push_back(std::move(product));
}

bool Products::isBusy() const {
    return std::any_of(m_products.begin(), m_products.end(), [](const OpenProduct& product) {
        return product.controller->isWorking();
    });
}

} // namespace upkeep
