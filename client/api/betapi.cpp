// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/betapi.h"

#include "client/api/connection.h"
#include "client/api/series.h"
#include "client/api/target.h"
#include "client/contract/json.h"

#include <QPointer>

#include <algorithm>
#include <variant>
#include <vector>

namespace client::api {

using contract::Answer;
using contract::AnswerKind;
using contract::ErrorKind;
using contract::Exchange;
using contract::Result;

namespace {

constexpr int readAttemptsMax = 2;
constexpr int commandAttemptsMax = 3;

ErrorKind errorKind(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::Accepted:
        return ErrorKind::Malformed;
    case AnswerKind::Declined:
        return ErrorKind::Declined;
    case AnswerKind::NotSent:
        return ErrorKind::NotSent;
    case AnswerKind::InDoubt:
        break;
    }
    return ErrorKind::InDoubt;
}

template <typename T>
class SeriesCall final : public CallOf<T>
{
public:
    // Reads an accepted exchange; a failure means that the body is not what was asked for.
    using Decode = std::function<Result<T>(const Exchange&)>;
    using Classify = std::function<Answer(const Exchange&)>;

    SeriesCall(Connection& connection, ports::HttpRequest request, int attemptsMax, Classify classify, Decode decode,
               std::function<void()> retire, const std::optional<Answer>& before)
        : m_classify(std::move(classify)), m_decode(std::move(decode)), m_retire(std::move(retire)),
          m_series(
              connection, std::move(request), attemptsMax, [this](const Exchange& exchange) { return judge(exchange); },
              listener(), before)
    {
    }

    void stop() override { m_series.stop(); }

private:
    Answer judge(const Exchange& exchange)
    {
        m_misread = false;
        Answer answer = m_classify(exchange);
        if (answer.kind != AnswerKind::Accepted)
            return answer;
        auto decoded = m_decode(exchange);
        m_misread = !decoded;
        if (decoded) {
            this->m_result = std::move(decoded);
            return answer;
        }
        // A success of another shape is nobody's word that money moved, or that it did not.
        answer.kind = AnswerKind::InDoubt;
        answer.errorClass = decoded.error().kind == ErrorKind::Conflict ? "wrong_bet" : "foreign_body";
        answer.detail = decoded.error().detail;
        return answer;
    }

    Series::Listener listener()
    {
        Series::Listener listener;
        listener.started = [this](int attempt) {
            this->m_attempt = attempt;
            Q_EMIT this->attemptStarted(attempt);
        };
        listener.ended = [this](int attempt, const Answer& answer) { Q_EMIT this->attemptEnded(attempt, answer); };
        listener.scheduled = [this](int attempt, std::int64_t delayMs) {
            Q_EMIT this->attemptScheduled(attempt, delayMs);
        };
        listener.finished = [this](const Answer& answer) {
            this->m_finished = true;
            this->m_answer = answer;
            if (answer.kind != AnswerKind::Accepted)
                this->m_result =
                    contract::fail(m_misread ? ErrorKind::Malformed : errorKind(answer.kind), answer.detail);
            m_retire();
            Q_EMIT this->finished();
        };
        return listener;
    }

