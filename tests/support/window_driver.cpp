// SPDX-License-Identifier: Apache-2.0
#include "support/window_driver.h"

#include "widgets/empty_state.h"
#include "widgets/state_banner.h"

#include <QAccessible>
#include <QLabel>
#include <QTest>

namespace upkeep::test {
namespace {

QString plain(QString text) {
    text.remove(u'&');
    text.remove(QChar(0x2068));
    text.remove(QChar(0x2069));
    return text;
}

} // namespace

QAbstractButton* button(const QWidget& in, const QString& text) {
    for (QAbstractButton* candidate : in.findChildren<QAbstractButton*>()) {
        if (candidate->isVisible() && candidate->isEnabled() && plain(candidate->text()) == text)
            return candidate;
    }
    return nullptr;
}

bool shown(const QWidget& in, const QString& text) {
    return button(in, text) != nullptr;
}

void press(QWidget& in, const QString& text) {
    QAbstractButton* found = button(in, text);
    QVERIFY2(found, qPrintable("no button " + text));
    QTest::mouseClick(found, Qt::LeftButton);
}

QString banner(const QWidget& in) {
    for (const StateBanner* candidate : in.findChildren<StateBanner*>()) {
        if (candidate->isVisible())
            return plain(candidate->accessibleName());
    }
    for (const EmptyState* candidate : in.findChildren<EmptyState*>()) {
        if (candidate->isVisible())
            return plain(candidate->accessibleName());
    }
    return {};
}

QString facts(const QWidget& in) {
    for (const FactsRow* candidate : in.findChildren<FactsRow*>()) {
        if (candidate->isVisible())
            return plain(candidate->accessibleName());
    }
    return {};
}

bool says(const QWidget& in, const QString& text) {
    const auto labels = in.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && plain(label->text()).contains(text);
    });
}

int countOf(const QWidget& in, const QString& text) {
    const auto labels = in.findChildren<QLabel*>();
    return int(std::count_if(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && label->text() == text;
    }));
}

QStringList namelessControls(QWidget& in) {
    QStringList nameless;
    for (QWidget* widget : in.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            nameless << QString("%1 in %2")
                            .arg(widget->metaObject()->className(),
                                 widget->parentWidget()->metaObject()->className());
    }
    return nameless;
}

} // namespace upkeep::test
