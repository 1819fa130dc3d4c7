// SPDX-License-Identifier: Apache-2.0
#include "walks/open_settings.h"

#include "base/json.h"
#include "components/component_place.h"
#include "tree/scan.h"
#include "walks/last_update.h"
#include "walks/product_site.h"

namespace upkeep {

namespace {

constexpr qint64 settingsLimit = 16 << 20;

class OpenSettings {
public:
    explicit OpenSettings(const ProductSite& site) : m_site(site), m_files(site.files()) {}

    Result<QList<OpenSetting>> list() {
        QList<OpenSetting> open;
        const auto last = readLastUpdate(m_files, m_site.root().lastUpdate());
        if (!last || last->wentBack || last->to != m_site.installed().version)
            return open;
        m_transaction = last->transaction;
        UPKEEP_TRY_AS(m_mine, readSettled());
        for (const ComponentSpec& spec : m_site.product().components) {
            if (!spec.defaults.isEmpty())
                UPKEEP_TRY(listOf(spec, open));
        }
        return open;
    }

    Result<void> decide(const QString& name, Side side) {
        UPKEEP_TRY_AS(const QList<OpenSetting> open, list());
        for (const OpenSetting& setting : open) {
            if (setting.name() != name)
                continue;
            return side == Side::Mine ? rememberMine(name) : takeTheirs(setting);
        }
        return Error{ErrorCode::FileNotFound, name, QStringLiteral("no such open setting")};
    }

private:
    struct Texts {
        LocalPath file;
        quint32 mode = 0644;
        StrategyInput input;
    };

    Result<LocalPath> folderOf(const ComponentSpec& spec) const {
        const auto home = LocalPath::parse(qgetenv("HOME"));
        UPKEEP_TRY_AS(
            const ComponentPlace place,
            ComponentPlace::resolve(spec.path, home ? *home : m_site.registration().root));
        return place.in(m_site.root().live);
    }

    Result<Texts> textsOf(const ComponentSpec& spec, const LocalName& name) const {
        UPKEEP_TRY_AS(const LocalName defaults, LocalName::parse(spec.defaults.toUtf8()));
        UPKEEP_TRY_AS(const LocalPath folder, folderOf(spec));
        Texts texts;
        texts.file = folder / name;
        texts.input.format = configFormat(name.bytes());
        texts.input.strategy = MergeStrategy::Custom;
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(texts.file));
        texts.mode = stat.mode;
        UPKEEP_TRY_AS(texts.input.mine, m_files.read(texts.file, settingsLimit));
        UPKEEP_TRY_AS(texts.input.base,
                      m_files.read(m_site.root().previous() / defaults / name, settingsLimit));
        UPKEEP_TRY_AS(texts.input.theirs,
                      m_files.read(m_site.root().live / defaults / name, settingsLimit));
        return texts;
    }

    Result<void> listOf(const ComponentSpec& spec, QList<OpenSetting>& open) const {
        UPKEEP_TRY_AS(const LocalName defaults, LocalName::parse(spec.defaults.toUtf8()));
        const auto entries = scanTree(m_files, m_site.root().live / defaults);
        if (!entries && entries.error().code == ErrorCode::FileNotFound)
            return {}; // a release that ships none
        UPKEEP_TRY(entries);
        for (const ScannedEntry& entry : *entries) {
            if (entry.stat.type != FileType::Regular)
                continue;
            const auto texts = textsOf(spec, entry.name);
            if (!texts && texts.error().code == ErrorCode::FileNotFound)
                continue; // a file of one side only has nothing to be decided
            if (!texts)
                return texts.error();
            UPKEEP_TRY_AS(const MergeResult merged, applyStrategy(texts->input));
            for (const Conflict& conflict : merged.conflicts) {
                const OpenSetting setting{spec.id, entry.name.display(), conflict};
                if (!m_mine.contains(setting.name()))
                    open.append(setting);
            }
        }
        return {};
    }

    // Only this key: all other conflicts stay at the person's value.
    Result<void> takeTheirs(const OpenSetting& setting) const {
        for (const ComponentSpec& spec : m_site.product().components) {
            if (spec.id != setting.component)
                continue;
            UPKEEP_TRY_AS(const LocalName name, LocalName::parse(setting.file.toUtf8()));
            UPKEEP_TRY_AS(Texts texts, textsOf(spec, name));
            texts.input.choices.insert(setting.conflict.key, Side::Theirs);
            UPKEEP_TRY_AS(const MergeResult merged, applyStrategy(texts.input));
            const LocalPath kept =
                m_site.root().backup() / ("settings-" + m_transaction.toUtf8()).constData();
            UPKEEP_TRY(m_files.makeFolders((kept / name).parent()));
            UPKEEP_TRY(m_files.writeAndSync(kept / name, texts.input.mine, 0600));
            return m_files.writeAndSync(texts.file, merged.text, texts.mode);
        }
        return {};
    }

    LocalPath settledFile() const { return m_site.root().work / "settled.json"; }

    // Of this update only.
    Result<QStringList> readSettled() const {
        const auto text = m_files.read(settledFile(), settingsLimit);
        if (!text)
            return QStringList();
        UPKEEP_TRY_AS(const JsonValue json, parseJson(*text));
        UPKEEP_TRY_AS(const QString transaction, json.requiredString(u"transaction"));
        if (transaction != m_transaction)
            return QStringList();
        return json.optionalStrings(u"mine");
    }

    Result<void> rememberMine(const QString& name) const {
        JsonValue::Array mine;
        for (const QString& one : m_mine + QStringList{name})
            mine.append(one);
        const JsonValue json = JsonValue::Object{{QStringLiteral("transaction"), m_transaction},
                                                 {QStringLiteral("mine"), mine}};
        return m_files.writeAndSync(settledFile(), writeJson(json));
    }

    const ProductSite& m_site;
    FileSystem& m_files;
    QString m_transaction;
    QStringList m_mine;
};

} // namespace

Result<QList<OpenSetting>> openSettings(const Seams& seams, const Registration& registration) {
    UPKEEP_TRY_AS(const ProductSite site, ProductSite::open(seams, registration));
    return openSettings(site);
}

Result<QList<OpenSetting>> openSettings(const ProductSite& site) {
    return OpenSettings(site).list();
}

Result<void> decideSetting(const ProductSite& site, const QString& name, Side side) {
    return OpenSettings(site).decide(name, side);
}

Result<void> decideSetting(const Seams& seams,
                           const Registration& registration,
                           const QString& name,
                           Side side) {
    UPKEEP_TRY_AS(const ProductSite site, ProductSite::open(seams, registration));
    UPKEEP_TRY_AS(const auto lock, site.lock());
    return decideSetting(site, name, side);
}

} // namespace upkeep