    Classify m_classify;
    Decode m_decode;
    std::function<void()> m_retire;
    bool m_misread = false;
    Series m_series;
};

using Nothing = std::monostate;

Result<Nothing> nothing(const Exchange&)
{
    return Nothing{};
}

// A read has no "status" word: its schema is what decode() finds.
Answer classifyRead(const Exchange& exchange)
{
    if (exchange.error != contract::TransportError::None || exchange.status < 200 || exchange.status > 299)
        return contract::classify(exchange, {});
    Answer answer;
    answer.kind = AnswerKind::Accepted;
    answer.httpStatus = exchange.status;
    answer.body = exchange.body;
    return answer;
}

template <typename Row>
Result<contract::Page<Row>> withEventCursor(Result<contract::Page<Row>> page, const Exchange& exchange)
{
    if (page)
        page->eventCursor = contract::headerValue(exchange.headers, "X-Event-Cursor");
    return page;
}

Result<contract::RefundAnswer> readRefund(const contract::RefundOrder& order, const Exchange& exchange)
{
    auto answer = contract::decodeRefundAnswer(exchange.body);
    if (!answer)
        return answer;
    const bool sameItems =
        std::equal(answer->items.begin(), answer->items.end(), order.items.begin(), order.items.end(),
                   [](const contract::RefundAnswerItem& got, const contract::RefundItem& asked) {
                       return got.bet.partner == asked.partner && got.bet.bet == asked.bet;
                   });
    if (!sameItems)
        return contract::fail(ErrorKind::Conflict, "The answer names other bets than were sent.");
    return answer;
}

std::string jobTarget(const contract::JobId& job)
{
    return "/api/v1/jobs/" + escaped(job.text());
}

std::string operationTarget(const contract::OperationId& operation)
{
    return "/api/v1/operations/" + escaped(operation.text());
}

std::string partnerTarget(const contract::PartnerId& partner)
{
    return "/api/v1/partners/" + escaped(partner.text());
}

std::function<Result<contract::ResolutionRow>(std::string_view)> decodeResolutionOf(const std::string& resolution)
{
    return [resolution](std::string_view body) -> Result<contract::ResolutionRow> {
        auto row = contract::decodeResolution(body);
        if (row && row->id != resolution)
            return contract::fail(ErrorKind::Conflict, "The answer is about another resolution.");
        return row;
    };
}

std::function<Result<contract::PartnerHealthRow>(std::string_view)> decodeHealthOf(const contract::PartnerId& partner)
{
    return [partner](std::string_view body) -> Result<contract::PartnerHealthRow> {
        auto row = contract::decodePartnerHealth(body);
        if (row && row->partner != partner)
            return contract::fail(ErrorKind::Conflict, "The answer is about another partner.");
        return row;
    };
}

const char* verbText(JobVerb verb)
{
    switch (verb) {
    case JobVerb::Withdraw:
        return ":withdraw";
    case JobVerb::Pause:
        return ":pause";
    case JobVerb::Resume:
        return ":resume";
    case JobVerb::Cancel:
        return ":cancel";
    case JobVerb::RetryFailed:
        break;
    }
    return ":retry_failed";
}

std::function<Result<contract::JobRow>(std::string_view)> decodeJob(const contract::JobId& job)
{
    return [job](std::string_view body) -> Result<contract::JobRow> {
        auto row = contract::decodeJobRow(body);
        if (row && row->id != job)
            return contract::fail(ErrorKind::Conflict, "The answer is about another job.");
        return row;
    };
}

std::string failureTarget(const contract::FailureId& failure)
{
    return "/api/v1/failures/" + escaped(failure.text());
}

std::function<Result<contract::FailureRow>(std::string_view)> decodeFailure(const contract::FailureId& failure)
{
    return [failure](std::string_view body) -> Result<contract::FailureRow> {
        auto row = contract::decodeFailureRow(body);
        if (row && row->id != failure)
            return contract::fail(ErrorKind::Conflict, "The answer is about another group.");
        return row;
    };
}

std::string reconciliationTarget(const std::string& run)
{
    return "/api/v1/reconciliations/" + escaped(run);
}

std::function<Result<contract::ReconciliationRow>(std::string_view)> decodeReconciliation(const std::string& run)
{
    return [run](std::string_view body) -> Result<contract::ReconciliationRow> {
        auto row = contract::decodeReconciliationRow(body);
        if (row && row->id != run)
            return contract::fail(ErrorKind::Conflict, "The answer is about another reconciliation.");
        return row;
    };
}

std::string alertTarget(const contract::AlertId& alert)
{
    return "/api/v1/alerts/" + escaped(alert.text());
}

std::function<Result<contract::AlertRow>(std::string_view)> decodeAlert(const contract::AlertId& alert)
{
    return [alert](std::string_view body) -> Result<contract::AlertRow> {
        auto row = contract::decodeAlertRow(body);
        if (row && row->id != alert)
            return contract::fail(ErrorKind::Conflict, "The answer is about another alert.");
        return row;
    };
}

std::string alertRuleTarget(const contract::AlertRuleId& rule)
{
    return "/api/v1/alert-rules/" + escaped(rule.text());
}

std::function<Result<contract::AlertRuleRow>(std::string_view)> decodeAlertRule(const contract::AlertRuleId& rule)
{
    return [rule](std::string_view body) -> Result<contract::AlertRuleRow> {
        auto row = contract::decodeAlertRuleRow(body);
        if (row && row->id != rule)
            return contract::fail(ErrorKind::Conflict, "The answer is about another rule.");
        return row;
    };
}

std::string webhookTarget(const std::string& webhook)
{
    return "/api/v1/webhooks/" + escaped(webhook);
}

std::string viewTarget(const contract::ViewId& view)
{
    return "/api/v1/views/" + escaped(view.text());
}

std::function<Result<contract::ViewRow>(std::string_view)> decodeView(const contract::ViewId& view)
{
    return [view](std::string_view body) -> Result<contract::ViewRow> {
        auto row = contract::decodeViewRow(body);
        if (row && row->id != view)
            return contract::fail(ErrorKind::Conflict, "The answer is about another view.");
        return row;
    };
}

} // namespace

struct BetApi::Impl
{
    Connection connection;
    std::vector<Call*> retired;
    bool sweeping = false;
    ports::Timers::Id sweep = 0;

    void retire(Call* call)
    {
        retired.push_back(call);
        if (sweeping)
            return;
        sweeping = true;
        // Later, because the call is still emitting finished().
        sweep = connection.timers().after(0, [this] {
            sweeping = false;
            for (Call* const done : std::exchange(retired, {}))
                delete done;
        });
    }

