// SPDX-License-Identifier: Apache-2.0
#include "components/factory.h"

#include "components/application.h"
#include "components/config.h"
#include "components/data.h"
#include "components/evolutions.h"

namespace upkeep {

namespace {

Result<std::unique_ptr<Component>>
makeComponent(const ComponentSpec& spec, const LocalPath& home, const QList<LocalName>& others) {
    UPKEEP_TRY_AS(const ComponentPlace place, ComponentPlace::resolve(spec.path, home));
    switch (spec.kind) {
    case ComponentKind::Application:
        return std::unique_ptr<Component>(std::make_unique<Application>(spec.id, others));
    case ComponentKind::Evolutions:
        return std::unique_ptr<Component>(std::make_unique<Evolutions>(spec.id, place));
    case ComponentKind::Config:
        return std::unique_ptr<Component>(std::make_unique<Config>(spec, place));
    case ComponentKind::Data:
        return std::unique_ptr<Component>(std::make_unique<Data>(spec, place));
    case ComponentKind::Files:
    case ComponentKind::Service:
    case ComponentKind::Database:
    case ComponentKind::Container:
        break;
    }
    return Error{ErrorCode::ProductInvalid,
                 spec.id,
                 QStringLiteral("kind %1 needs a newer Upkeep").arg(componentKindName(spec.kind))};
}

bool isApplication(const ComponentSpec& spec) {
    return spec.kind == ComponentKind::Application;
}

} // namespace

Result<ComponentList> makeComponents(const ProductFile& product, const LocalPath& home) {
    QList<LocalName> inside;
    QList<ComponentSpec> specs;
    for (const ComponentSpec& spec : product.components) {
        UPKEEP_TRY_AS(const ComponentPlace place, ComponentPlace::resolve(spec.path, home));
        if (!isApplication(spec) && place.isInside())
            inside.append(place.inside);
        isApplication(spec) ? specs.prepend(spec) : specs.append(spec);
    }
    if (specs.isEmpty() || !isApplication(specs.first()))
        return Error{
            ErrorCode::ProductInvalid, product.id, QStringLiteral("no application component")};
    ComponentList components;
    for (const ComponentSpec& spec : specs) {
        UPKEEP_TRY_AS(std::unique_ptr<Component> made, makeComponent(spec, home, inside));
        components.push_back(std::move(made));
    }
    return components;
}

} // namespace upkeep
