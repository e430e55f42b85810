// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"

#include <QWidget>

class QHBoxLayout;

namespace ui {

class LineLabel;
class Theme;

// The strip under the top bar: the terms of the query as chips that can be taken away, or what is wrong with its text.
class QueryChips : public QWidget
{
    Q_OBJECT

public:
    explicit QueryChips(const Theme& theme, QWidget* parent = nullptr);

    void setQuery(const client::contract::Query& query);
    void setError(const QString& error); // empty: none
    void setShown(bool shown);           // false: hidden whatever there is to say
    QStringList chipTexts() const;

Q_SIGNALS:
    // The query's text without a chip.
    void textChanged(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    QString textWithout(std::size_t index) const;

    const Theme& m_theme;
    client::contract::Query m_query;
    QString m_error;
    bool m_shown = true;
    QHBoxLayout* m_layout;
    QWidget* m_chips = nullptr;
    LineLabel* m_errorLabel;
};

} // namespace ui
