// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/call.h"
#include "client/contract/alerts.h"
#include "client/contract/audit.h"
#include "client/contract/failures.h"
#include "client/contract/jobs.h"
#include "client/contract/messages.h"
#include "client/contract/note.h"
#include "client/contract/partners.h"
#include "client/contract/reconciliation.h"
#include "client/contract/resolution.h"
#include "client/contract/retry.h"
#include "client/contract/stats.h"
#include "client/contract/views.h"
#include "client/contract/webhooks.h"
#include "client/contract/wire.h"
#include "client/ports/clock.h"
#include "client/ports/random.h"
#include "client/ports/timers.h"
#include "client/ports/transport.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace client::api {

struct BetFilter
{
    std::string partner;
    std::string player;
    std::string round;
    std::string status; // a word of ShownStatus
    std::string idPrefix;
    std::int64_t createdFrom = 0; // UTC, as is createdTo
    std::int64_t createdTo = 0;
    std::string cursor; // nextCursor of the page before
    int limit = 200;
};

struct JobFilter
{
    std::string state; // a word of JobState
    std::string kind;  // a word of JobKind
    std::string round;
    std::string cursor;
    int limit = 100;
};

struct FailureFilter
{
    std::string partner;
    std::string bet = {}; // with a partner: the group that this bet is in now
    std::string state;    // a word of FailureState
    std::string cursor;
    int limit = 200;
};

struct AuditFilter
{
    std::string subject;
    std::string action;
    std::string object;
    std::int64_t createdFrom = 0; // UTC
    std::int64_t createdTo = 0;
    std::string cursor;
    int limit = 200;
};

struct ReconciliationItemFilter
{
    std::string kind;                  // a word of ReconciliationClass
    std::optional<bool> accepted = {}; // nullopt: both
    std::int64_t sinceBefore = 0;      // UTC; 0: any age
    std::string cursor = {};
    int limit = 200;
};

enum class JobVerb { Withdraw, Pause, Resume, Cancel, RetryFailed };

// A stretch of a job's report as CSV or JSON lines.
struct ReportPage
{
    std::string text;
    std::string nextCursor; // empty: the report is complete
};

// The service as the console sees it: the five calls and /api/v1. One object per connection; it owns the retry budget,
// the circuit breaker and every Call. Money calls run a whole series of attempts with the same bytes; reads try twice.
class BetApi : public QObject
{
    Q_OBJECT

public:
    // Asked before every attempt, so that a renewed token is used by the next one. Never logged.
    using TokenSource = std::function<std::string()>;
    // Asked for a fresh token when the service refused one; calls back, soon or late, whether the source has another
    // now. Without it a 401 is the end of a call.
    using TokenRenewal = std::function<void(std::function<void(bool renewed)>)>;

    BetApi(ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock, ports::Random& random,
           TokenSource token, QObject* parent = nullptr);
    ~BetApi() override;

    void setTokenRenewal(TokenRenewal renewal);

    Call* send(const contract::BetCall& call);
    Call* send(const contract::RecalculateCall& call);

