// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QWidget>

#include <optional>
#include <string>
#include <string_view>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace ui {

class Format;

// JSON with one member a line and every number and string exactly as it was written; anything that is not strict JSON
// comes back as it is.
std::string prettyJson(std::string_view text);

// The text with tokens, passwords and the like replaced by dots: members of JSON, header lines, bearer words.
QString maskSecrets(const QString& text);

// The lines of both texts: "  " before what both have, "- " before what only the earlier has, "+ " before the later's
// own.
QString lineDifference(const QString& earlier, const QString& later);

// One attempt's request and response as text: pretty, raw, or what changed since the attempt before, to read and to
// copy. Secrets are masked in all, control and bidi characters made visible.
class JsonView : public QWidget
{
    Q_OBJECT

public:
    explicit JsonView(const Format& format, QWidget* parent = nullptr);

    // `before` is the operation's attempt before this one, if there is one.
    void setAttempt(const client::contract::AttemptRow& attempt, const std::string& call,
                    std::optional<client::contract::AttemptRow> before = {});
    void clear();
    void retranslate();
    // What is shown, and what Copy takes.
    QString text() const;

private:
    void refresh();
    QString exchangeText(const client::contract::AttemptRow& attempt, bool raw) const;

    const Format& m_format;
    std::optional<client::contract::AttemptRow> m_attempt;
    std::optional<client::contract::AttemptRow> m_before;
    std::string m_call;
    QLabel* m_title = nullptr;
    QToolButton* m_raw = nullptr;
    QToolButton* m_difference = nullptr;
    QPushButton* m_copy = nullptr;
    QPlainTextEdit* m_text = nullptr;
};

} // namespace ui
