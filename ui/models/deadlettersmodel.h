// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <string>
#include <vector>

namespace ui {

class Format;

// Events that some endpoints did not take at their last attempt, and those behind them: one endpoint after the other,
// the newest of each first.
class DeadLettersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { At, Event, About, Endpoint, Tries, Error, Id };
    static constexpr int columns = 7;
    static constexpr std::size_t lettersMax = 2'000;

    struct Letter
    {
        std::string endpoint;
        client::contract::DeadLetterRow row;
    };

    DeadLettersModel(client::api::BetApi& api, const client::ports::Clock& clock, const Format& format,
                     QObject* parent = nullptr);
    ~DeadLettersModel() override;

    // Those of these endpoints, read anew.
    void show(std::vector<std::string> endpoints);
    const std::vector<std::string>& endpoints() const { return m_endpoints; }
    void retranslate();

    bool isLoading() const { return m_call; }
    bool isCut() const { return m_rows.size() >= lettersMax; } // there may be more
    // Why they did not all come, in the console's language; empty if they came.
    const QString& problem() const { return m_problem; }
    QString text(const Letter& letter, Column column) const;

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    static QString header(Column column);

Q_SIGNALS:
    void loadingChanged();

private:
    void ask(std::size_t endpoint, const std::string& cursor);
    void append(const std::string& endpoint, const std::vector<client::contract::DeadLetterRow>& rows);
    void giveUpCall();

    client::api::BetApi& m_api;
    const client::ports::Clock& m_clock;
    const Format& m_format;
    std::vector<std::string> m_endpoints;
    std::vector<Letter> m_rows;
    QPointer<client::api::Call> m_call;
    QString m_problem;
};

} // namespace ui