    template <typename T>
    SeriesCall<T>* start(BetApi* owner, ports::HttpRequest request, int attemptsMax,
                         typename SeriesCall<T>::Classify classify, typename SeriesCall<T>::Decode decode,
                         const std::optional<Answer>& before = std::nullopt)
    {
        // Every answer may carry the head of the audit log, whatever it was asked for.
        auto look = [owner, classify = std::move(classify)](const Exchange& exchange) {
            if (const auto told = contract::headerValue(exchange.headers, "X-Audit-Head"); !told.empty()) {
                if (const auto head = contract::parseAuditHead(told))
                    Q_EMIT owner->auditHeadSeen(*head);
            }
            return classify(exchange);
        };
        auto place = std::make_shared<Call*>(nullptr);
        auto* call = new SeriesCall<T>(
            connection, std::move(request), attemptsMax, std::move(look), std::move(decode),
            [this, place] { retire(*place); }, before);
        *place = call;
        call->setParent(owner);
        return call;
    }

    template <typename T>
    SeriesCall<T>* read(BetApi* owner, const std::string& target, typename SeriesCall<T>::Decode decode)
    {
        ports::HttpRequest request;
        request.method = "GET";
        request.target = target;
        addCommon(request, ports::uuid(connection.random()));
        return start<T>(owner, std::move(request), readAttemptsMax, classifyRead, std::move(decode));
    }

    ports::HttpRequest post(std::string target, std::string body, const std::string& key,
                            const std::string& correlation)
    {
        ports::HttpRequest request;
        request.method = "POST";
        request.target = std::move(target);
        request.body = std::move(body);
        request.headers.push_back({"Content-Type", "application/json"});
        request.headers.push_back({"Idempotency-Key", key});
        addCommon(request, correlation);
        return request;
    }

    Call* money(BetApi* owner, std::string target, std::string body, contract::Expectation expectation)
    {
        const std::string key = ports::uuid(connection.random());
        return start<Nothing>(
            owner, post(std::move(target), std::move(body), key, key), contract::RetryPlan::attemptsMax,
            [expected = std::move(expectation)](const Exchange& exchange) {
                return contract::classify(exchange, expected);
            },
            nothing);
    }

    // A command that is harmless to repeat; its answer is the row as it is then.
    template <typename T>
    SeriesCall<T>* command(BetApi* owner, std::string target, std::string body,
                           std::function<Result<T>(std::string_view)> decode)
    {
        const std::string key = ports::uuid(connection.random());
        return start<T>(owner, post(std::move(target), std::move(body), key, key), commandAttemptsMax, classifyRead,
                        [decode = std::move(decode)](const Exchange& exchange) { return decode(exchange.body); });
    }

    // What a PUT or DELETE says needs no key to be repeated.
    template <typename T>
    SeriesCall<T>* change(BetApi* owner, ports::HttpRequest request, std::function<Result<T>(std::string_view)> decode)
    {
        addCommon(request, ports::uuid(connection.random()));
        return start<T>(owner, std::move(request), commandAttemptsMax, classifyRead,
                        [decode = std::move(decode)](const Exchange& exchange) { return decode(exchange.body); });
    }

    static void addCommon(ports::HttpRequest& request, const std::string& correlation)
    {
        request.headers.push_back({"Accept", "application/json, application/problem+json"});
        request.headers.push_back({"X-Correlation-Id", correlation});
    }
};

BetApi::BetApi(ports::Transport& transport, ports::Timers& timers, const ports::Clock& clock, ports::Random& random,
               TokenSource token, QObject* parent)
    : QObject(parent),
      m_impl(std::make_unique<Impl>(Impl{Connection(transport, timers, clock, random, std::move(token)), {}, false, 0}))
{
}

BetApi::~BetApi()
{
    if (m_impl->sweeping)
        m_impl->connection.timers().cancel(m_impl->sweep);
    // While the connection that they use still exists.
    qDeleteAll(findChildren<Call*>(QString(), Qt::FindDirectChildrenOnly));
}

void BetApi::setTokenRenewal(TokenRenewal renewal)
{
    m_impl->connection.setRenewal(std::move(renewal));
}

Call* BetApi::send(const contract::BetCall& call)
{
    return m_impl->money(this, std::string(contract::path(call.call)), contract::encode(call),
                         contract::expectation(call));
}

Call* BetApi::send(const contract::RecalculateCall& call)
{
    return m_impl->money(this, std::string(contract::path(contract::CallKind::RecalculateBets)), contract::encode(call),
                         contract::expectation(call));
}

CallOf<contract::InstanceInfo>* BetApi::instance()
{
    return m_impl->read<contract::InstanceInfo>(this, "/api/v1/instance", [](const Exchange& exchange) {
        auto info = contract::decodeInstance(exchange.body);
        if (info)
            info->auditHead = contract::headerValue(exchange.headers, "X-Audit-Head");
        return info;
    });
}

