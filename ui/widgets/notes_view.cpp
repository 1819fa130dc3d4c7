// SPDX-License-Identifier: Apache-2.0
#include "widgets/notes_view.h"

#include "text/format.h"
#include "theme/icons.h"
#include "theme/paint.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

namespace upkeep {
namespace {

bool isOpenable(const QUrl& link) {
    return link.scheme() == QLatin1String("https") || link.scheme() == QLatin1String("mailto");
}

QString fragmentHtml(const QTextFragment& fragment) {
    const QTextCharFormat format = fragment.charFormat();
    QString text = fragment.text().toHtmlEscaped();
    text.remove(QChar::ObjectReplacementCharacter); // a picture: never fetched, never shown
    if (format.fontFixedPitch())
        text = QStringLiteral("<code>%1</code>").arg(text);
    if (format.fontWeight() > QFont::Medium)
        text = QStringLiteral("<b>%1</b>").arg(text);
    if (format.fontItalic())
        text = QStringLiteral("<i>%1</i>").arg(text);
    const QUrl link(format.anchorHref());
    if (isOpenable(link))
        text = QStringLiteral("<a href=\"%1\">%2</a>")
                   .arg(link.toString(QUrl::FullyEncoded).toHtmlEscaped(), text);
    return text;
}

// QTextDocument's own names for the sections of a changelog.
QString sectionName(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::Added:
        return NotesView::tr("New");
    case ChangeKind::Changed:
        return NotesView::tr("Changed");
    case ChangeKind::Deprecated:
        return NotesView::tr("Going away");
    case ChangeKind::Removed:
        return NotesView::tr("Removed");
    case ChangeKind::Fixed:
        return NotesView::tr("Fixed");
    case ChangeKind::Security:
        return NotesView::tr("Security");
    }
    return {};
}

QString badgeName(const QString& text) {
    return QStringLiteral("badge:") + text;
}

// The words a breaking change starts with are shown as a badge instead.
QString withoutBreaking(QString markdown) {
    static const QRegularExpression start(
        QStringLiteral("^\\s*(\\*\\*)?breaking( change)?:?(\\*\\*)?:?\\s*"),
        QRegularExpression::CaseInsensitiveOption);
    return markdown.remove(start);
}

QString changeHtml(const Change& change) {
    const bool security = change.kind == ChangeKind::Security;
    QString badge;
    if (change.breaking)
        badge = badgeName(QStringLiteral("breaking"));
    else if (security)
        badge = badgeName(QStringLiteral("security"));
    const QString mark =
        badge.isEmpty()
            ? QString()
            : QStringLiteral("<img src=\"%1\" style=\"vertical-align:middle\"/>&nbsp;").arg(badge);
    const QString text = change.breaking ? withoutBreaking(change.text) : change.text;
    return QStringLiteral("<li>%1%2</li>").arg(mark, harmlessHtml(text));
}

QString entryHtml(const ChangelogEntry& entry) {
    QString html = QStringLiteral("<p class=\"version\"><span class=\"lead\"><b>%1</b></span>")
                       .arg(isolated(entry.version.toString()).toHtmlEscaped());
    if (entry.date.isValid())
        html += QStringLiteral("&nbsp; <span class=\"date\">%1</span>").arg(formatDay(entry.date));
    if (entry.yanked)
        html +=
            QStringLiteral("&nbsp; <span class=\"date\">%1</span>").arg(NotesView::tr("withdrawn"));
    html += QLatin1String("</p>");
    if (!entry.intro.isEmpty())
        html += QStringLiteral("<p>%1</p>").arg(harmlessHtml(entry.intro));
    for (const auto kind : {ChangeKind::Security,
                            ChangeKind::Added,
                            ChangeKind::Changed,
                            ChangeKind::Fixed,
                            ChangeKind::Deprecated,
                            ChangeKind::Removed}) {
        QString items;
        for (const Change& change : entry.changes) {
            if (change.kind == kind)
                items += changeHtml(change);
        }
        if (!items.isEmpty())
            html += QStringLiteral("<p class=\"section\">%1</p><ul>%2</ul>")
                        .arg(sectionName(kind), items);
    }
    return html;
}

QString issueHtml(const KnownIssue& issue) {
    QString text = harmlessHtml(issue.text);
    const QUrl link(issue.url);
    if (isOpenable(link))
        text += QStringLiteral(" <a href=\"%1\">%2</a>")
                    .arg(link.toString(QUrl::FullyEncoded).toHtmlEscaped(), NotesView::tr("More"));
    return QStringLiteral(
               "<table class=\"issue\" width=\"100%\" cellpadding=\"10\"><tr>"
               "<td width=\"20\"><img src=\"icon:issue\"/></td><td><b>%1</b> %2</td></tr></table>")
        .arg(NotesView::tr("Known issue."), text);
}

QString notesStyle() {
    const Theme& theme = Theme::current();
    const auto size = [&](TextStyle style) {
        return QString::number(theme.font(style).pointSizeF(), 'f', 1);
    };
    QString css =
        QStringLiteral("p{margin:0;} li{margin-bottom:%1px;} ul{margin:0 0 %2px %3px; "
                       "-qt-list-indent:0; list-style-type:none;}"
                       "p.version{margin-top:%4px; margin-bottom:%2px;} span.lead{font-size:%5pt;}"
                       "span.date{font-size:%6pt; color:%7;} a{color:%8; text-decoration:none;}"
                       "p.section{font-weight:600; margin-top:%2px; margin-bottom:%1px;}"
                       "table.issue{margin-top:%2px; margin-bottom:%2px;}");
    return css.arg(px(6)).arg(px(8)).arg(px(14)).arg(px(4)).arg(size(TextStyle::Lead),
                                                                size(TextStyle::Caption),
                                                                theme.colour(Ink::Text2).name(),
                                                                theme.colour(Ink::Accent).name());
}

QImage badgeImage(const QString& text, Tone tone, qreal scale) {
    const QSize size = badgeSize(text);
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintBadge(painter, QRect(QPoint(0, 0), size), text, tone);
    return image;
}

} // namespace

