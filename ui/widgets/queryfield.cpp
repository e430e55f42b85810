// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/queryfield.h"

#include "ui/glyph.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QEvent>
#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStringListModel>
#include <QTextCharFormat>

namespace ui {

using client::contract::Query;
using client::contract::QueryError;
using QueryFieldId = client::contract::QueryField;

namespace {

constexpr int delayMs = 200;
constexpr int lengthMax = 1'000;
constexpr int searchIconRoom = 26;

// The parser counts bytes of UTF-8, a line edit counts UTF-16 units.
int position16(const QString& text, std::size_t bytes)
{
    return static_cast<int>(QString::fromUtf8(text.toUtf8().left(static_cast<qsizetype>(bytes))).size());
}

bool isBoundary(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')';
}

} // namespace

QueryField::QueryField(const Theme& theme, QWidget* parent)
    : QLineEdit(parent), m_theme(theme), m_completer(new QCompleter(this)), m_words(new QStringListModel(this))
{
    setObjectName(QStringLiteral("queryField"));
    setMaxLength(lengthMax);
    setTextMargins(searchIconRoom - 10, 0, 0, 0);
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayMs);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &QueryField::complete);
    connect(&m_delay, &QTimer::timeout, this, &QueryField::apply);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_delay.start();
        offerCompletion();
    });
    connect(this, &QLineEdit::returnPressed, this, &QueryField::apply);
    retranslate();
}

void QueryField::retranslate()
{
    setPlaceholderText(tr("Filter, for example status:failed partner:acme amount>100 last:1h"));
    setAccessibleName(tr("Filter of the bets"));
}

void QueryField::setQueryText(const QString& text)
{
    setText(text);
    apply();
}

void QueryField::apply()
{
    m_delay.stop();
    const auto bytes = text().toStdString();
    auto parsed = Query::parse(bytes);
    const bool hadError = m_error.has_value();
    if (parsed) {
        m_error.reset();
        const bool isNew = parsed->text() != m_query.text();
        m_query = std::move(*parsed);
        if (isNew)
            Q_EMIT queryChanged(m_query);
    } else {
        m_error = std::move(parsed.error());
    }
    underlineError();
    if (hadError || m_error)
        Q_EMIT errorChanged();
}

QString QueryField::explain(const QueryError& error, const QString& text)
{
    const auto word = QString::fromStdString(error.word);
    const int column = position16(text, error.position) + 1;
    QString said;
    switch (error.kind) {
    case QueryError::Kind::UnknownField:
        said = tr("Unknown field `%1`.").arg(word);
        break;
    case QueryError::Kind::UnknownValue:
        said = tr("Unknown value `%1`.").arg(word);
        break;
    case QueryError::Kind::BadNumber:
        said = tr("`%1` is not a number.").arg(word);
        break;
    case QueryError::Kind::BadDuration:
        said = tr("`%1` is not a duration such as 90s, 15m, 1h or 7d.").arg(word);
        break;
    case QueryError::Kind::MissingValue:
        said = tr("A value is missing after `%1`.").arg(word);
        break;
    case QueryError::Kind::UnclosedQuote:
        said = tr("The quotation mark is not closed.");
        break;
    case QueryError::Kind::UnclosedParenthesis:
        said = tr("The parenthesis is not closed.");
        break;
    case QueryError::Kind::UnexpectedWord:
        said = word.isEmpty() ? tr("Something is missing at the end.") : tr("`%1` can not stand here.").arg(word);
        break;
    case QueryError::Kind::BadOperator:
        said = tr("The operator `%1` does not fit this field.").arg(word);
        break;
    case QueryError::Kind::TooLong:
        said = tr("The filter is too long.");
        break;
    }
    if (!error.suggestion.empty())
        said += u' ' + tr("Did you mean `%1`?").arg(QString::fromStdString(error.suggestion));
    //: %1 a number, %2 the error as a sentence
    return tr("Position %1: %2").arg(column).arg(said);
}