CallOf<contract::Page<contract::BetRow>>* BetApi::bets(const BetFilter& filter)
{
    Target target("/api/v1/bets");
    target.with("limit", std::to_string(filter.limit))
        .with("partner_id", filter.partner)
        .with("player_id", filter.player)
        .with("round_id", filter.round)
        .with("status", filter.status)
        .with("q", filter.idPrefix)
        .with("created_from", filter.createdFrom != 0 ? contract::json::timeText(filter.createdFrom) : std::string())
        .with("created_to", filter.createdTo != 0 ? contract::json::timeText(filter.createdTo) : std::string())
        .with("cursor", filter.cursor);
    return m_impl->read<contract::Page<contract::BetRow>>(this, target.text(), [](const Exchange& exchange) {
        return withEventCursor(contract::decodeBetPage(exchange.body), exchange);
    });
}

CallOf<contract::Page<contract::RoundRow>>* BetApi::rounds(const std::string& cursor)
{
    Target target("/api/v1/rounds");
    target.with("limit", "200").with("cursor", cursor);
    return m_impl->read<contract::Page<contract::RoundRow>>(this, target.text(), [](const Exchange& exchange) {
        return withEventCursor(contract::decodeRoundPage(exchange.body), exchange);
    });
}

CallOf<contract::BetRow>* BetApi::bet(const contract::PartnerId& partner, const contract::BetId& bet)
{
    return m_impl->read<contract::BetRow>(this, "/api/v1/bets/" + escaped(partner.text()) + '/' + escaped(bet.text()),
                                          [partner, bet](const Exchange& exchange) -> Result<contract::BetRow> {
                                              auto row = contract::decodeBetRow(exchange.body);
                                              if (row && (row->partner != partner || row->bet != bet))
                                                  return contract::fail(ErrorKind::Conflict,
                                                                        "The answer is about another bet.");
                                              return row;
                                          });
}

CallOf<contract::Story>* BetApi::story(const contract::PartnerId& partner, const contract::BetId& bet)
{
    return m_impl->read<contract::Story>(
        this, "/api/v1/bets/" + escaped(partner.text()) + '/' + escaped(bet.text()) + "/timeline",
        [partner, bet](const Exchange& exchange) -> Result<contract::Story> {
            auto story = contract::decodeStory(exchange.body);
            if (story && (story->bet.partner != partner || story->bet.bet != bet))
                return contract::fail(ErrorKind::Conflict, "The answer is about another bet.");
            return story;
        });
}

CallOf<contract::Page<contract::OperationRow>>* BetApi::operations(const std::string& state, const std::string& cursor)
{
    Target target("/api/v1/operations");
    target.with("state", state).with("cursor", cursor);
    return m_impl->read<contract::Page<contract::OperationRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeOperationPage(exchange.body); });
}

CallOf<contract::Page<contract::AttemptRow>>* BetApi::attempts(const contract::OperationId& operation)
{
    return m_impl->read<contract::Page<contract::AttemptRow>>(
        this, "/api/v1/operations/" + escaped(operation.text()) + "/attempts",
        [](const Exchange& exchange) { return contract::decodeAttemptPage(exchange.body); });
}

Call* BetApi::retryOperation(const contract::OperationId& operation)
{
    const std::string key = ports::uuid(m_impl->connection.random());
    return m_impl->start<Nothing>(
        this, m_impl->post("/api/v1/operations/" + escaped(operation.text()) + ":retry", "{}", key, key),
        readAttemptsMax, classifyRead, nothing);
}

CallOf<contract::OperationRow>* BetApi::askPartner(const contract::OperationId& operation)
{
    return m_impl->command<contract::OperationRow>(
        this, operationTarget(operation) + ":ask", "{}",
        [operation](std::string_view body) -> Result<contract::OperationRow> {
            auto row = contract::decodeOperationRow(body);
            if (row && row->brief.id != operation)
                return contract::fail(ErrorKind::Conflict, "The answer is about another operation.");
            return row;
        });
}

CallOf<contract::ResolutionRow>* BetApi::resolve(const contract::OperationId& operation,
                                                 const contract::ResolveOrder& order)
{
    return m_impl->command<contract::ResolutionRow>(
        this, operationTarget(operation) + ":resolve", contract::encode(order),
        [operation](std::string_view body) -> Result<contract::ResolutionRow> {
            auto row = contract::decodeResolution(body);
            if (row && row->operation != operation)
                return contract::fail(ErrorKind::Conflict, "The answer is about another operation.");
            return row;
        });
}

CallOf<contract::Page<contract::ResolutionRow>>* BetApi::resolutions(const std::string& state,
                                                                     const std::string& cursor)
{
    Target target("/api/v1/resolutions");
    target.with("state", state).with("cursor", cursor);
    return m_impl->read<contract::Page<contract::ResolutionRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeResolutionPage(exchange.body); });
}

CallOf<contract::ResolutionRow>* BetApi::approveResolution(const std::string& resolution,
                                                           const contract::ApprovalOrder& order)
{
    return m_impl->command<contract::ResolutionRow>(this, "/api/v1/approvals/" + escaped(resolution) + ":approve",
                                                    contract::encode(order), decodeResolutionOf(resolution));
}