    CallOf<contract::InstanceInfo>* instance();
    CallOf<contract::Page<contract::BetRow>>* bets(const BetFilter& filter);
    CallOf<contract::Page<contract::RoundRow>>* rounds(const std::string& cursor = {});
    CallOf<contract::BetRow>* bet(const contract::PartnerId& partner, const contract::BetId& bet);
    CallOf<contract::Story>* story(const contract::PartnerId& partner, const contract::BetId& bet);
    CallOf<contract::Page<contract::OperationRow>>* operations(const std::string& state,
                                                               const std::string& cursor = {});
    CallOf<contract::Page<contract::AttemptRow>>* attempts(const contract::OperationId& operation);
    // What others shall know about the bet; the answer echoes it.
    CallOf<contract::NoteOrder>* addNote(const contract::PartnerId& partner, const contract::BetId& bet,
                                         const contract::NoteOrder& note);
    // Makes a scheduled operation due now; the service sends the same key again.
    Call* retryOperation(const contract::OperationId& operation);
    // Has the partner asked what became of it; sends nothing. The operation as it is after the partner's answer, or
    // without one.
    CallOf<contract::OperationRow>* askPartner(const contract::OperationId& operation);
    // Says what an operation in doubt came to. It counts once a second person agrees.
    CallOf<contract::ResolutionRow>* resolve(const contract::OperationId& operation,
                                             const contract::ResolveOrder& order);
    // `state` is a word of ResolutionState or empty.
    CallOf<contract::Page<contract::ResolutionRow>>* resolutions(const std::string& state,
                                                                 const std::string& cursor = {});
    CallOf<contract::ResolutionRow>* approveResolution(const std::string& resolution,
                                                       const contract::ApprovalOrder& order);
    CallOf<contract::ResolutionRow>* rejectResolution(const std::string& resolution, const std::string& comment);

    CallOf<contract::PartnerHealthRow>* health(const contract::PartnerId& partner);
    // No new bets for this partner; what is in hand goes on.
    CallOf<contract::PartnerHealthRow>* suspend(const contract::PartnerId& partner,
                                                const contract::SuspendOrder& order);
    CallOf<contract::PartnerHealthRow>* resume(const contract::PartnerId& partner, const contract::SuspendOrder& order);

    // What needs attention, and how the last hour went.
    CallOf<contract::Stats>* stats();

    CallOf<contract::RefundPreview>* previewRefund(const contract::RefundOrder& order);
    // `body` is the encoded order, byte for byte what the journal holds; `order` only says what the answer must echo.
    // `before` is what earlier series came to: the answer is folded over these too.
    CallOf<contract::RefundAnswer>* refund(const contract::RefundOrder& order, const std::string& body,
                                           const std::optional<contract::Answer>& before = std::nullopt);

    CallOf<contract::RoundRow>* round(const contract::RoundId& round);
    CallOf<contract::Page<contract::RoundResult>>* roundResults(const contract::RoundId& round);
    // An operator says that the round needs a recalculation.
    CallOf<contract::RoundRow>* flagRound(const contract::RoundId& round);
    // The official result.
    CallOf<contract::RoundRow>* postResult(const contract::RoundId& round, const contract::ResultOrder& order);

    // A plan: moves nothing. A repeat with the same id finds the same job.
    CallOf<contract::JobRow>* createJob(const contract::JobOrder& order);
    CallOf<contract::Page<contract::JobRow>>* jobs(const JobFilter& filter);
    CallOf<contract::JobSummary>* job(const contract::JobId& job);
    // `state` is a word of JobItemState or empty.
    CallOf<contract::Page<contract::JobItem>>* jobItems(const contract::JobId& job, const std::string& state,
                                                        const std::string& cursor = {});
    CallOf<contract::JobChanges>* jobChanges(const contract::JobId& job);
    // Binds the requester to what was read: another digest is plan_stale.
    CallOf<contract::JobRow>* submitJob(const contract::JobId& job, const std::string& digest);
    CallOf<contract::JobRow>* steerJob(const contract::JobId& job, JobVerb verb);
    // `format` is csv or json.
    CallOf<ReportPage>* jobReport(const contract::JobId& job, const std::string& format,
                                  const std::string& cursor = {});
    // Jobs that wait for a second person.
    CallOf<contract::Page<contract::JobRow>>* approvals(const std::string& cursor = {});
    CallOf<contract::JobRow>* approve(const std::string& approval, const contract::ApprovalOrder& order);
    CallOf<contract::JobRow>* reject(const std::string& approval, const std::string& comment);

