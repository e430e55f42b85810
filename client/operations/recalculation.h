// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/contract/jobs.h"
#include "client/ports/clock.h"
#include "client/ports/random.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace client::operations {

// What a person decides about a recalculation before it is planned. All of it is part of the plan, and of its digest.
struct RecalculationDraft
{
    std::string result;
    std::string reason; // a code of contract::jobReasons()
    std::string reasonText;
    std::string ticket;
    std::vector<contract::JobInput> inputs; // for bets that cannot be computed
};

// One recalculation of a round from the correct result to the request for approval (console.md 3.7 C), without widgets.
// Nothing here is journalled: a plan moves nothing, and the service keeps it. A plan's id is made once and used again
// until the service has answered for it, so that asking twice makes one job.
class Recalculation : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Editing,
        Planning,     // the service reads the bets into the plan
        PlanFailed,   // answer() says why; plan() asks again
        Planned,      // summary() is what would be done
        Submitting,   // on its way to the approvers
        SubmitFailed, // it may or may not have arrived; confirm() sends the same again
        Refused,      // the service does not take this plan any more: answer(). Another plan is needed.
        Submitted,    // job() tells what comes of it
    };

    enum class Missing { Nothing, Result, OtherResult, Reason, ReasonText, Ticket };
    static constexpr int reasonTextMin = 10;
    // Bets of a kind that are listed one by one; the rest is only counted.
    static constexpr std::size_t listedMax = 500;

    Recalculation(api::BetApi& api, const ports::Clock& clock, ports::Random& random, contract::InstanceInfo instance,
                  contract::RoundRow round, QObject* parent = nullptr);
    ~Recalculation() override;

    // The first thing that keeps the draft from being planned. A round that needs a recalculation may be settled anew
    // by the result that it has.
    Missing missing(const RecalculationDraft& draft) const;
    bool isRecordedResult(const std::string& result) const;
    // Nothing while a plan is being made or sent.
    void plan(const RecalculationDraft& draft);
    // What was planned is no longer wanted; the service forgets it by itself.
    void edit();
    // "r-55120 BLACK 7", empty while there is no plan.
    QString wantedText() const;
    // Sends the plan that was read to the approvers, once however often it is called. False: nothing was sent, because
    // the typed text is another one, the plan is too old, or it is not the time for it.
    bool confirm(const QString& typed);
    void withdraw();
    // Asks how far the service is; for a timer, and harmless at any time.
    void look();

    // What the feed brought.
    void onRound(const contract::RoundRow& round);
    void onJob(const contract::JobRow& job);
    // The service's clock less ours.
    void setClockSkewMs(std::int64_t skewMs) { m_skewMs = skewMs; }

    Step step() const { return m_step; }
    const contract::RoundRow& round() const { return m_round; }
    const RecalculationDraft& draft() const { return m_draft; }
    const std::optional<contract::JobRow>& job() const { return m_job; }
    const std::optional<contract::JobSummary>& summary() const { return m_summary; }
    const std::vector<contract::JobItem>& needsInput() const { return m_needsInput; }
    const std::vector<contract::JobItem>& deferred() const { return m_deferred; }
    const contract::Answer& answer() const { return m_answer; }
    bool isWithdrawing() const { return m_withdrawing; }
    // Of a plan that has not been sent: the service does not take it after that moment. UTC of this computer.
    std::int64_t validUntilMs() const;
    bool isTooOld() const;
    // The round has another result than when the plan was made.
    bool hasRoundMoved() const;

Q_SIGNALS:
    void changed();

private:
    template <typename T, typename Then>
    void ask(api::CallOf<T>* call, Then then);
    void enter(Step step);
    void onPlanned(const contract::Result<contract::JobRow>& row);
    void askSummary();
    void askItems(contract::JobItemState state);
    void onSubmitted(const contract::Result<contract::JobRow>& row);
    void take(const contract::JobRow& row);

    api::BetApi& m_api;
    const ports::Clock& m_clock;
    ports::Random& m_random;
    const contract::InstanceInfo m_instance;
    contract::RoundRow m_round;
    Step m_step = Step::Editing;
    RecalculationDraft m_draft;
    contract::JobId m_id;
    std::optional<contract::JobRow> m_job;
    std::optional<contract::JobSummary> m_summary;
    std::vector<contract::JobItem> m_needsInput;
    std::vector<contract::JobItem> m_deferred;
    contract::Answer m_answer;
    bool m_withdrawing = false;
    bool m_looking = false;
    std::int64_t m_skewMs = 0;
    int m_generation = 0; // answers to an earlier plan are of an older one
};

} // namespace client::operations
