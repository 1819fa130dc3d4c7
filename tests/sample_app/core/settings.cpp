// SPDX-License-Identifier: Apache-2.0
#include "core/settings.h"

#include "core/release.h"

#include <QFile>

#include <yaml-cpp/yaml.h>

namespace almanac {
namespace {

void overlay(const YAML::Node& node, Settings& settings) {
    const auto take = [&node](const char* key, QString& value) {
        if (node[key])
            value = QString::fromStdString(node[key].as<std::string>());
    };
    take("theme", settings.theme);
    take("first_day", settings.firstDay);
    if (const YAML::Node place = node["place"]) {
        if (place["city"])
            settings.city = QString::fromStdString(place["city"].as<std::string>());
        settings.latitude = place["latitude"].as<double>(settings.latitude);
        settings.longitude = place["longitude"].as<double>(settings.longitude);
    }
}

bool read(const QString& path, Settings& settings, QString* error) {
    try {
        overlay(YAML::LoadFile(QFile::encodeName(path).toStdString()), settings);
        return true;
    } catch (const YAML::Exception& fault) {
        *error = path + QStringLiteral(": ") + QString::fromStdString(fault.what());
        return false;
    }
}

} // namespace

std::optional<Settings> loadSettings(QString* error) {
    Settings settings;
    const QString shipped =
        treeFolder().filePath(QStringLiteral("share/almanac/defaults/settings.yaml"));
    if (!read(shipped, settings, error))
        return std::nullopt;
    const QString own = settingsPath();
    if (QFile::exists(own) && !read(own, settings, error))
        return std::nullopt;
    return settings;
}

} // namespace almanac