QueryField::Word QueryField::wordAtCursor() const
{
    const auto whole = text();
    Word word{cursorPosition(), cursorPosition()};
    while (word.start > 0 && !isBoundary(whole[word.start - 1]))
        --word.start;
    while (word.end < whole.size() && !isBoundary(whole[word.end]))
        ++word.end;
    return word;
}

QStringList QueryField::candidates() const
{
    const auto at = wordAtCursor();
    const auto word = text().mid(at.start, cursorPosition() - at.start);
    QStringList words;
    const auto colon = word.indexOf(u':');
    if (colon < 0) {
        for (const auto& field : Query::fieldWords())
            words << QString::fromStdString(field) + u':';
        words << QStringLiteral("not") << QStringLiteral("or");
    } else {
        const auto field = word.left(colon + 1);
        for (int i = 0; i <= static_cast<int>(QueryFieldId::Text); ++i) {
            const auto id = static_cast<QueryFieldId>(i);
            if (field.left(colon) !=
                QString::fromUtf8(Query::word(id).data(), static_cast<qsizetype>(Query::word(id).size())))
                continue;
            for (const auto& value : Query::valueWords(id))
                words << field + QString::fromStdString(value);
            if (m_values) {
                for (const auto& value : m_values(id))
                    words << QString::fromStdString(
                        Query::termText(id, client::contract::QueryOperator::Equals, value.toStdString()));
            }
            if (id == QueryFieldId::Last)
                words << QStringLiteral("last:5m") << QStringLiteral("last:1h") << QStringLiteral("last:24h");
        }
    }
    QStringList fitting;
    for (const auto& candidate : std::as_const(words)) {
        if (candidate.startsWith(word, Qt::CaseInsensitive) && candidate != word)
            fitting << candidate;
    }
    return fitting;
}

void QueryField::offerCompletion()
{
    const auto at = wordAtCursor();
    const auto word = text().mid(at.start, cursorPosition() - at.start);
    const auto words = word.isEmpty() ? QStringList{} : candidates();
    if (words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(words);
    m_completer->setCompletionPrefix(word);
    auto box = cursorRect();
    box.setWidth(260);
    m_completer->complete(box);
}

void QueryField::complete(const QString& word)
{
    const auto at = wordAtCursor();
    auto whole = text();
    const bool isField = word.endsWith(u':');
    whole.replace(at.start, at.end - at.start, isField ? word : word + u' ');
    setText(whole);
    setCursorPosition(at.start + static_cast<int>(word.size()) + (isField ? 0 : 1));
    if (isField)
        offerCompletion();
    m_delay.start();
}

QString QueryField::joined(const QString& query, const QString& term)
{
    const auto before = query.trimmed();
    if (before.isEmpty())
        return term;
    const auto parsed = Query::parse(before.toStdString());
    const bool plain = parsed && parsed->isConjunction();
    return plain ? before + u' ' + term : QStringLiteral("(%1) %2").arg(before, term);
}

void QueryField::underlineError()
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_error) {
        const int start = position16(text(), m_error->position);
        const int length = std::max(1, position16(text(), m_error->position + m_error->length) - start);
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme.colors().danger);
        attributes << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, start - cursorPosition(), length,
                                                   format);
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void QueryField::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (m_error)
            Q_EMIT errorChanged();
    }
    QLineEdit::changeEvent(event);
}

void QueryField::keyPressEvent(QKeyEvent* event)
{
    const bool popupOpen = m_completer->popup()->isVisible();
    if (event->key() == Qt::Key_Escape && !popupOpen) {
        if (text().isEmpty())
            focusNextChild();
        else
            setQueryText({});
        return;
    }
    if (event->key() == Qt::Key_Down && !popupOpen) {
        m_words->setStringList(candidates());
        m_completer->setCompletionPrefix({});
        m_completer->complete();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void QueryField::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::ShortcutFocusReason)
        selectAll();
}

void QueryField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    paintGlyph(painter, QRectF(7, (height() - 14) / 2.0, 14, 14), Glyph::Search, m_theme.colors().secondary);
}

} // namespace ui
