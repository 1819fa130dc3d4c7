// SPDX-License-Identifier: Apache-2.0
#include "pages/outcome_view.h"

#include "text/error_text.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "theme/icons.h"
#include "theme/paint.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/label.h"
#include "widgets/page.h"
#include "widgets/state_banner.h"
#include "words.h"

#include <QHBoxLayout>
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
    }
    QSize sizeHint() const override { return {px(300), px(m_last ? 44 : 52)}; }

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
        paintLine(painter,
                  placed(px(50), px(4) + first, right - px(50), lineHeight(TextStyle::Caption)),
                  m_caption,
                  TextStyle::Caption,
                  theme.colour(Ink::Text2));
    }

private:
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
                              : OutcomeView::tr("%1 %2", "operation, versions").arg(name, versions);
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

OutcomeView::OutcomeView(UpdateController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_banner(new StateBanner),
      m_columns(new FoldingColumns), m_main(new Card), m_side(new QWidget),
      m_sideCards(new QVBoxLayout(m_side)), m_barPlace(new QWidget) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 16);
    column->addWidget(m_banner);
    column->addWidget(m_columns, 1);
    m_columns->setMain(m_main, tr("What happened"), false);
    m_columns->addSide(m_side, tr("What to do"));
    m_sideCards->setContentsMargins(0, 0, 0, 0);
    setSpacing(m_sideCards, 12);
    auto* place = new QVBoxLayout(m_barPlace);
    place->setContentsMargins(0, 0, 0, 0);
}

void OutcomeView::reset(const ProductStatus& status) {
    m_status = status;
    m_main->clearRows();
    clearLayout(m_sideCards);
    clearLayout(m_barPlace->layout());
    m_bar = new ActionBar;
    m_barPlace->layout()->addWidget(m_bar);
}

QPushButton* OutcomeView::add(bool trailing, QPushButton* button, std::function<void()> action) {
    connect(button, &QPushButton::clicked, this, std::move(action));
    if (trailing)
        m_bar->addTrailing(button);
    else
        m_bar->addLeading(button);
    return button;
}

UpdateChoice OutcomeView::lastChoice() const {
    UpdateChoice choice = m_controller.choice();
    if (choice.evolutions.isEmpty() && m_status.offer) {
        for (const EvolutionOffer& evolution : m_status.offer->evolutions) {
            if (evolution.chosen || evolution.required)
                choice.evolutions << evolution.id;
        }
    }
    choice.whenRunning = WhenRunning::Refuse;
    choice.startAfterwards = m_controller.preferences().startAfterUpdate;
    return choice;
}

void OutcomeView::present(const ProductStatus& status,
                          const QList<HistoryEvent>& history,
                          const QDateTime& now) {
    reset(status);
    showBanner(now);
    showWhatHappened(history, now);
    showSide();
    addActions();
}

void OutcomeView::showBanner(const QDateTime& now) {
    const StateText words = describe(m_status, now);
    const Look look = stateLook(m_status.state);
    BannerText text;
    text.tone = look.tone;
    text.discIcon = look.icon;
    text.headline = words.headline;
    text.line = words.line;
    text.quiet = look.tone == Tone::Neutral;
    if (m_status.pinnedTo) {
        text.badge = tr("Pinned to %1").arg(versionText(*m_status.pinnedTo));
        text.badgeTone = Tone::Attention;
        text.badgeIcon = QStringLiteral("status-pinned");
    }
    m_banner->setState(text, m_status.iconPath);
}

void OutcomeView::showWhatHappened(const QList<HistoryEvent>& history, const QDateTime& now) {
    const bool hasStory = m_status.state == UpdateState::Failed ||
                          m_status.state == UpdateState::RolledBack ||
                          m_status.state == UpdateState::RestoreFailed;
    const qsizetype count = hasStory ? storyLength(history) : 0;
    m_main->setTitle(tr("What happened"));
    m_main->setVisible(count > 0);
    m_columns->setPartVisible(m_main, count > 0);
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    setMargins(column, 0, 12);
    column->setSpacing(0);
    // History is newest first; a story is told from its beginning.
    for (qsizetype i = count - 1; i >= 0; --i) {
        const HistoryEvent& event = history[i];
        column->addWidget(new EventRow(resultLook(event.result),
                                       eventTitle(event),
                                       eventCaption(event),
                                       momentLine(event.time, now),
                                       i == 0));
    }
    m_main->setBody(list);
}