CallOf<contract::ResolutionRow>* BetApi::rejectResolution(const std::string& resolution, const std::string& comment)
{
    return m_impl->command<contract::ResolutionRow>(this, "/api/v1/approvals/" + escaped(resolution) + ":reject",
                                                    contract::encode(contract::ApprovalOrder{{}, {}, comment}),
                                                    decodeResolutionOf(resolution));
}

CallOf<contract::PartnerHealthRow>* BetApi::health(const contract::PartnerId& partner)
{
    return m_impl->read<contract::PartnerHealthRow>(
        this, partnerTarget(partner) + "/health",
        [decode = decodeHealthOf(partner)](const Exchange& exchange) { return decode(exchange.body); });
}

CallOf<contract::Stats>* BetApi::stats()
{
    return m_impl->read<contract::Stats>(this, "/api/v1/stats",
                                         [](const Exchange& exchange) { return contract::decodeStats(exchange.body); });
}

CallOf<contract::PartnerHealthRow>* BetApi::suspend(const contract::PartnerId& partner,
                                                    const contract::SuspendOrder& order)
{
    return m_impl->command<contract::PartnerHealthRow>(this, partnerTarget(partner) + ":suspend",
                                                       contract::encode(order), decodeHealthOf(partner));
}

CallOf<contract::PartnerHealthRow>* BetApi::resume(const contract::PartnerId& partner,
                                                   const contract::SuspendOrder& order)
{
    return m_impl->command<contract::PartnerHealthRow>(this, partnerTarget(partner) + ":resume",
                                                       contract::encode(order), decodeHealthOf(partner));
}

CallOf<contract::RefundPreview>* BetApi::previewRefund(const contract::RefundOrder& order)
{
    // A key of its own: what is only looked at must never stand for the refund itself.
    const std::string key = ports::uuid(m_impl->connection.random());
    return m_impl->start<contract::RefundPreview>(
        this, m_impl->post("/api/v1/refunds?dry_run=true", contract::encode(order), key, key), readAttemptsMax,
        classifyRead, [order](const Exchange& exchange) -> Result<contract::RefundPreview> {
            auto preview = contract::decodeRefundPreview(exchange.body);
            if (!preview)
                return preview;
            const bool sameItems =
                std::equal(preview->items.begin(), preview->items.end(), order.items.begin(), order.items.end(),
                           [](const contract::RefundPreviewItem& got, const contract::RefundItem& asked) {
                               return got.bet.partner == asked.partner && got.bet.bet == asked.bet;
                           });
            if (!sameItems)
                return contract::fail(ErrorKind::Conflict, "The preview is about other bets.");
            return preview;
        });
}

CallOf<contract::RefundAnswer>* BetApi::refund(const contract::RefundOrder& order, const std::string& body,
                                               const std::optional<Answer>& before)
{
    const std::string& key = order.refund.text();
    contract::Expectation expectation;
    expectation.statuses = {"refunded"};
    expectation.echoes = {{"refund_id", key}};
    return m_impl->start<contract::RefundAnswer>(
        this, m_impl->post("/api/v1/refunds", body, key, key), contract::RetryPlan::attemptsMax,
        [expectation](const Exchange& exchange) { return contract::classify(exchange, expectation); },
        [order](const Exchange& exchange) { return readRefund(order, exchange); }, before);
}

CallOf<contract::RoundRow>* BetApi::round(const contract::RoundId& round)
{
    return m_impl->read<contract::RoundRow>(this, "/api/v1/rounds/" + escaped(round.text()),
                                            [round](const Exchange& exchange) -> Result<contract::RoundRow> {
                                                auto row = contract::decodeRoundRow(exchange.body);
                                                if (row && row->round != round)
                                                    return contract::fail(ErrorKind::Conflict,
                                                                          "The answer is about another round.");
                                                return row;
                                            });
}

CallOf<contract::Page<contract::RoundResult>>* BetApi::roundResults(const contract::RoundId& round)
{
    return m_impl->read<contract::Page<contract::RoundResult>>(
        this, "/api/v1/rounds/" + escaped(round.text()) + "/results",
        [](const Exchange& exchange) { return contract::decodeRoundResultPage(exchange.body); });
}

CallOf<contract::NoteOrder>* BetApi::addNote(const contract::PartnerId& partner, const contract::BetId& bet,
                                             const contract::NoteOrder& note)
{
    const std::string target = "/api/v1/bets/" + escaped(partner.text()) + "/" + escaped(bet.text()) + ":note";
    return m_impl->command<contract::NoteOrder>(this, target, contract::encode(note), contract::decodeNoteOrder);
}

CallOf<contract::RoundRow>* BetApi::flagRound(const contract::RoundId& round)
{
    return m_impl->command<contract::RoundRow>(this, "/api/v1/rounds/" + escaped(round.text()) + ":flag", "{}",
                                               contract::decodeRoundRow);
}