    // Alerts of the service, the newest first. `state` is a word of AlertState, or empty.
    CallOf<contract::Page<contract::AlertRow>>* alerts(const std::string& state);
    CallOf<contract::AlertRow>* acknowledgeAlert(const contract::AlertId& alert);
    CallOf<contract::AlertRow>* assignAlert(const contract::AlertId& alert, const std::string& owner);
    CallOf<contract::AlertRow>* snoozeAlert(const contract::AlertId& alert, std::int64_t minutes);

    // Every rule, the built-in ones as well.
    CallOf<contract::Page<contract::AlertRuleRow>>* alertRules();
    CallOf<contract::AlertRuleRow>* addAlertRule(const contract::AlertRuleOrder& order);
    // Its condition stays; another version than the expected one is version_conflict.
    CallOf<contract::AlertRuleRow>* changeAlertRule(const contract::AlertRuleOrder& order);
    // The answer is what was deleted.
    CallOf<contract::AlertRuleRow>* deleteAlertRule(const contract::AlertRuleId& rule);

    // Other systems and mailboxes that are told of events; for managers, as are the two below.
    CallOf<contract::Page<contract::WebhookRow>>* webhooks();
    CallOf<contract::Page<contract::DeadLetterRow>>* deadLetters(const std::string& webhook,
                                                                 const std::string& cursor = {});
    // Every dead letter of the endpoint is sent again, those of a bet in their order.
    CallOf<contract::WebhookReplayed>* replayDeadLetters(const std::string& webhook);

    // Groups of failures, as the service made them.
    CallOf<contract::Page<contract::FailureRow>>* failures(const FailureFilter& filter);
    CallOf<contract::FailureRow>* failure(const contract::FailureId& failure);
    CallOf<contract::Page<contract::BetRow>>* failureBets(const contract::FailureId& failure,
                                                          const std::string& cursor = {});
    // An empty owner or note takes it away.
    CallOf<contract::FailureRow>* assignFailure(const contract::FailureId& failure, const std::string& owner);
    CallOf<contract::FailureRow>* muteFailure(const contract::FailureId& failure, bool muted);
    CallOf<contract::FailureRow>* noteFailure(const contract::FailureId& failure, const std::string& text);
    // `expectedCount` is what was read; another count is count_moved.
    CallOf<contract::FailureRetried>* retryFailure(const contract::FailureId& failure, std::int64_t expectedCount);

    CallOf<contract::Page<contract::ReconciliationRow>>* reconciliations(const std::string& cursor = {});
    CallOf<contract::ReconciliationRow>* reconciliation(const std::string& run);
    CallOf<contract::Page<contract::ReconciliationItem>>* reconciliationItems(const std::string& run,
                                                                              const ReconciliationItemFilter& filter);
    CallOf<contract::ReconciliationRow>* createReconciliation(const contract::ReconciliationOrder& order);
    // The same chunk twice is taken once.
    CallOf<contract::ReconciliationRow>* sendPartnerRows(const std::string& run, const contract::PartnerChunk& chunk);
    CallOf<contract::ReconciliationRow>* compareReconciliation(const std::string& run,
                                                               const contract::CompareOrder& order);
    CallOf<contract::ReconciliationRow>* cancelReconciliation(const std::string& run);
    CallOf<contract::ReconciliationItem>* acceptDifference(const std::string& run, const std::string& item,
                                                           const std::string& reason);

    // One's own, and those that others share with everybody.
    CallOf<contract::Page<contract::ViewRow>>* views();
    CallOf<contract::ViewRow>* putView(const contract::ViewId& view, const contract::ViewOrder& order);
    CallOf<contract::ViewRow>* deleteView(const contract::ViewId& view);

    CallOf<contract::Page<contract::AuditEntry>>* audit(const AuditFilter& filter);
    // A stretch of the log; an empty cursor begins at its oldest row.
    CallOf<contract::AuditCheck>* verifyAudit(const std::string& cursor = {});

    const contract::CircuitBreaker& breaker() const;

Q_SIGNALS:
    // An answer said how far the audit log goes.
    void auditHeadSeen(const client::contract::AuditHeadText& head);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::api