void OutcomeView::addCard(const QString& icon,
                          Tone tone,
                          const QString& title,
                          const QString& text,
                          QPushButton* button) {
    auto* card = new Card;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    setMargins(column, 16, 12, 16, 16);
    setSpacing(column, 12);
    auto* head = new QHBoxLayout;
    setSpacing(head, 8);
    head->addWidget(new IconLabel(icon, inkOf(tone), 18));
    auto* name = new Label(TextStyle::Strong);
    name->setText(title);
    head->addWidget(name, 1);
    column->addLayout(head);
    auto* words = new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap);
    words->setText(text);
    column->addWidget(words);
    if (button) {
        makeSmall(button);
        column->addWidget(button, 0, Qt::AlignLeading);
    }
    card->setBody(body);
    card->setAccessibleName(title);
    m_sideCards->addWidget(card);
}

void OutcomeView::showSide() {
    const QString left = versionText(m_status.leftVersion);
    if (m_status.state == UpdateState::RolledBack || m_status.pinnedTo) {
        const QString to = versionText(m_status.pinnedTo.value_or(m_status.version));
        auto* resume =
            makeButton(tr("&Resume Updates"), ButtonRole::Plain, QStringLiteral("unpin"));
        connect(resume, &QPushButton::clicked, &m_controller, &UpdateController::resume);
        addCard(QStringLiteral("status-pinned"),
                Tone::Attention,
                tr("Pinned to %1").arg(to),
                tr("%1 is not offered again. When a newer version appears, you are told and can "
                   "choose.")
                    .arg(left),
                resume);
    }
    if (m_status.state == UpdateState::RolledBack && m_status.lastError) {
        auto* report = makeButton(tr("Rep&ort..."), ButtonRole::Plain, QStringLiteral("report"));
        connect(report, &QPushButton::clicked, this, [this] { Q_EMIT reportWanted(); });
        addCard(
            QStringLiteral("report"),
            Tone::Neutral,
            tr("Help the publisher mend it"),
            tr("The report holds versions, steps and the failed check. A preview is shown first."),
            report);
    }
    if (m_status.state == UpdateState::Failed)
        addCard(
            QStringLiteral("status-ok"),
            Tone::Ok,
            tr("Nothing was changed"),
            tr("%1 %2 keeps working as before.").arg(m_status.name, versionText(m_status.version)),
            nullptr);
    showWaiting();
    m_columns->setPartVisible(m_side, m_sideCards->count() > 0);
}

// States that wait for someone or something else.
void OutcomeView::showWaiting() {
    if (m_status.state == UpdateState::Held)
        addCard(QStringLiteral("status-waiting"),
                Tone::Attention,
                tr("It goes on by itself"),
                tr("Upkeep looks again with every check. %1 %2 keeps working as before.")
                    .arg(m_status.name, versionText(m_status.version)),
                nullptr);
    if (m_status.state == UpdateState::Withdrawn)
        addCard(QStringLiteral("status-attention"),
                Tone::Attention,
                tr("What to do"),
                m_status.canRollBack
                    ? tr("Going back to %1 takes about a second and can be undone. Staying is "
                         "possible too; a mended version is offered as soon as there is one.")
                          .arg(versionText(m_status.rollbackVersion))
                    : tr("A mended version is offered as soon as there is one."),
                nullptr);
    if (m_status.state == UpdateState::HeldElsewhere)
        addCard(QStringLiteral("status-info"),
                Tone::Neutral,
                tr("Only one at a time"),
                tr("Two programs must not change %1 at once. This page follows when the other "
                   "one is done.")
                    .arg(m_status.name),
                nullptr);
}

