// SPDX-License-Identifier: Apache-2.0
// The evolution "tide-tables": the tide curve of a day for the chosen place, from the two largest
// constituents.
#include "core/evolution.h"
#include "evolutions/moon.h"

#include <QLocale>
#include <QObject>
#include <QPainter>
#include <QPainterPath>
#include <QPointer>
#include <QWidget>

namespace almanac {
namespace {

constexpr double Pi = 3.14159265358979;

// Metres above the mean, `hour` after midnight UTC: M2 (the moon, 12.42 h) and S2 (the sun, 12 h).
double tideHeight(QDate date, double hour, double longitude) {
    const double days = double(date.toJulianDay()) - 2451545.0 + hour / 24;
    const double moon = 1.6 * std::cos(2 * Pi * days * 24 / 12.4206012 + longitude * Pi / 90);
    const double sun = 0.6 * std::cos(2 * Pi * days * 2 + longitude * Pi / 90);
    return moon + sun;
}

class TidePanel : public QWidget {
public:
    TidePanel(const Settings& settings, QWidget* parent)
        : QWidget(parent), m_city(settings.city), m_longitude(settings.longitude) {}

    void setDate(QDate date) {
        m_date = date;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(rect(), palette().base());
        const double middle = height() / 2.0;
        painter.setPen(palette().mid().color());
        painter.drawLine(QPointF(0, middle), QPointF(width(), middle));
        painter.setPen(QPen(QColor(0x2a, 0x7f, 0xb8), 2));
        painter.drawPath(curve(middle));
        painter.setPen(palette().text().color());
        painter.drawText(rect().adjusted(8, 6, -8, -6),
                         Qt::AlignTop | Qt::AlignLeft,
                         m_city + QStringLiteral(", ") +
                             QLocale().toString(m_date, QLocale::ShortFormat));
    }

private:
    QPainterPath curve(double middle) const {
        QPainterPath path;
        for (int x = 0; x <= width(); x += 2) {
            const double height = tideHeight(m_date, 24.0 * x / std::max(width(), 1), m_longitude);
            const QPointF point(x, middle - height * middle / 3);
            x == 0 ? path.moveTo(point) : path.lineTo(point);
        }
        return path;
    }

    QString m_city;
    double m_longitude;
    QDate m_date;
};

} // namespace

class TideTables : public QObject, public Evolution {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ALMANAC_EVOLUTION_ID)
    Q_INTERFACES(almanac::Evolution)

public:
    QString title() const override { return QStringLiteral("Tide tables"); }
    QWidget* createPanel(const Settings& settings, QWidget* parent) override {
        m_panel = new TidePanel(settings, parent);
        m_panel->setMinimumSize(160, 160);
        return m_panel;
    }
    void showDate(QDate date) override {
        if (m_panel)
            m_panel->setDate(date);
    }
    QString selfCheck() const override {
        for (int hour = 0; hour < 24; ++hour) {
            if (std::abs(tideHeight(QDate(2026, 5, 3), hour, 8.8)) > 2.2)
                return QStringLiteral("the tide is higher than moon and sun can lift it");
        }
        return {};
    }

private:
    QPointer<TidePanel> m_panel;
};

} // namespace almanac

#include "tide_tables.moc"
