// SPDX-License-Identifier: Apache-2.0
// Our icon as a StatusNotifierItem. Qt's own tray icon asks for a watcher once, at the start of the
// program, and cannot be passive; this one comes whenever a watcher comes, and says when a panel
// really shows it. It never registers a watcher of its own.
#pragma once

#include "tray/menu_on_bus.h"

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QIcon>

class QDBusPendingCallWatcher;

namespace upkeep {

// (iiay): an image as panels take it, ARGB in network order.
struct PanelImage {
    int width = 0;
    int height = 0;
    QByteArray bytes;
};
// (sa(iiay)ss)
struct PanelToolTip {
    QString icon;
    QList<PanelImage> images;
    QString title;
    QString text;
};

class StatusItem : public QObject {
    Q_OBJECT

public:
    explicit StatusItem(QDBusConnection bus, QObject* parent = nullptr);
    ~StatusItem() override;
    StatusItem(const StatusItem&) = delete;
    StatusItem& operator=(const StatusItem&) = delete;

    MenuOnBus& menu() { return m_menu; }
    void setLook(const TrayLook& look, const QIcon& icon);
    const TrayLook& look() const { return m_look; }
    const QString& iconName() const { return m_iconName; }
    const QList<PanelImage>& images() const { return m_images; }

    void show();
    void hide();
    // A watcher has taken us, and a panel shows what it holds.
    bool isShown() const { return m_taken && m_hasHost; }
    // A watcher is there, with or without a panel.
    bool hasWatcher() const { return m_hasWatcher; }

Q_SIGNALS:
    // isShown or hasWatcher.
    void changed();
    void activated(const QString& token);
    void lookChanged();

private Q_SLOTS:
    void takeHost();
    void dropHost();

private:
    friend class StatusItemAdaptor;
    void followWatcher(const QString& name, const QString& oldOwner, const QString& newOwner);
    void registerAtWatcher();
    void askForHost();
    void setShown(bool taken, bool hasHost);
    void openService();

    QDBusConnection m_bus;
    MenuOnBus m_menu;
    TrayLook m_look;
    QString m_iconName;
    QList<PanelImage> m_images;
    QString m_service; // our name on the bus while we are on it
    QString m_token;   // of the activation to come
    bool m_wanted = false;
    bool m_hasWatcher = false;
    bool m_taken = false;
    bool m_hasHost = false;
    int m_round = 0; // answers of an earlier watcher do not count
};

// NOLINTBEGIN(readability-identifier-naming,readability-convert-member-functions-to-static)
// The names are the interface's, and properties are read from an object.
class StatusItemAdaptor : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierItem")
    Q_PROPERTY(QString Category READ category)
    Q_PROPERTY(QString Id READ id)
    Q_PROPERTY(QString Title READ title)
    Q_PROPERTY(QString Status READ status)
    Q_PROPERTY(int WindowId READ windowId)
    Q_PROPERTY(QString IconName READ iconName)
    Q_PROPERTY(QList<upkeep::PanelImage> IconPixmap READ iconPixmap)
    Q_PROPERTY(QString OverlayIconName READ none)
    Q_PROPERTY(QList<upkeep::PanelImage> OverlayIconPixmap READ noImages)
    Q_PROPERTY(QString AttentionIconName READ iconName)
    Q_PROPERTY(QList<upkeep::PanelImage> AttentionIconPixmap READ iconPixmap)
    Q_PROPERTY(QString AttentionMovieName READ none)
    Q_PROPERTY(upkeep::PanelToolTip ToolTip READ toolTip)
    Q_PROPERTY(bool ItemIsMenu READ itemIsMenu)
    Q_PROPERTY(QDBusObjectPath Menu READ menu)

public:
    explicit StatusItemAdaptor(StatusItem* item);

    QString category() const { return QStringLiteral("SystemServices"); }
    QString id() const { return QStringLiteral("io.github.upkeep.Upkeep"); }
    QString title() const { return QStringLiteral("Upkeep"); }
    QString status() const;
    int windowId() const { return 0; }
    QString iconName() const { return m_item.iconName(); }
    QList<PanelImage> iconPixmap() const { return m_item.images(); }
    QString none() const { return {}; }
    QList<PanelImage> noImages() const { return {}; }
    PanelToolTip toolTip() const;
    bool itemIsMenu() const { return false; }
    QDBusObjectPath menu() const { return QDBusObjectPath(QStringLiteral("/MenuBar")); }

public Q_SLOTS:
    void Activate(int x, int y);
    void SecondaryActivate(int x, int y);
    void ContextMenu(int x, int y);
    void Scroll(int delta, const QString& orientation);
    void ProvideXdgActivationToken(const QString& token);

Q_SIGNALS:
    void NewTitle();
    void NewIcon();
    void NewAttentionIcon();
    void NewToolTip();
    void NewStatus(const QString& status);

private:
    StatusItem& m_item;
};
// NOLINTEND(readability-identifier-naming,readability-convert-member-functions-to-static)

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::PanelImage)
Q_DECLARE_METATYPE(upkeep::PanelToolTip)