CallOf<contract::RoundRow>* BetApi::postResult(const contract::RoundId& round, const contract::ResultOrder& order)
{
    return m_impl->command<contract::RoundRow>(this, "/api/v1/rounds/" + escaped(round.text()) + "/result",
                                               contract::encode(order), contract::decodeRoundRow);
}

CallOf<contract::JobRow>* BetApi::createJob(const contract::JobOrder& order)
{
    return m_impl->command<contract::JobRow>(this, "/api/v1/jobs", contract::encode(order), decodeJob(order.job));
}

CallOf<contract::Page<contract::JobRow>>* BetApi::jobs(const JobFilter& filter)
{
    Target target("/api/v1/jobs");
    target.with("limit", std::to_string(filter.limit))
        .with("state", filter.state)
        .with("kind", filter.kind)
        .with("round_id", filter.round)
        .with("cursor", filter.cursor);
    return m_impl->read<contract::Page<contract::JobRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeJobPage(exchange.body); });
}

CallOf<contract::JobSummary>* BetApi::job(const contract::JobId& job)
{
    return m_impl->read<contract::JobSummary>(
        this, jobTarget(job), [job](const Exchange& exchange) -> Result<contract::JobSummary> {
            auto summary = contract::decodeJobSummary(exchange.body);
            if (summary && summary->job.id != job)
                return contract::fail(ErrorKind::Conflict, "The answer is about another job.");
            return summary;
        });
}

CallOf<contract::Page<contract::JobItem>>* BetApi::jobItems(const contract::JobId& job, const std::string& state,
                                                            const std::string& cursor)
{
    Target target(jobTarget(job) + "/rows");
    target.with("limit", "500").with("state", state).with("cursor", cursor);
    return m_impl->read<contract::Page<contract::JobItem>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeJobItemPage(exchange.body); });
}

CallOf<contract::JobChanges>* BetApi::jobChanges(const contract::JobId& job)
{
    return m_impl->read<contract::JobChanges>(this, jobTarget(job) + "/changes", [](const Exchange& exchange) {
        return contract::decodeJobChanges(exchange.body);
    });
}

CallOf<contract::JobRow>* BetApi::submitJob(const contract::JobId& job, const std::string& digest)
{
    return m_impl->command<contract::JobRow>(this, jobTarget(job) + ":submit",
                                             contract::encode(contract::SubmitOrder{digest}), decodeJob(job));
}

CallOf<contract::JobRow>* BetApi::steerJob(const contract::JobId& job, JobVerb verb)
{
    return m_impl->command<contract::JobRow>(this, jobTarget(job) + verbText(verb), "{}", decodeJob(job));
}

CallOf<ReportPage>* BetApi::jobReport(const contract::JobId& job, const std::string& format, const std::string& cursor)
{
    Target target(jobTarget(job) + "/report");
    target.with("format", format).with("cursor", cursor);
    return m_impl->read<ReportPage>(this, target.text(), [](const Exchange& exchange) -> Result<ReportPage> {
        return ReportPage{exchange.body, std::string(contract::headerValue(exchange.headers, "X-Next-Cursor"))};
    });
}

CallOf<contract::Page<contract::JobRow>>* BetApi::approvals(const std::string& cursor)
{
    Target target("/api/v1/approvals");
    target.with("cursor", cursor);
    return m_impl->read<contract::Page<contract::JobRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeJobPage(exchange.body); });
}

CallOf<contract::JobRow>* BetApi::approve(const std::string& approval, const contract::ApprovalOrder& order)
{
    return m_impl->command<contract::JobRow>(this, "/api/v1/approvals/" + escaped(approval) + ":approve",
                                             contract::encode(order), contract::decodeJobRow);
}

CallOf<contract::JobRow>* BetApi::reject(const std::string& approval, const std::string& comment)
{
    return m_impl->command<contract::JobRow>(this, "/api/v1/approvals/" + escaped(approval) + ":reject",
                                             contract::encode(contract::ApprovalOrder{{}, {}, comment}),
                                             contract::decodeJobRow);
}

CallOf<contract::Page<contract::AlertRow>>* BetApi::alerts(const std::string& state)
{
    Target target("/api/v1/alerts");
    target.with("state", state);
    return m_impl->read<contract::Page<contract::AlertRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeAlertPage(exchange.body); });
}

CallOf<contract::AlertRow>* BetApi::acknowledgeAlert(const contract::AlertId& alert)
{
    return m_impl->command<contract::AlertRow>(this, alertTarget(alert) + ":ack", "{}", decodeAlert(alert));
}

CallOf<contract::AlertRow>* BetApi::assignAlert(const contract::AlertId& alert, const std::string& owner)
{
    return m_impl->command<contract::AlertRow>(this, alertTarget(alert) + ":assign",
                                               contract::encode(contract::AlertOwner{owner}), decodeAlert(alert));
}

CallOf<contract::AlertRow>* BetApi::snoozeAlert(const contract::AlertId& alert, std::int64_t minutes)
{
    return m_impl->command<contract::AlertRow>(this, alertTarget(alert) + ":snooze",
                                               contract::encode(contract::AlertSnooze{minutes}), decodeAlert(alert));
}