QString harmlessHtml(const QString& markdown) {
    QTextDocument document;
    document.setMarkdown(markdown,
                         QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                             QTextDocument::MarkdownNoHTML);
    QStringList blocks;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QString line;
        for (auto part = block.begin(); !part.atEnd(); ++part)
            line += fragmentHtml(part.fragment());
        if (!line.isEmpty())
            blocks << line;
    }
    return blocks.join(QLatin1String("<br/>"));
}

NotesView::NotesView(QWidget* parent) : QTextBrowser(parent) {
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setAccessibleName(tr("What's new"));
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    document()->setIndentWidth(px(14));
    placeMargins();
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QTextBrowser::anchorClicked, this, &NotesView::openLink);
}

// The scroll bar stands in the padding of its side.
void NotesView::placeMargins() {
    const bool mirrored = isRightToLeft();
    setViewportMargins(px(mirrored ? 4 : 16), px(12), px(mirrored ? 16 : 4), px(8));
}

void NotesView::setNotes(const QList<ChangelogEntry>& entries, const QList<KnownIssue>& issues) {
    m_entries = entries;
    m_issues = issues;
    render();
}

void NotesView::render() {
    document()->setDefaultFont(Theme::current().font(TextStyle::Body));
    document()->setDefaultStyleSheet(notesStyle());
    QString html;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        html += entryHtml(m_entries[i]);
        if (i > 0)
            continue;
        for (const KnownIssue& issue : std::as_const(m_issues))
            html += issueHtml(issue);
    }
    if (html.isEmpty())
        html =
            QStringLiteral("<p>%1</p>").arg(tr("The publisher gives no notes for this version."));
    const int place = verticalScrollBar()->value();
    setHtml(html);
    verticalScrollBar()->setValue(place);
}

bool NotesView::event(QEvent* event) {
    const bool result = QTextBrowser::event(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        placeMargins();
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::ApplicationFontChange)
        render();
    return result;
}

QVariant NotesView::loadResource(int type, const QUrl& name) {
    if (type != QTextDocument::ImageResource)
        return {};
    const Theme& theme = Theme::current();
    const QString wanted = name.toString();
    if (wanted == QLatin1String("badge:breaking"))
        return badgeImage(tr("Breaking"), Tone::Attention, devicePixelRatioF());
    if (wanted == QLatin1String("badge:security"))
        return badgeImage(tr("Security"), Tone::Security, devicePixelRatioF());
    if (wanted == QLatin1String("icon:issue"))
        return iconPixmap(QStringLiteral("status-attention"),
                          theme.colour(Ink::Attention),
                          px(18),
                          devicePixelRatioF())
            .toImage();
    return {};
}

// Rich text cannot round corners: the ground of a known issue is painted below the text.
void NotesView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const QPoint scrolled(horizontalScrollBar()->value(), verticalScrollBar()->value());
    const auto frames = document()->rootFrame()->childFrames();
    for (const QTextFrame* frame : frames) {
        if (!qobject_cast<const QTextTable*>(frame))
            continue;
        QRectF place;
        for (QTextBlock block = document()->findBlock(frame->firstPosition());
             block.isValid() && block.position() <= frame->lastPosition();
             block = block.next())
            place |= document()->documentLayout()->blockBoundingRect(block);
        place.setLeft(0);
        place.setRight(document()->textWidth());
        paintRounded(painter,
                     place.adjusted(0, -px(10), 0, px(10)).translated(-scrolled),
                     px(8),
                     Theme::current().colour(Ink::AttentionTint));
    }
    paintBullets(painter, scrolled);
    painter.end();
    QTextBrowser::paintEvent(event);
}

// Rich text puts its own close to the words and as large as its font.
void NotesView::paintBullets(QPainter& painter, const QPoint& scrolled) const {
    const QColor colour = Theme::current().colour(Ink::Text2);
    const bool toRight = document()->defaultTextOption().textDirection() == Qt::RightToLeft;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!block.textList() || !block.layout() || block.layout()->lineCount() == 0)
            continue;
        const QTextLine first = block.layout()->lineAt(0);
        const QRectF line = first.naturalTextRect().translated(block.layout()->position());
        const bool mirrored = toRight || block.textDirection() == Qt::RightToLeft;
        const qreal x = mirrored ? line.right() + px(12) : line.left() - px(12);
        const QPointF centre(x, line.top() + line.height() / 2);
        paintRounded(
            painter,
            QRectF(0, 0, px(4), px(4)).translated(centre - QPointF(px(2), px(2)) - scrolled),
            px(2),
            colour);
    }
}

void NotesView::openLink(const QUrl& link) {
    if (isOpenable(link))
        QDesktopServices::openUrl(link);
}

} // namespace upkeep
