// SPDX-License-Identifier: Apache-2.0
#include "pages/preference_controls.h"

#include "policy/preference_keys.h"
#include "policy/update_window.h"
#include "text/format.h"
#include "text/upkeep_tr.h"
#include "theme/icons.h"
#include "theme/style.h"
#include "widgets/buttons.h"
#include "widgets/choice_box.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>
#include <memory>

namespace upkeep {
namespace {

const QString trueText = QStringLiteral("true");
const QString timeFormat = QStringLiteral("HH:mm");

QHBoxLayout* acrossIn(QWidget* widget, qreal spacing) {
    auto* across = new QHBoxLayout(widget);
    across->setContentsMargins(0, 0, 0, 0);
    setSpacing(across, spacing);
    return across;
}

ChoiceBox* makeHourBox(const QString& name) {
    auto* box = new ChoiceBox;
    for (int hour = 0; hour < 24; ++hour)
        box->addItem(formatTime(QTime(hour, 0)), QTime(hour, 0).toString(timeFormat));
    box->setAccessibleName(name);
    return box;
}

void showTime(ChoiceBox* box, const QTime& time) {
    box->choose(time.toString(timeFormat), [](const QString& text) {
        return formatTime(QTime::fromString(text, timeFormat));
    });
}

QTime timeIn(const ChoiceBox* box) {
    return QTime::fromString(box->currentData().toString(), timeFormat);
}

// Both controls of a window know the whole of it.
struct SharedWindow {
    UpdateWindow window;
    void take(const QString& text) {
        window = UpdateWindow::fromText(text).value_or(UpdateWindow());
    }
};

bool isProxyAddress(const QString& text) {
    Preferences probe;
    return findPreferenceKey(QStringLiteral("proxy"))->read(probe, text);
}

} // namespace

PreferenceControl makeSwitch(const PreferenceChange& change) {
    auto* control = new Switch;
    QObject::connect(control, &Switch::clicked, control, [change](bool on) {
        change(on ? trueText : QStringLiteral("false"));
    });
    return {control, [control](const QString& value) { control->setChecked(value == trueText); }};
}

PreferenceControl makeChoice(const QList<PreferenceChoice>& choices,
                             const std::function<QString(const QString&)>& describe,
                             const PreferenceChange& change) {
    auto* box = new ChoiceBox;
    for (const PreferenceChoice& choice : choices)
        box->addItem(choice.text, choice.value);
    QObject::connect(
        box, &QComboBox::activated, box, [box, change] { change(box->currentData().toString()); });
    return {box, [box, describe](const QString& value) { box->choose(value, describe); }};
}

PreferenceControl makeHours(const PreferenceChange& change) {
    auto* widget = new QWidget;
    auto* across = acrossIn(widget, 8);
    auto* from = makeHourBox(Upkeep::tr("Earliest time"));
    auto* to = makeHourBox(Upkeep::tr("Latest time"));
    auto* between = new Label(TextStyle::Body, Ink::Text2);
    between->setText(Upkeep::tr("and", "between 20:00 and 07:00"));
    auto* on = new Switch;
    across->addWidget(from);
    across->addWidget(between);
    across->addWidget(to);
    across->addSpacing(px(4));
    across->addWidget(on);
    widget->setFocusProxy(on);
    auto shared = std::make_shared<SharedWindow>();
    const auto tell = [=] {
        UpdateWindow window = shared->window;
        window.from = on->isChecked() ? timeIn(from) : QTime();
        window.to = on->isChecked() ? timeIn(to) : QTime();
        if (!on->isChecked())
            window.days.clear();
        change(window.toText());
    };
    QObject::connect(from, &QComboBox::activated, widget, tell);
    QObject::connect(to, &QComboBox::activated, widget, tell);
    QObject::connect(on, &Switch::clicked, widget, tell);
    return {widget, [=](const QString& value) {
                shared->take(value);
                const bool any = shared->window.isAny();
                on->setChecked(!any);
                on->setAccessibleName(widget->accessibleName());
                showTime(from, any ? QTime(20, 0) : shared->window.from);
                showTime(to, any ? QTime(7, 0) : shared->window.to);
                for (QWidget* part : {static_cast<QWidget*>(from),
                                      static_cast<QWidget*>(between),
                                      static_cast<QWidget*>(to)})
                    part->setVisible(!any);
            }};
}

PreferenceControl makeDays(const PreferenceChange& change) {
    auto* widget = new QWidget;
    auto* across = acrossIn(widget, 4);
    auto shared = std::make_shared<SharedWindow>();
    QHash<int, QToolButton*> buttons;
    const QLocale locale;
    for (int i = 0; i < 7; ++i) {
        const int day = (locale.firstDayOfWeek() - 1 + i) % 7 + 1;
        auto* button = new QToolButton;
        button->setProperty(roleProperty, QStringLiteral("toggle"));
        button->setText(locale.standaloneDayName(day, QLocale::ShortFormat));
        button->setAccessibleName(locale.standaloneDayName(day));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        across->addWidget(button);
        buttons.insert(day, button);
    }
    const auto tell = [=] {
        UpdateWindow window = shared->window;
        window.days.clear();
        for (int day = 1; day <= 7; ++day) {
            if (buttons[day]->isChecked())
                window.days.append(day);
        }
        if (window.days.size() == 7) // every day is what none in particular means
            window.days.clear();
        change(window.toText());
    };
    for (QToolButton* button : buttons)
        QObject::connect(button, &QToolButton::clicked, widget, tell);
    return {widget, [=](const QString& value) {
                shared->take(value);
                const QList<int>& days = shared->window.days;
                for (auto at = buttons.begin(); at != buttons.end(); ++at)
                    at.value()->setChecked(days.isEmpty() || days.contains(at.key()));
            }};
}

PreferenceControl makeProxy(const PreferenceChange& change) {
    auto* widget = new QWidget;
    auto* across = acrossIn(widget, 8);
    auto* box = new ChoiceBox;
    box->addItem(Upkeep::tr("As the system says"), QStringLiteral("system"));
    box->addItem(Upkeep::tr("None"), QStringLiteral("none"));
    box->addItem(Upkeep::tr("Another one"), QString());
    auto* address = new QLineEdit;
    address->setPlaceholderText(QStringLiteral("http://host:port"));
    address->setAccessibleName(Upkeep::tr("Address of the proxy"));
    address->setMinimumWidth(px(180));
    QAction* wrong = address->addAction(themedIcon(QStringLiteral("status-error"), Ink::Error),
                                        QLineEdit::TrailingPosition);
    wrong->setText(Upkeep::tr("Write http://host:port or socks5://host:port"));
    wrong->setVisible(false);
    across->addWidget(address);
    across->addWidget(box);
    widget->setFocusProxy(box);
    address->hide();
    QObject::connect(box, &QComboBox::activated, widget, [=] {
        const QString value = box->currentData().toString();
        address->setVisible(value.isEmpty());
        if (!value.isEmpty())
            change(value);
        else
            address->setFocus();
    });
    QObject::connect(address, &QLineEdit::editingFinished, widget, [=] {
        const QString text = address->text().trimmed();
        const bool understood = isProxyAddress(text);
        wrong->setVisible(!understood && !text.isEmpty());
        if (understood)
            change(text);
    });
    return {widget, [=](const QString& value) {
                const int known = box->findData(value);
                box->setAccessibleName(widget->accessibleName());
                box->setCurrentIndex(known >= 0 ? known : box->count() - 1);
                address->setVisible(known < 0);
                if (known < 0)
                    address->setText(value);
            }};
}

PreferenceControl makePath(const QString& placeholder, const PreferenceChange& change) {
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setMinimumWidth(px(220));
    QObject::connect(edit, &QLineEdit::editingFinished, edit, [edit, change] {
        change(edit->text().trimmed());
    });
    return {edit, [edit](const QString& value) {
                if (!edit->hasFocus())
                    edit->setText(value);
            }};
}

} // namespace upkeep
