// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/contract/jobs.h"

#include <QObject>
#include <QString>

#include <optional>
#include <string>

namespace client::operations {

// The second person's decision about one job (console.md 3.7 B 5 and C 5), without widgets. What is approved is the
// digest that was shown: the plan without the bets that dropped out of it meanwhile. Decides at most once; the service
// checks everything again.
class Approval : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Loading,
        LoadFailed, // answer() says why; load() asks again
        Ready,      // an answer() that is not accepted says why the last decision was not taken
        Sending,
        SendFailed, // it may or may not have arrived; sendAgain() sends the same
        Approved,
        Rejected,
        Returned, // another result was chosen than the request's: it went back to its author
        Closed,   // there is nothing to decide any more: job() says why
    };

    Approval(api::BetApi& api, std::string subject, contract::JobRow job, QObject* parent = nullptr);
    ~Approval() override;

    void load();
    // False: nothing was sent, because the text does not match, no result was chosen, or there is nothing to approve.
    bool approve(const QString& typed, const std::string& result, const std::string& comment);
    // False without a comment.
    bool reject(const std::string& comment);
    void sendAgain();
    void look(); // for a timer, and harmless at any time
    void onJob(const contract::JobRow& job);

    Step step() const { return m_step; }
    const contract::JobRow& job() const { return m_job; }
    const std::optional<contract::JobSummary>& summary() const { return m_summary; }
    const std::optional<contract::JobChanges>& changes() const { return m_changes; }
    const contract::Answer& answer() const { return m_answer; }
    bool isOwn() const { return m_job.author == m_subject; }
    // A result has to be chosen without having seen the requested one.
    bool isBlind() const { return m_job.kind == contract::JobKind::Recalculation; }
    bool mayApprove() const;
    bool mayReject() const;
    std::int64_t bets() const;  // that would move, without those that dropped out
    QString wantedText() const; // "approve 303"; empty if a result is chosen instead
    const std::string& chosenResult() const { return m_order.correctResult; }

Q_SIGNALS:
    void changed();

private:
    template <typename T, typename Then>
    void ask(api::CallOf<T>* call, Then then);
    void enter(Step step);
    void askChanges();
    void send();
    void onDecided(const contract::Result<contract::JobRow>& row);
    void onRefused();
    void settle();

    api::BetApi& m_api;
    const std::string m_subject;
    contract::JobRow m_job;
    Step m_step = Step::Loading;
    std::optional<contract::JobSummary> m_summary;
    std::optional<contract::JobChanges> m_changes;
    contract::Answer m_answer;
    contract::ApprovalOrder m_order; // that was sent
    bool m_rejects = false;          // what was sent is a rejection
    bool m_sent = false;
    bool m_looking = false;
    int m_generation = 0; // answers to earlier questions are of an older one
};

} // namespace client::operations
