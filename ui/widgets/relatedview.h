// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/models/betsmodel.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;

namespace ui {

class RowTable;

// Bets that may explain another one: those of its round, what its player did just before and after, or those that fail
// for the same cause. Asked from the
// service when somebody looks, because the player's other bets need not be among the rows at hand.
class RelatedView : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::int64_t aroundMs = 10 * 60'000;
    static constexpr int rowsMax = 200;

    explicit RelatedView(const Context& context, QWidget* parent = nullptr);
    ~RelatedView() override;

    void setBet(const client::contract::BetRow& bet);
    void clear();
    void retranslate();

Q_SIGNALS:
    void betRequested(const client::contract::BetRow& row);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Scope { Round, Player, Failure };

    Scope scope() const;
    void ask();
    void askGroup();
    void onPage(client::api::CallOf<client::contract::Page<client::contract::BetRow>>* call);
    void forget();
    void say(const QString& text);
    void fitColumns();

    const Context m_context;
    BetsModel m_model;
    std::optional<client::contract::BetRow> m_bet;
    bool m_asked = false;
    QPointer<client::api::Call> m_call;
    QComboBox* m_scope = nullptr;
    RowTable* m_table = nullptr;
    QLabel* m_line = nullptr;
};

} // namespace ui