void OutcomeView::addFailedActions() {
    if (m_status.lastError) {
        const Error error = *m_status.lastError;
        add(true, makeButton(tr("&Details")), [this, error] { Q_EMIT detailsWanted(error); });
    }
    add(true, makeButton(tr("&Retry"), ButtonRole::Filled, {}), [this] {
        if (m_status.offer)
            m_controller.update(lastChoice());
        else
            m_controller.check();
    });
}

void OutcomeView::addRolledBackActions() {
    if (!m_status.leftVersion.toString().isEmpty())
        add(false,
            makeButton(tr("&Try %1 Again").arg(versionText(m_status.leftVersion)),
                       ButtonRole::Flat),
            [this] { m_controller.check(); });
    add(true, makeButton(tr("Co&mpare...")), [this] {
        Q_EMIT pageWanted(QStringLiteral("snapshots"));
    });
    if (m_status.lastError) {
        const Error error = *m_status.lastError;
        add(true, makeButton(tr("&Details")), [this, error] { Q_EMIT detailsWanted(error); });
    }
}

void OutcomeView::addActions() {
    switch (m_status.state) {
    case UpdateState::Failed:
        return addFailedActions();
    case UpdateState::RolledBack:
        return addRolledBackActions();
    case UpdateState::Held:
        if (m_status.pinnedTo || (m_status.hold && m_status.hold->canOverride)) {
            add(true, makeButton(tr("Do It An&yway")), [this] { m_controller.check(); });
            add(true, makeButton(tr("&Resume Updates")), [this] { m_controller.resume(); });
        }
        break;
    case UpdateState::Withdrawn:
        add(true, makeButton(tr("&Stay")), [this] { m_controller.resume(); });
        if (m_status.canRollBack)
            add(true,
                makeButton(tr("&Go Back to %1").arg(versionText(m_status.rollbackVersion))),
                [this] { Q_EMIT rollBackWanted(); });
        break;
    case UpdateState::RestoreFailed:
        add(true, makeButton(tr("Save Rep&ort...")), [this] { Q_EMIT reportWanted(); });
        add(true, makeButton(tr("&Put It Right")), [this] { m_controller.finishUnfinished(); });
        break;
    case UpdateState::Ready:
        add(true, makeButton(tr("Install When &Closed"), ButtonRole::Filled), [this] {
            UpdateChoice choice = lastChoice();
            choice.whenRunning = WhenRunning::Wait;
            m_controller.update(choice);
        });
        break;
    case UpdateState::HeldElsewhere:
        add(true, makeButton(tr("Look &Again")), [this] { m_controller.readAll(); });
        break;
    default:
        break;
    }
}

void OutcomeView::showBlocked(const ProductStatus& status,
                              const QList<RunningProgram>& blockers,
                              const QDateTime& now) {
    ProductStatus ready = status;
    ready.state = UpdateState::Ready;
    reset(ready);
    showBanner(now);
    m_main->setTitle(tr("Using files that change"));
    m_columns->setPartVisible(m_main, true);
    for (const RunningProgram& program : blockers)
        m_main->addRow(makeTextRow(QStringLiteral("program-in-use"),
                                   Ink::Text2,
                                   program.name,
                                   tr("Process %1").arg(program.pid)));
    m_columns->setPartVisible(m_side, false);
    const auto go = [this](WhenRunning when) {
        UpdateChoice choice = lastChoice();
        choice.whenRunning = when;
        m_controller.update(choice);
    };
    add(false, makeButton(tr("&Not Now"), ButtonRole::Flat), [this] { m_controller.readStatus(); });
    add(true, makeButton(tr("C&lose It and Continue")), [go] { go(WhenRunning::AskToQuit); });
    add(true, makeButton(tr("Install When &Closed"), ButtonRole::Filled), [go] {
        go(WhenRunning::Wait);
    });
}

} // namespace upkeep
