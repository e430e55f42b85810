// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"

#include <QLineEdit>
#include <QTimer>

#include <functional>
#include <optional>

class QCompleter;
class QStringListModel;

namespace ui {

class Theme;

// The one query language as a line edit: checked while one types, with completion of fields and values.
class QueryField : public QLineEdit
{
    Q_OBJECT

public:
    // Known values of a field, for completion beyond the fixed words: partners, rounds.
    using Values = std::function<QStringList(client::contract::QueryField field)>;

    explicit QueryField(const Theme& theme, QWidget* parent = nullptr);

    void setValues(Values values) { m_values = std::move(values); }
    // Sets the text and applies it at once.
    void setQueryText(const QString& text);
    const client::contract::Query& query() const { return m_query; }
    const std::optional<client::contract::QueryError>& error() const { return m_error; }

    // A sentence with the position, in the language of the console.
    static QString explain(const client::contract::QueryError& error, const QString& text);
    // What could stand at the cursor, as the whole words that would replace the one that is there.
    QStringList candidates() const;
    // Joins a term to a query: "and" is a space; alternatives are put in parentheses first.
    static QString joined(const QString& query, const QString& term);

Q_SIGNALS:
    // The text is a query, and another one than before.
    void queryChanged(const client::contract::Query& query);
    void errorChanged();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Word
    {
        int start = 0;
        int end = 0;
    };
    Word wordAtCursor() const;
    void apply();
    void offerCompletion();
    void complete(const QString& word);
    void underlineError();
    void retranslate();

    const Theme& m_theme;
    Values m_values;
    client::contract::Query m_query;
    std::optional<client::contract::QueryError> m_error;
    QCompleter* m_completer;
    QStringListModel* m_words;
    QTimer m_delay;
};

} // namespace ui
