// SPDX-License-Identifier: Apache-2.0
// Settings. With `layout: file` the person's files are merged three ways: the defaults of the
// version that runs, the person's file, the new defaults. With `layout: layers` default/ is the
// release's, local/ the person's, backup/ what was before the last update.
#pragma once

#include "components/placed_component.h"
#include "config/merge.h"
#include "product/product_file.h"

namespace upkeep {

class Config final : public PlacedComponent {
public:
    Config(ComponentSpec spec, ComponentPlace place)
        : PlacedComponent(spec.id, std::move(place)), m_spec(std::move(spec)) {}

    QString kind() const override { return QStringLiteral("config"); }
    bool isUserData() const override { return false; }

    // A settings file that cannot be read is an issue.
    Result<ComponentReport> inspect(const ComponentContext& context) override;
    Result<std::optional<StagedPart>> stage(const ComponentContext& context) override;

private:
    // What the files below the settings folder become: name relative to it, new bytes.
    struct NewFile {
        LocalName name;
        QByteArray bytes;
    };
    Result<QList<LocalName>> unreadableFiles(const ComponentContext& context) const;
    Result<QList<NewFile>> mendedFiles(const ComponentContext& context) const;
    void tellKept(const ComponentContext& context,
                  const LocalName& name,
                  const QList<Conflict>& conflicts) const;
    Result<QList<NewFile>> newFiles(const ComponentContext& context) const;
    Result<QList<NewFile>> mergedFiles(const ComponentContext& context) const;
    Result<QList<NewFile>> layeredFiles(const ComponentContext& context) const;
    static Result<void> writeFiles(const ComponentContext& context,
                                   const LocalPath& folder,
                                   const QList<NewFile>& changed);

    ComponentSpec m_spec;
};

} // namespace upkeep
