// SPDX-License-Identifier: Apache-2.0
// The evolution "sky-charts": draws the moon of a day.
#include "core/evolution.h"
#include "evolutions/moon.h"

#include <QObject>
#include <QPainter>
#include <QPainterPath>
#include <QPointer>
#include <QWidget>

namespace almanac {
namespace {

QString phaseName(double phase) {
    static const char* const names[] = {"New moon",
                                        "Waxing crescent",
                                        "First quarter",
                                        "Waxing gibbous",
                                        "Full moon",
                                        "Waning gibbous",
                                        "Last quarter",
                                        "Waning crescent"};
    return QLatin1String(names[int(phase * 8 + 0.5) % 8]);
}

class MoonPanel : public QWidget {
public:
    using QWidget::QWidget;

    void setDate(QDate date) {
        m_phase = moonPhase(date);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double radius = std::min(width(), height() - 30) / 2.0 - 8;
        const QPointF centre(width() / 2.0, (height() - 30) / 2.0);
        painter.fillRect(rect(), QColor(0x1f, 0x2a, 0x52));
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0x34, 0x45, 0x7a));
        painter.drawEllipse(centre, radius, radius);
        painter.setBrush(QColor(0xff, 0xd9, 0x8a));
        painter.drawPath(litPart(centre, radius));
        painter.setPen(Qt::white);
        painter.drawText(
            rect().adjusted(0, 0, 0, -8), Qt::AlignHCenter | Qt::AlignBottom, phaseName(m_phase));
    }

private:
    // Half a disc and half an ellipse: the limb and the terminator.
    QPainterPath litPart(QPointF centre, double radius) const {
        const bool waxing = m_phase < 0.5;
        const double bulge = std::cos(m_phase * 2 * 3.14159265358979) * radius * (waxing ? 1 : -1);
        QPainterPath path;
        constexpr int steps = 60;
        for (int i = 0; i <= steps; ++i) {
            const double angle = 3.14159265358979 * (double(i) / steps - 0.5);
            const double x = std::cos(angle) * radius * (waxing ? 1 : -1);
            const QPointF point = centre + QPointF(x, std::sin(angle) * radius);
            i == 0 ? path.moveTo(point) : path.lineTo(point);
        }
        for (int i = steps; i >= 0; --i) {
            const double angle = 3.14159265358979 * (double(i) / steps - 0.5);
            path.lineTo(centre + QPointF(std::cos(angle) * bulge, std::sin(angle) * radius));
        }
        return path;
    }

    double m_phase = 0;
};

} // namespace

class SkyCharts : public QObject, public Evolution {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ALMANAC_EVOLUTION_ID)
    Q_INTERFACES(almanac::Evolution)

public:
    QString title() const override { return QStringLiteral("Sky charts"); }
    QWidget* createPanel(const Settings&, QWidget* parent) override {
        m_panel = new MoonPanel(parent);
        m_panel->setMinimumSize(160, 160);
        return m_panel;
    }
    void showDate(QDate date) override {
        if (m_panel)
            m_panel->setDate(date);
    }
    QString selfCheck() const override {
        // 21 January 2000 was a full moon (with an eclipse).
        return std::abs(moonPhase(QDate(2000, 1, 21)) - 0.5) < 0.05
                   ? QString()
                   : QStringLiteral("the moon is in the wrong place");
    }

private:
    QPointer<MoonPanel> m_panel;
};

} // namespace almanac

#include "sky_charts.moc"
