// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/context.h"
#include "ui/models/deadlettersmodel.h"
#include "ui/models/webhooksmodel.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QPushButton;

namespace ui {

class RowTable;

// The endpoints that are told of events, the dead letters of the chosen ones, and sending those again. The service
// sends all of an endpoint, so that the order of a bet's events holds.
class DeliveriesView : public QWidget
{
    Q_OBJECT

public:
    explicit DeliveriesView(const Context& context, QWidget* parent = nullptr);
    ~DeliveriesView() override;

    void reload();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void onChosen();
    void onConnection();
    void replay();
    void replayNext();
    std::vector<client::contract::WebhookRow> chosen() const;
    std::int64_t deadOfChosen() const;
    QString whyNot() const;
    QString endpointsText() const;
    QString lettersText() const;
    QString nextText() const;

    const Context m_context;
    WebhooksModel m_webhooks;
    DeadLettersModel m_letters;
    std::vector<std::string> m_toReplay; // what is left of the endpoints that were asked for
    QPointer<client::api::Call> m_call;
    QStringList m_told; // what came of each
    QLabel* m_endpointsText;
    RowTable* m_endpoints;
    QLabel* m_lettersText;
    RowTable* m_table;
    QLabel* m_next;
    QLabel* m_result;
    QPushButton* m_replay;
    QPushButton* m_refresh;
};

} // namespace ui
