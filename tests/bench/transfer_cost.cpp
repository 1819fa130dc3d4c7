// SPDX-License-Identifier: Apache-2.0
// Bytes and requests of an update of real programs, from six starting points, beside the size of
// the whole package. Three releases of each are published once; every start is a fresh machine.
//
//     transfer-cost [NAME OLDEST OLD NEW]     (an npm package; the usual three)
#include "bench/metered_source.h"
#include "flow/flow_support.h"
#include "support/small_world.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <cstdio>

using namespace upkeep;
using namespace upkeep::test;

namespace {

template <typename T> T must(Result<T> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}

SmallTree readTree(const QString& folder) {
    SmallTree tree;
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(file.fileName()));
        tree.insert(file.fileName().mid(folder.size() + 1).toUtf8(), file.readAll());
    }
    return tree;
}

class Product {
public:
    Product(const QString& name, const QStringList& versions) : m_name(name) {
        for (int i = 0; i < 3; ++i) {
            QString why;
            const auto folder = npmPackage(name, versions[i], &why);
            if (!folder)
                qFatal("%s", qPrintable(why));
            m_trees.append(readTree(*folder));
            SmallRelease release{QString("1.%1.0").arg(i), m_trees.last()};
            release.framed = false; // counted by the client itself
            m_world.publish(release);
        }
        const LocalPath assets = m_world.site() / "releases/v1.2.0";
        m_package = must(m_world.files().stat(assets / "tool-1.2.0.tar.zst")).size;
    }

    void measure() {
        row("the previous release", "1.1.0", true, [](const LocalPath&) {});
        row("two releases back", "1.0.0", true, [](const LocalPath&) {});
        row("a release without patch", "1.1.0", false, [](const LocalPath&) {});
        row("1 % of files damaged", "1.1.0", true, [&](const LocalPath& live) { damage(live); });
        row("one edited file", "1.1.0", true, [&](const LocalPath& live) { edit(live); });
        row("nothing", {}, true, [](const LocalPath&) {});
    }

private:
    void row(const char* start,
             const QString& from,
             bool patches,
             const std::function<void(const LocalPath&)>& change) {
        for (const char* folder : {".config", ".local", ".cache", "apps"})
            must(m_world.files().removeTree(m_world.home() / folder)
                     ? Result<bool>(true)
                     : Result<bool>(Error{ErrorCode::FileFailed, folder, {}}));
        Meter meter;
        Seams seams = m_world.seams();
        seams.makeSource = [&](const SourceSpec&,
                               const SourceOverride&) -> Result<std::unique_ptr<ReleaseSource>> {
            return std::unique_ptr<ReleaseSource>(std::make_unique<MeteredSource>(
                makeFolderSource(m_world.site(), m_world.files(), makeHttpFetcher({})),
                meter,
                patches));
        };
        const Registration registration =
            must(installProduct(seams, m_world.installRequest(from), {}, {}));
        QString way = "package";
        if (!from.isEmpty()) {
            change(m_world.live());
            meter = {};
            UpdateChoice choice;
            choice.localChanges = MergeStrategy::KeepRemote;
            const auto product = must(InstalledProduct::open(seams, registration));
            const UpdateOutcome outcome = must(product->update(choice, {}, {}));
            way = outcome.way + (outcome.fallback.isEmpty() ? "" : " (" + outcome.fallback + ")");
        }
        if (m_world.picture(m_world.live()) != m_world.picture(m_world.path("builds/1.2.0")))
            qFatal("%s: another tree came out", start);
        std::printf("%-18s %-26s %9d %12lld %6.2f %% %6d %8lld  %s\n",
                    qPrintable(m_name.section('/', -1)),
                    start,
                    meter.requests,
                    meter.bytes,
                    100.0 * double(meter.bytes) / double(m_package),
                    meter.metadataRequests,
                    meter.metadataBytes,
                    qPrintable(way));
        std::fflush(stdout);
    }

    // One byte in the middle of every hundredth file, the largest first.
    void damage(const LocalPath& live) {
        QList<QByteArray> names = m_trees[1].keys();
        std::sort(names.begin(), names.end(), [&](const QByteArray& a, const QByteArray& b) {
            return m_trees[1][a].size() > m_trees[1][b].size();
        });
        const auto count = std::max<qsizetype>(1, names.size() / 100);
        for (qsizetype i = 0; i < count; ++i) {
            const QByteArray& name = names[i * names.size() / count];
            QByteArray bytes = m_trees[1][name];
            if (bytes.isEmpty())
                continue;
            bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
            m_world.write(live / name.constData(), bytes);
        }
    }

    void edit(const LocalPath& live) {
        m_world.write(live / "README.md", m_trees[1]["README.md"] + "\nmine\n");
    }

    QString m_name;
    SmallWorld m_world;
    QList<SmallTree> m_trees;
    qint64 m_package = 0;
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList own = QCoreApplication::arguments().mid(1);
    const QList<QStringList> usual = {{"@esbuild/linux-x64", "0.28.0", "0.28.1", "0.28.2"},
                                      {"typescript", "5.8.3", "5.9.2", "5.9.3"},
                                      {"monaco-editor", "0.54.0", "0.55.0", "0.55.1"}};
    std::printf("%-18s %-26s %9s %12s %8s %6s %8s  %s\n",
                "product",
                "from",
                "requests",
                "bytes",
                "of whole",
                "meta",
                "bytes",
                "way");
    for (const QStringList& product : own.size() == 4 ? QList<QStringList>{own} : usual)
        Product(product[0], product.mid(1)).measure();
    return 0;
}
