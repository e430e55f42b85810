// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QAction>
#include <QMenu>

#include <functional>
#include <optional>
#include <string>

namespace ui {

// The attempt as a command for a shell, with the key that it was sent with. It holds no secret and no address: the
// reader's own $BASE_URL and $TOKEN stand in for them.
QString curlCommand(const client::contract::AttemptRow& attempt, const std::string& key);

// What can be taken along from the shown bet and the chosen attempt.
class CopyMenu : public QMenu
{
    Q_OBJECT

public:
    struct Subject
    {
        client::contract::BetRow bet;
        std::string environment;
        std::optional<client::contract::AttemptRow> attempt;
        std::string key; // of the attempt's operation
    };
    // nullopt: there is nothing to copy.
    using Source = std::function<std::optional<Subject>()>;

    explicit CopyMenu(Source source, QWidget* parent = nullptr);

    void retranslate();
    void copyCurl() { m_curl->trigger(); }

private:
    QAction* add(const char* name, std::function<QString(const Subject&)> text);

    Source m_source;
    QAction* m_id;
    QAction* m_json;
    QAction* m_csv;
    QAction* m_filter;
    QAction* m_link;
    QAction* m_curl;
};

} // namespace ui