CallOf<contract::Page<contract::AlertRuleRow>>* BetApi::alertRules()
{
    return m_impl->read<contract::Page<contract::AlertRuleRow>>(
        this, "/api/v1/alert-rules",
        [](const Exchange& exchange) { return contract::decodeAlertRulePage(exchange.body); });
}

CallOf<contract::AlertRuleRow>* BetApi::addAlertRule(const contract::AlertRuleOrder& order)
{
    return m_impl->command<contract::AlertRuleRow>(this, "/api/v1/alert-rules", contract::encode(order),
                                                   decodeAlertRule(order.rule.id));
}

CallOf<contract::AlertRuleRow>* BetApi::changeAlertRule(const contract::AlertRuleOrder& order)
{
    return m_impl->command<contract::AlertRuleRow>(this, alertRuleTarget(order.rule.id) + ":change",
                                                   contract::encode(order), decodeAlertRule(order.rule.id));
}

CallOf<contract::AlertRuleRow>* BetApi::deleteAlertRule(const contract::AlertRuleId& rule)
{
    return m_impl->command<contract::AlertRuleRow>(this, alertRuleTarget(rule) + ":delete", "{}",
                                                   decodeAlertRule(rule));
}

CallOf<contract::Page<contract::WebhookRow>>* BetApi::webhooks()
{
    return m_impl->read<contract::Page<contract::WebhookRow>>(
        this, "/api/v1/webhooks", [](const Exchange& exchange) { return contract::decodeWebhookPage(exchange.body); });
}

CallOf<contract::Page<contract::DeadLetterRow>>* BetApi::deadLetters(const std::string& webhook,
                                                                     const std::string& cursor)
{
    Target target(webhookTarget(webhook) + "/dead-letters");
    target.with("cursor", cursor);
    return m_impl->read<contract::Page<contract::DeadLetterRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeDeadLetterPage(exchange.body); });
}

CallOf<contract::WebhookReplayed>* BetApi::replayDeadLetters(const std::string& webhook)
{
    return m_impl->command<contract::WebhookReplayed>(this, webhookTarget(webhook) + ":replay", "{}",
                                                      contract::decodeWebhookReplayed);
}

CallOf<contract::Page<contract::FailureRow>>* BetApi::failures(const FailureFilter& filter)
{
    Target target("/api/v1/failures");
    target.with("partner_id", filter.partner);
    target.with("bet_id", filter.bet);
    target.with("state", filter.state);
    target.with("limit", std::to_string(filter.limit));
    target.with("cursor", filter.cursor);
    return m_impl->read<contract::Page<contract::FailureRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeFailurePage(exchange.body); });
}

CallOf<contract::FailureRow>* BetApi::failure(const contract::FailureId& failure)
{
    return m_impl->read<contract::FailureRow>(
        this, failureTarget(failure),
        [decode = decodeFailure(failure)](const Exchange& exchange) { return decode(exchange.body); });
}

CallOf<contract::Page<contract::BetRow>>* BetApi::failureBets(const contract::FailureId& failure,
                                                              const std::string& cursor)
{
    Target target(failureTarget(failure) + "/bets");
    target.with("limit", "500");
    target.with("cursor", cursor);
    return m_impl->read<contract::Page<contract::BetRow>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeBetPage(exchange.body); });
}

CallOf<contract::FailureRow>* BetApi::assignFailure(const contract::FailureId& failure, const std::string& owner)
{
    return m_impl->command<contract::FailureRow>(this, failureTarget(failure) + ":assign",
                                                 contract::encode(contract::FailureOwner{owner}),
                                                 decodeFailure(failure));
}

CallOf<contract::FailureRow>* BetApi::muteFailure(const contract::FailureId& failure, bool muted)
{
    return m_impl->command<contract::FailureRow>(this, failureTarget(failure) + (muted ? ":mute" : ":unmute"), "{}",
                                                 decodeFailure(failure));
}

CallOf<contract::FailureRow>* BetApi::noteFailure(const contract::FailureId& failure, const std::string& text)
{
    return m_impl->command<contract::FailureRow>(this, failureTarget(failure) + ":note",
                                                 contract::encode(contract::FailureNote{text}), decodeFailure(failure));
}

CallOf<contract::FailureRetried>* BetApi::retryFailure(const contract::FailureId& failure, std::int64_t expectedCount)
{
    return m_impl->command<contract::FailureRetried>(this, failureTarget(failure) + ":retry",
                                                     contract::encode(contract::FailureRetry{expectedCount}),
                                                     contract::decodeFailureRetried);
}

CallOf<contract::Page<contract::ReconciliationRow>>* BetApi::reconciliations(const std::string& cursor)
{
    Target target("/api/v1/reconciliations");
    target.with("cursor", cursor);
    return m_impl->read<contract::Page<contract::ReconciliationRow>>(this, target.text(), [](const Exchange& exchange) {
        return contract::decodeReconciliationPage(exchange.body);
    });
}

