// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartdata.h"
#include "ui/context.h"
#include "ui/models/partnersmodel.h"
#include "ui/pages/page.h"

#include <QPointer>
#include <QTimer>

#include <array>
#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace ui {

class AttentionCard;
class RowTable;
class TimeChart;

// What needs attention and for how long, how the last hour went, and how each partner fares. Asks the service every few
// seconds while it can be seen.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    enum class Card { Failed, Retrying, Held, InDoubt, Approvals };
    static constexpr std::size_t cards = 5;
    static constexpr std::int64_t refreshMs = 5'000;

    explicit OverviewPage(const Context& context, QWidget* parent = nullptr);
    ~OverviewPage() override;

    QString title() const override { return tr("Overview"); }
    Glyph icon() const override { return Glyph::Square; }
    std::vector<QWidget*> panes() const override;
    QString badge() const override;
    void refresh() override;
    void onRows(const client::feed::Rows& rows) override;
    void setLink(const LinkStatus& status) override;

    AttentionCard& card(Card card) { return *m_cards[static_cast<std::size_t>(card)]; }
    TimeChart& calls() { return *m_calls; }
    TimeChart& durations() { return *m_durations; }
    TimeChart& queue() { return *m_queue; }
    RowTable& partners() { return *m_partnersTable; }
    // Calm, in trouble, not answered, offline: one sentence.
    QString statusText() const;
    const client::contract::PartnerStats* chosenPartner() const;
    // Numbers of an earlier session, until the service gives its own.
    void showEarlier(const client::contract::Stats& stats, qint64 readAtMs);
    // What has to be asked for again; a timer calls it.
    void tick();

    static Place placeOf(Card card);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void buildCards();
    void arrange();
    void retranslate();
    void ask();
    void giveUpCall();
    void onConnection();
    void refreshStatus();
    void showStats();
    void showPartner();
    ChartData callsData() const;
    ChartData queueData() const;
    ChartData durationsData() const;
    bool isReachable() const;
    int needingAttention() const;
    void openPartner();

    const Context m_context;
    LinkStatus m_link;
    std::optional<client::contract::Stats> m_stats;
    qint64 m_checkedAtMs = 0; // UTC of the last answer
    std::string m_environmentId;
    QString m_problem;
    std::int64_t m_askAtMs = 0; // steady
    QPointer<client::api::Call> m_call;
    client::contract::PartnerId m_chosen;
    PartnersModel m_partners;
    QTimer m_timer;

    QLabel* m_status;
    QPushButton* m_retry;
    QScrollArea* m_scroll;
    QGridLayout* m_grid;
    int m_columns = 0; // of the grid
    std::array<AttentionCard*, cards> m_cards{};
    TimeChart* m_calls;
    TimeChart* m_durations;
    TimeChart* m_queue;
    QWidget* m_partnersBox;
    QLabel* m_partnersTitle;
    RowTable* m_partnersTable;
};

} // namespace ui
