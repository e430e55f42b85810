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

// One attempt's request and response as text: pretty or raw, to read and to copy. Secrets are masked in both, control
// and bidi characters made visible.
class JsonView : public QWidget
{
    Q_OBJECT

public:
    explicit JsonView(const Format& format, QWidget* parent = nullptr);

    void setAttempt(const client::contract::AttemptRow& attempt, const std::string& call);
    void clear();
    void retranslate();
    // What is shown, and what Copy takes.
    QString text() const;

private:
    void refresh();

    const Format& m_format;
    std::optional<client::contract::AttemptRow> m_attempt;
    std::string m_call;
    QLabel* m_title = nullptr;
    QToolButton* m_raw = nullptr;
    QPushButton* m_copy = nullptr;
    QPlainTextEdit* m_text = nullptr;
};

} // namespace ui