CallOf<contract::ReconciliationRow>* BetApi::reconciliation(const std::string& run)
{
    return m_impl->read<contract::ReconciliationRow>(
        this, reconciliationTarget(run),
        [decode = decodeReconciliation(run)](const Exchange& exchange) { return decode(exchange.body); });
}

CallOf<contract::Page<contract::ReconciliationItem>>*
BetApi::reconciliationItems(const std::string& run, const ReconciliationItemFilter& filter)
{
    Target target(reconciliationTarget(run) + "/items");
    target.with("limit", std::to_string(filter.limit)).with("class", filter.kind);
    if (filter.accepted)
        target.with("accepted", *filter.accepted ? "true" : "false");
    if (filter.sinceBefore != 0)
        target.with("since_before", contract::json::timeText(filter.sinceBefore));
    target.with("cursor", filter.cursor);
    return m_impl->read<contract::Page<contract::ReconciliationItem>>(
        this, target.text(),
        [](const Exchange& exchange) { return contract::decodeReconciliationItems(exchange.body); });
}

CallOf<contract::ReconciliationRow>* BetApi::createReconciliation(const contract::ReconciliationOrder& order)
{
    return m_impl->command<contract::ReconciliationRow>(this, "/api/v1/reconciliations", contract::encode(order),
                                                        contract::decodeReconciliationRow);
}

CallOf<contract::ReconciliationRow>* BetApi::sendPartnerRows(const std::string& run,
                                                             const contract::PartnerChunk& chunk)
{
    return m_impl->command<contract::ReconciliationRow>(this, reconciliationTarget(run) + ":rows",
                                                        contract::encode(chunk), decodeReconciliation(run));
}

CallOf<contract::ReconciliationRow>* BetApi::compareReconciliation(const std::string& run,
                                                                   const contract::CompareOrder& order)
{
    return m_impl->command<contract::ReconciliationRow>(this, reconciliationTarget(run) + ":compare",
                                                        contract::encode(order), decodeReconciliation(run));
}

CallOf<contract::ReconciliationRow>* BetApi::cancelReconciliation(const std::string& run)
{
    return m_impl->command<contract::ReconciliationRow>(this, reconciliationTarget(run) + ":cancel", "{}",
                                                        decodeReconciliation(run));
}

CallOf<contract::ReconciliationItem>* BetApi::acceptDifference(const std::string& run, const std::string& item,
                                                               const std::string& reason)
{
    return m_impl->command<contract::ReconciliationItem>(
        this, reconciliationTarget(run) + "/items/" + escaped(item) + ":accept",
        contract::encode(contract::AcceptOrder{reason}),
        [item](std::string_view body) -> Result<contract::ReconciliationItem> {
            auto row = contract::decodeReconciliationItem(body);
            if (row && row->id != item)
                return contract::fail(ErrorKind::Conflict, "The answer is about another difference.");
            return row;
        });
}

CallOf<contract::Page<contract::ViewRow>>* BetApi::views()
{
    return m_impl->read<contract::Page<contract::ViewRow>>(
        this, "/api/v1/views", [](const Exchange& exchange) { return contract::decodeViewPage(exchange.body); });
}

CallOf<contract::ViewRow>* BetApi::putView(const contract::ViewId& view, const contract::ViewOrder& order)
{
    ports::HttpRequest request;
    request.method = "PUT";
    request.target = viewTarget(view);
    request.body = contract::encode(order);
    request.headers.push_back({"Content-Type", "application/json"});
    return m_impl->change<contract::ViewRow>(this, std::move(request), decodeView(view));
}

CallOf<contract::ViewRow>* BetApi::deleteView(const contract::ViewId& view)
{
    ports::HttpRequest request;
    request.method = "DELETE";
    request.target = viewTarget(view);
    return m_impl->change<contract::ViewRow>(this, std::move(request), decodeView(view));
}

CallOf<contract::Page<contract::AuditEntry>>* BetApi::audit(const AuditFilter& filter)
{
    const auto time = [](std::int64_t utcMs) { return utcMs == 0 ? std::string() : contract::json::timeText(utcMs); };
    Target target("/api/v1/audit");
    target.with("limit", std::to_string(filter.limit))
        .with("subject", filter.subject)
        .with("action", filter.action)
        .with("object", filter.object)
        .with("created_from", time(filter.createdFrom))
        .with("created_to", time(filter.createdTo))
        .with("cursor", filter.cursor);
    return m_impl->read<contract::Page<contract::AuditEntry>>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeAuditPage(exchange.body); });
}

CallOf<contract::AuditCheck>* BetApi::verifyAudit(const std::string& cursor)
{
    Target target("/api/v1/audit/verify");
    target.with("cursor", cursor);
    return m_impl->read<contract::AuditCheck>(
        this, target.text(), [](const Exchange& exchange) { return contract::decodeAuditCheck(exchange.body); });
}

const contract::CircuitBreaker& BetApi::breaker() const
{
    return m_impl->connection.breaker();
}

} // namespace client::api
