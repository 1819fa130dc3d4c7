// SPDX-License-Identifier: Apache-2.0
// What's new: changelog entries as text. The feed's Markdown is read by Qt and written out again
// tag by tag, so that no HTML, no picture and no link but https and mailto comes through.
#pragma once

#include "walks/walk_types.h"

#include <QTextBrowser>

namespace upkeep {

class NotesView : public QTextBrowser {
    Q_OBJECT

public:
    explicit NotesView(QWidget* parent = nullptr);
    void setNotes(const QList<ChangelogEntry>& entries, const QList<KnownIssue>& issues);
    void setNotes(const Offer& offer) { setNotes(offer.changes, offer.knownIssues); }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

    // Nothing is ever loaded for a note.
    QVariant loadResource(int type, const QUrl& name) override;

private:
    void paintBullets(QPainter& painter, const QPoint& scrolled) const;
    void placeMargins();
    void render();
    static void openLink(const QUrl& link);

    QList<ChangelogEntry> m_entries;
    QList<KnownIssue> m_issues;
};

// One Markdown item as harmless rich text: emphasis, code, https and mailto links; all else as
// plain text.
QString harmlessHtml(const QString& markdown);

} // namespace upkeep
