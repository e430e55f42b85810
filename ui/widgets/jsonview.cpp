// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonview.h"

#include "client/contract/json.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <dtl/dtl.hpp>

#include <vector>

namespace ui {

namespace {

constexpr int lineCharsMax = 20'000;

bool isJsonSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Where the body begins: the first line that opens an object or an array. npos: there is none.
std::size_t bodyStart(std::string_view message)
{
    for (std::size_t at = 0; at < message.size();) {
        if (message[at] == '{' || message[at] == '[')
            return at;
        const std::size_t end = message.find('\n', at);
        if (end == std::string_view::npos)
            break;
        at = end + 1;
    }
    return std::string_view::npos;
}

QString visibleLines(std::string_view text)
{
    QString shown;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        shown += Format::foreign(line, lineCharsMax) + QLatin1Char('\n');
    }
    return shown;
}

QString shownMessage(std::string_view message, bool raw)
{
    if (raw)
        return maskSecrets(visibleLines(message));
    const std::size_t start = bodyStart(message);
    if (start == std::string_view::npos)
        return maskSecrets(visibleLines(message));
    return maskSecrets(visibleLines(message.substr(0, start)) + visibleLines(prettyJson(message.substr(start))));
}

} // namespace

std::string prettyJson(std::string_view text)
{
    if (!client::contract::json::parse(text))
        return std::string(text);
    std::string pretty;
    std::size_t depth = 0;
    const auto breakLine = [&] {
        pretty += '\n';
        pretty.append(depth * 2, ' ');
    };
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inString) {
            pretty += c;
            if (c == '\\')
                pretty += text[++at];
            else if (c == '"')
                inString = false;
            continue;
        }
        if (isJsonSpace(c))
            continue;
        if (c == '{' || c == '[') {
            std::size_t next = at + 1;
            while (next < text.size() && isJsonSpace(text[next]))
                ++next;
            pretty += c;
            if (text[next] == '}' || text[next] == ']') {
                pretty += text[next];
                at = next;
                continue;
            }
            ++depth;
            breakLine();
        } else if (c == '}' || c == ']') {
            --depth;
            breakLine();
            pretty += c;
        } else if (c == ',') {
            pretty += c;
            breakLine();
        } else if (c == ':') {
            pretty += ": ";
        } else {
            inString = c == '"';
            pretty += c;
        }
    }
    return pretty;
}

QString maskSecrets(const QString& text)
{
    static const QRegularExpression members(
        QStringLiteral(
            R"(("[^"\n]*(?:token|secret|password|authorization|api_?key|cookie|credential)[^"\n]*"\s*:\s*)("(?:[^"\\\n]|\\.)*"?|[^,}\s"\[{]+))"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression headers(
        QStringLiteral(R"(^((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)\s*:[^\n]*$)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    static const QRegularExpression bearers(QStringLiteral(R"(\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,})"),
                                            QRegularExpression::CaseInsensitiveOption);
    QString masked = text;
    masked.replace(members, QStringLiteral(R"(\1"•••")"));
    masked.replace(headers, QStringLiteral(R"(\1: •••)"));
    masked.replace(bearers, QStringLiteral(R"(\1 •••)"));
    return masked;
}

QString lineDifference(const QString& earlier, const QString& later)
{
    const QStringList before = earlier.split(QLatin1Char('\n'));
    const QStringList after = later.split(QLatin1Char('\n'));
    using Lines = std::vector<QString>;
    dtl::Diff<QString, Lines> diff(Lines(before.begin(), before.end()), Lines(after.begin(), after.end()));
    diff.compose();
    QString text;
    for (const auto& [line, info] : diff.getSes().getSequence()) {
        const char* mark = info.type == dtl::SES_DELETE ? "- " : info.type == dtl::SES_ADD ? "+ " : "  ";
        text += QLatin1String(mark) + line + QLatin1Char('\n');
    }
    return text;
}

JsonView::JsonView(const Format& format, QWidget* parent) : QWidget(parent), m_format(format)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    auto* row = new QHBoxLayout;
    m_title = new QLabel;
    m_title->setTextFormat(Qt::PlainText);
    m_title->setObjectName(QStringLiteral("exchangeTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_raw = new QToolButton;
    m_raw->setCheckable(true);
    m_raw->setObjectName(QStringLiteral("rawButton"));
    m_difference = new QToolButton;
    m_difference->setCheckable(true);
    m_difference->setObjectName(QStringLiteral("differenceButton"));
    m_copy = new QPushButton;
    m_copy->setObjectName(QStringLiteral("copyExchangeButton"));
    row->addWidget(m_title, 1);
    row->addWidget(m_raw);
    row->addWidget(m_difference);
    row->addWidget(m_copy);
    m_text = new QPlainTextEdit;
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setFont(Theme::monoFont());
    m_text->setObjectName(QStringLiteral("exchangeText"));
    m_text->setTabChangesFocus(true);
    column->addLayout(row);
    column->addWidget(m_text, 1);
    connect(m_raw, &QToolButton::toggled, this, &JsonView::refresh);
    connect(m_difference, &QToolButton::toggled, this, &JsonView::refresh);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    retranslate();
}

void JsonView::setAttempt(const client::contract::AttemptRow& attempt, const std::string& call,
                          std::optional<client::contract::AttemptRow> before)
{
    m_attempt = attempt;
    m_before = std::move(before);
    m_call = call;
    refresh();
}

void JsonView::clear()
{
    m_attempt.reset();
    m_before.reset();
    refresh();
}

void JsonView::retranslate()
{
    m_raw->setText(tr("Ra&w"));
    m_raw->setToolTip(tr("Show the bytes as they were sent and received"));
    m_difference->setText(tr("&Changes"));
    m_copy->setText(tr("Cop&y"));
    m_text->setAccessibleName(tr("Request and response"));
    m_text->setPlaceholderText(tr("Choose an attempt in the timeline."));
    refresh();
}

QString JsonView::text() const
{
    return m_text->toPlainText();
}

QString JsonView::exchangeText(const client::contract::AttemptRow& attempt, bool raw) const
{
    return shownMessage(attempt.request, raw) + QLatin1Char('\n') +
           (attempt.http > 0 ? QStringLiteral("← %1").arg(attempt.http) : tr("← no complete answer")) +
           QLatin1Char('\n') + shownMessage(attempt.response, raw);
}

void JsonView::refresh()
{
    m_copy->setEnabled(m_attempt.has_value());
    m_raw->setEnabled(m_attempt.has_value());
    m_difference->setEnabled(m_before.has_value());
    m_difference->setToolTip(m_before ? tr("Show what changed since attempt %1").arg(m_format.number(m_before->number))
                                      : tr("There is no attempt before this one."));
    if (!m_attempt) {
        m_title->clear();
        m_text->clear();
        return;
    }
    m_title->setText(tr("%1, attempt %2").arg(Format::foreign(m_call), m_format.number(m_attempt->number)));
    const bool raw = m_raw->isChecked();
    QString text = exchangeText(*m_attempt, raw);
    if (m_before && m_difference->isChecked())
        text = lineDifference(exchangeText(*m_before, raw), text);
    if (text == m_text->toPlainText())
        return;
    const int scrolled = m_text->verticalScrollBar()->value();
    m_text->setPlainText(text);
    m_text->verticalScrollBar()->setValue(scrolled);
}

} // namespace ui
