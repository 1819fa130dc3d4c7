// SPDX-License-Identifier: Apache-2.0
#include "pages/story.h"

#include "text/format.h"
#include "text/offer_text.h"
#include "text/upkeep_tr.h"
#include "theme/icons.h"
#include "theme/paint.h"
#include "words.h"

#include <QPainter>
#include <QVBoxLayout>

namespace upkeep {
namespace {

// One thing that happened: mark, line, caption, time; a thin line leads to the next.
class EventRow : public QWidget {
public:
    EventRow(Look look, QString title, QString caption, QString time, bool last)
        : m_look(std::move(look)), m_title(std::move(title)), m_caption(std::move(caption)),
          m_time(std::move(time)), m_last(last) {
        setAccessibleName(QStringList{m_title, m_caption, m_time}.join(QLatin1String(", ")));
        setToolTip(m_caption);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    QSize sizeHint() const override { return {px(300), heightForWidth(px(300))}; }
    bool hasHeightForWidth() const override { return true; }
    // A cause may need a second line.
    int heightForWidth(int width) const override {
        return px(m_last ? 44 : 52) + (linesIn(width) - 1) * lineHeight(TextStyle::Caption);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        const auto placed = [&](int x, int y, int width, int height) {
            return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, height));
        };
        paintIcon(painter,
                  m_look.icon,
                  theme.colour(inkOf(m_look.tone)),
                  placed(px(16), px(6), px(20), px(20)),
                  px(20));
        if (!m_last)
            painter.fillRect(placed(px(26), px(27), 1, height() - px(22)),
                             theme.colour(Ink::ControlLine));
        const int timeWidth = textWidth(m_time, TextStyle::Caption);
        const int first = lineHeight(TextStyle::Label);
        const int right = width() - px(16);
        paintLine(painter,
                  placed(right - timeWidth, px(4), timeWidth, first),
                  m_time,
                  TextStyle::Caption,
                  theme.colour(Ink::Text2));
        paintLine(painter,
                  placed(px(50), px(4), right - timeWidth - px(58), first),
                  m_title,
                  TextStyle::Label,
                  theme.colour(Ink::Text));
        const QRect caption = placed(px(50),
                                     px(4) + first,
                                     right - px(50),
                                     linesIn(width()) * lineHeight(TextStyle::Caption));
        painter.setFont(theme.font(TextStyle::Caption));
        painter.setPen(theme.colour(Ink::Text2));
        painter.drawText(
            caption,
            int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignTop)) |
                Qt::TextWordWrap,
            m_caption);
    }

private:
    int linesIn(int width) const {
        return textWidth(m_caption, TextStyle::Caption) > width - px(66) ? 2 : 1;
    }

    Look m_look;
    QString m_title;
    QString m_caption;
    QString m_time;
    bool m_last;
};

// Events of the hour before the newest one belong together.
qsizetype storyLength(const QList<HistoryEvent>& newestFirst) {
    constexpr qsizetype most = 6;
    constexpr qint64 hour = 3600;
    qsizetype count = 0;
    while (count < std::min(most, newestFirst.size()) &&
           newestFirst[count].time.secsTo(newestFirst.first().time) < hour)
        ++count;
    return count;
}

QString eventTitle(const HistoryEvent& event) {
    const QString versions = describe(event);
    const QString name = operationName(event.operation);
    return versions.isEmpty() ? name
                              : Upkeep::tr("%1 %2", "operation, versions").arg(name, versions);
}

QString eventCaption(const HistoryEvent& event) {
    QStringList parts{resultName(event.result)};
    if (!event.errorCause.isEmpty())
        parts << event.errorCause;
    else if (event.seconds > 0)
        parts << formatDuration(event.seconds);
    return parts.join(QLatin1String(", "));
}

} // namespace

QWidget* makeStory(const QList<HistoryEvent>& newestFirst, const QDateTime& now) {
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    setMargins(column, 0, 12);
    column->setSpacing(0);
    for (qsizetype i = storyLength(newestFirst) - 1; i >= 0; --i) {
        const HistoryEvent& event = newestFirst[i];
        column->addWidget(new EventRow(resultLook(event.result),
                                       eventTitle(event),
                                       eventCaption(event),
                                       momentLine(event.time, now),
                                       i == 0));
    }
    return list;
}

} // namespace upkeep
