// SPDX-License-Identifier: Apache-2.0
// The products registered on this machine, opened, each with the controller the window speaks to.
#pragma once

#include "update_controller.h"
#include "walks/installed_product.h"

#include <memory>
#include <vector>

namespace upkeep {

struct OpenProduct {
    QString id;
    LocalPath live; // the tree its processes run from
    Registration registration;
    std::unique_ptr<InstalledProduct> changing;
    std::unique_ptr<InstalledProduct> reading;
    std::unique_ptr<UpdateController> controller; // gone before the walks it works on
};

class Products {
public:
    Products();
    ~Products();
    Products(const Products&) = delete;
    Products& operator=(const Products&) = delete;

    // Opens what is registered and is not open yet: their ids. A product that cannot be opened is
    // left out and named in `broken`.
    Result<QStringList> open();
    // Open, but not registered any more.
    QStringList gone();
    // Nobody holds its controller any more, and it does nothing.
    void close(const QString& id);
    const std::vector<OpenProduct>& all() const { return m_products; }
    const OpenProduct* find(const QString& id) const;
    const QList<Error>& broken() const { return m_broken; }
    bool isBusy() const;
    FileSystem& files() { return *m_files; }
    Processes& processes() { return *m_processes; }
    const Clock& clock() const { return m_clock; }
    // As the walks see the outside.
    Result<Seams> seams();

private:
    void add(const Seams& seams, const Registration& registration);

    std::unique_ptr<FileSystem> m_files;
    std::unique_ptr<Processes> m_processes;
    std::unique_ptr<SecretStore> m_secrets;
    Clock m_clock{buildTime()};
    // Of all products, whenever they were opened.
    std::shared_ptr<LineShare> m_line = std::make_shared<LineShare>();
    std::shared_ptr<Turns> m_installations = std::make_shared<Turns>();
    std::vector<OpenProduct> m_products;
    QList<Error> m_broken;
};

} // namespace upkeep
