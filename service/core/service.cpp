// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/service.h"

#include "service/core/alerts.h"
#include "service/core/answers.h"
#include "service/core/callcounts.h"
#include "service/core/calls.h"
#include "service/core/checks.h"
#include "service/core/corrections.h"
#include "service/core/failures.h"
#include "service/core/headerkey.h"
#include "service/core/holds.h"
#include "service/core/jobs.h"
#include "service/core/keys.h"
#include "service/core/mask.h"
#include "service/core/notes.h"
#include "service/core/notifications.h"
#include "service/core/partners.h"
#include "service/core/policy.h"
#include "service/core/querystring.h"
#include "service/core/reads.h"
#include "service/core/reconciliations.h"
#include "service/core/refunds.h"
#include "service/core/resolutions.h"
#include "service/core/roles.h"
#include "service/core/stats.h"
#include "service/core/suspensions.h"
#include "service/core/views.h"

#include <algorithm>
#include <array>
#include <map>

namespace service::core {

using contract::ProblemCode;

struct Service::Impl
{
    Impl(Store& store, Wallet& wallet, const client::ports::Clock& clock, client::ports::Random& random,
         const Settings& settings)
        : context{store, wallet, clock, random, settings}, recorder(context), rounds(context, recorder),
          counts(context), outbox(context, recorder, rounds, counts), holds(context, outbox),
          jobs(context, recorder, rounds, outbox), checks(context, recorder, counts), suspensions(context, recorder),
          calls(context, recorder, rounds, outbox, checks, suspensions), refunds(context, recorder, outbox),
          notes(context, recorder), resolutions(context, recorder, outbox), corrections(context, recorder, outbox),
          failures(context, recorder, outbox), alerts(context, recorder), notifications(context, recorder),
          reconciliations(context, recorder), views(context, recorder)
    {
        outbox.setEnded([this](const Bet& bet, const Operation& operation) {
            holds.onEnded(bet);
            jobs.onEnded(bet, operation);
            failures.onEnded(bet, operation);
            alerts.activity().onAttempt(bet.row.partner, operation, false);
        });
        outbox.setStalled([this](const Bet& bet, const Operation& operation) {
            jobs.onStalled(operation);
            failures.onStalled(bet, operation);
            alerts.activity().onAttempt(bet.row.partner, operation, true);
        });
        recorder.setSaved([this](const contract::BetRow* before, const contract::BetRow& after) {
            alerts.activity().onBet(before, after);
        });
    }

    // Address, identity, role, form of the body: what every request must pass.
    tl::expected<Route, Response> gate(const Request& request) const;
    tl::expected<void, contract::Problem> decodes(const Route& route, const Request& request) const;
    // The orders of jobs, approvals and results.
    tl::expected<void, contract::Problem> decodesOrder(const Route& route, const Request& request) const;
    Handled retry(const std::string& id, const Request& request);
    Handled ask(const std::string& id, const Request& request);
    std::optional<Response> asked(const std::string& waitedFor, const Request& request);
    Handled recalculate(const Request& request);
    Handled postResult(const Route& route, const Request& request);
    Handled flagRound(const Route& route, const Request& request);
    // A game that is bound to partners does not correct the bets of others.
    std::optional<contract::Problem> foreignBets(const contract::RoundId& round, const Identity& identity) const;
    // Whose deeds a manager of that team may read about.
    void rememberTeam(const Identity& identity);

    std::map<std::string, std::string> teams; // of subjects, as they are stored
    Context context;
    Recorder recorder;
    Rounds rounds;
    CallCounts counts;
    Outbox outbox;
    Holds holds;
    Jobs jobs;
    Checks checks;
    Suspensions suspensions;
    Calls calls;
    Refunds refunds;
    Notes notes;
    Resolutions resolutions;
    Corrections corrections;
    PartnerHealth unknownHealth;
    const PartnerHealth* health = &unknownHealth;
    Failures failures;
    Alerts alerts;
    Notifications notifications;
    Reconciliations reconciliations;
    Views views;
};

namespace {

constexpr std::size_t headerKeyMax = 255;

bool isJson(std::string_view contentType)
{
    std::string type(contentType.substr(0, contentType.find(';')));
    type.erase(std::remove_if(type.begin(), type.end(), [](char c) { return c == ' ' || c == '\t'; }), type.end());
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return type == "application/json";
}

bool isPlainText(std::string_view key)
{
    return key.size() <= headerKeyMax &&
           std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x21 && c <= 0x7e; });
}

bool isFiveCalls(const Route& route)
{
    return route.rule->endpoint == Endpoint::FiveCalls;
}

// Whose Idempotency-Key stands for one order only. The others have a key of their own, or look after it themselves.
bool keepsKey(const Route& route)
{
    constexpr std::array orders{Endpoint::RoundResult,   Endpoint::RoundFlag,   Endpoint::JobCreate,
                                Endpoint::JobSubmit,     Endpoint::JobWithdraw, Endpoint::ApprovalApprove,
                                Endpoint::ApprovalReject};
    return std::find(orders.begin(), orders.end(), route.rule->endpoint) != orders.end();
}

bool isDryRun(const Request& request)
{
    const auto query = QueryString::parse(request.query);
    return query && query->text("dry_run") == "true";
}

template <typename Order>
tl::expected<void, contract::Problem> shaped(const contract::Result<Order>& order)
{
    if (order)
        return {};
    contract::Problem problem = contract::problem(codeOf(order.error().kind), order.error().detail);
    if (!order.error().pointer.empty())
        problem.errors.push_back({order.error().pointer, order.error().detail});
    return tl::make_unexpected(std::move(problem));
}

tl::unexpected<Response> refused(contract::Problem problem, const Request& request)
{
    return tl::make_unexpected(problemResponse(std::move(problem), request));
}

} // namespace

tl::expected<Route, Response> Service::Impl::gate(const Request& request) const
{
    if (request.identity.subject.empty())
        return refused(contract::problem(ProblemCode::Unauthenticated), request);
    auto found = route(request);
    if (!found) {
        const bool otherMethod = found.error().code == ProblemCode::MethodNotAllowed;
        Response response = problemResponse(std::move(found.error()), request);
        if (otherMethod)
            response.headers.push_back({"Allow", allowedMethods(request.path)});
        return tl::make_unexpected(std::move(response));
    }
    if (!mayUse(*found->rule, request.identity))
        return refused(contract::problem(ProblemCode::Forbidden, "Your role may not do this."), request);
    if (request.method != "POST" && request.method != "PUT")
        return *std::move(found);
    const std::string_view contentType = client::contract::headerValue(request.headers, "Content-Type");
    if ((!request.body.empty() || !contentType.empty()) && !isJson(contentType))
        return refused(contract::problem(ProblemCode::UnsupportedMediaType, "The body must be application/json."),
                       request);
    // A PUT says what will be, so that its address is key enough.
    if (request.method == "PUT")
        return *std::move(found);
    const std::string_view key = client::contract::headerValue(request.headers, "Idempotency-Key");
    if (key.empty() && !isFiveCalls(*found))
        return refused(contract::problem(ProblemCode::IdempotencyKeyMissing, "Send an Idempotency-Key."), request);
    // Who only wanted to look must not move anything.
    if (isDryRun(request) && found->rule->endpoint != Endpoint::Refunds)
        return refused(contract::problem(ProblemCode::ValidationFailed, "This call has no dry run."), request);
    if (!isPlainText(key))
        return refused(contract::problem(ProblemCode::ValidationFailed,
                                         "An Idempotency-Key is 1 to 255 visible ASCII characters."),
                       request);
    return *std::move(found);
}

tl::expected<void, contract::Problem> Service::Impl::decodesOrder(const Route& route, const Request& request) const
{
    const Endpoint endpoint = route.rule->endpoint;
    if (endpoint == Endpoint::JobCreate) {
        auto decoded = decodeJob(request.body, context.settings);
        if (!decoded)
            return tl::make_unexpected(std::move(decoded.error()));
    }
    if (endpoint == Endpoint::JobSubmit)
        return shaped(contract::decodeSubmitOrder(request.body));
    if (endpoint == Endpoint::ApprovalApprove || endpoint == Endpoint::ApprovalReject)
        return shaped(contract::decodeApprovalOrder(request.body));
    if (endpoint == Endpoint::RoundResult)
        return shaped(contract::decodeResultOrder(request.body));
    if (endpoint == Endpoint::BetNote)
        return shaped(contract::decodeNoteOrder(request.body));
    if (endpoint == Endpoint::OperationResolve)
        return shaped(contract::decodeResolveOrder(request.body));
    if (endpoint == Endpoint::PartnerSuspend || endpoint == Endpoint::PartnerResume)
        return shaped(contract::decodeSuspendOrder(request.body));
    if (endpoint == Endpoint::FailureAssign)
        return shaped(contract::decodeFailureOwner(request.body));
    if (endpoint == Endpoint::FailureNote)
        return shaped(contract::decodeFailureNote(request.body));
    if (endpoint == Endpoint::FailureRetry)
        return shaped(contract::decodeFailureRetry(request.body));
    if (endpoint == Endpoint::AlertAssign)
        return shaped(contract::decodeAlertOwner(request.body));
    if (endpoint == Endpoint::AlertSnooze)
        return shaped(contract::decodeAlertSnooze(request.body));
    if (endpoint == Endpoint::AlertRuleAdd || endpoint == Endpoint::AlertRuleChange)
        return shaped(contract::decodeAlertRuleOrder(request.body));
    if (endpoint == Endpoint::ReconciliationCreate)
        return shaped(contract::decodeReconciliationOrder(request.body));
    if (endpoint == Endpoint::ReconciliationRows)
        return shaped(contract::decodePartnerChunk(request.body));
    if (endpoint == Endpoint::ReconciliationCompare)
        return shaped(contract::decodeCompareOrder(request.body));
    if (endpoint == Endpoint::ReconciliationAccept)
        return shaped(contract::decodeAcceptOrder(request.body));
    if (endpoint == Endpoint::ViewPut)
        return shaped(contract::decodeViewOrder(request.body));
    return {};
}

tl::expected<void, contract::Problem> Service::Impl::decodes(const Route& route, const Request& request) const
{
    if (isFiveCalls(route) && route.call == contract::CallKind::RecalculateBets) {
        auto decoded = contract::decodeRecalculateCall(request.body);
        if (!decoded)
            return tl::make_unexpected(std::move(decoded.error()));
    } else if (isFiveCalls(route)) {
        auto decoded = prepare(route.call, request.body, context.settings, request.identity);
        if (!decoded)
            return tl::make_unexpected(std::move(decoded.error()));
    } else if (route.rule->endpoint == Endpoint::Refunds) {
        auto decoded = decodeRefund(request.body, context.settings);
        if (!decoded)
            return tl::make_unexpected(std::move(decoded.error()));
    } else {
        return decodesOrder(route, request);
    }
    return {};
}

Handled Service::Impl::retry(const std::string& id, const Request& request)
{
    auto operation = context.store.operation(operationIdFrom(id));
    const auto bet = operation ? context.store.bet(operation->bet) : std::nullopt;
    if (!bet)
        return {problemResponse(contract::problem(ProblemCode::OperationNotFound), request), {}, 0};
    if (contract::isOpen(operation->state)) {
        if (operation->sent || operation->state == contract::OperationState::Cancelling)
            return {operationInProgress(*bet, true, request), {}, 0};
        if (const std::string_view why = outbox.barredBecause(*bet, *operation); !why.empty()) {
            contract::Problem problem = contract::problem(ProblemCode::RetryUnsafe, std::string(why));
            problem.betId = bet->row.bet.text();
            problem.operationId = operationIdText(operation->id);
            recorder.audit(actorOf(request), "retry", auditObject(bet->row), {}, "refused retry_unsafe");
            return {problemResponse(std::move(problem), request), {}, 0};
        }
        outbox.hurry(*operation, actorOf(request));
        operation = context.store.operation(operation->id);
    }
    Response response;
    response.body = contract::encode(operationRow(*operation, bet->row));
    return {std::move(response), {}, 0};
}

Handled Service::Impl::ask(const std::string& id, const Request& request)
{
    const auto operation = context.store.operation(operationIdFrom(id));
    const auto bet = operation ? context.store.bet(operation->bet) : std::nullopt;
    if (!bet)
        return {problemResponse(contract::problem(ProblemCode::OperationNotFound), request), {}, 0};
    const auto refuse = [&](const char* detail) {
        contract::Problem problem = contract::problem(ProblemCode::OperationStateConflict, detail);
        problem.betId = bet->row.bet.text();
        problem.operationId = operationIdText(operation->id);
        recorder.audit(actorOf(request), "ask", auditObject(bet->row), {}, "refused operation_state_conflict");
        return Handled{problemResponse(std::move(problem), request), {}, 0};
    };
    const bool review = operation->state == contract::OperationState::NeedsReview;
    if (!contract::isOpen(operation->state) || (!operation->doubt && !review))
        return refuse("There is nothing to ask: the operation is not in doubt.");
    if (!outbox.ask(*operation, actorOf(request)))
        return refuse("This partner cannot be asked.");
    const PartnerSettings* partner = findPartner(context.settings, bet->row.partner);
    return {std::nullopt, askedIdText(operation->id), partner ? partner->answerWithinMs : 0};
}

// For who had a partner asked: the operation as it is now, whether or not the partner has answered.
std::optional<Response> Service::Impl::asked(const std::string& waitedFor, const Request& request)
{
    const std::size_t blank = waitedFor.find(' ');
    if (blank == std::string::npos)
        return std::nullopt;
    const auto operation = context.store.operation(operationIdFrom(std::string_view(waitedFor).substr(blank + 1)));
    const auto bet = operation ? context.store.bet(operation->bet) : std::nullopt;
    if (!bet)
        return problemResponse(contract::problem(ProblemCode::InternalError), request);
    Response response;
    response.body = contract::encode(operationRow(*operation, bet->row));
    return response;
}

Handled Service::Impl::recalculate(const Request& request)
{
    auto call = contract::decodeRecalculateCall(request.body);
    if (!call)
        return {problemResponse(std::move(call.error()), request), {}, 0};
    if (!call->rows.empty()) {
        // With rows or without: where a second person has to agree, no game corrects by itself.
        if (!context.settings.mayRecalculate)
            return {problemResponse(contract::problem(ProblemCode::Forbidden,
                                                      "Corrections with rows are taken where may_recalculate is set."),
                                    request),
                    {},
                    0};
        const auto round = context.store.round(call->round);
        if (round && context.store.runningRecalculation(round->id))
            return {problemResponse(
                        contract::problem(ProblemCode::RecalculationInProgress, "This round is being recalculated."),
                        request),
                    {},
                    0};
        return corrections.apply(*call, request);
    }
    if (auto foreign = foreignBets(call->round, request.identity))
        return {problemResponse(std::move(*foreign), request), {}, 0};
    return jobs.recalculate(*call, request);
}

Handled Service::Impl::postResult(const Route& route, const Request& request)
{
    const auto round = context.store.round(contract::RoundId(route.ids[0]));
    if (!round)
        return {problemResponse(contract::problem(ProblemCode::RoundNotFound), request), {}, 0};
    const auto order = contract::decodeResultOrder(request.body);
    if (!isResult(findGame(context.settings, round->row.game), order->result))
        return {
            problemResponse(contract::problem(ProblemCode::ValidationFailed, "The game has no such result."), request),
            {},
            0};
    Response response;
    response.body = contract::encode(rounds.postResult(*round, *order, actorOf(request)).row);
    return {std::move(response), {}, 0};
}

Handled Service::Impl::flagRound(const Route& route, const Request& request)
{
    auto round = context.store.round(contract::RoundId(route.ids[0]));
    if (!round)
        return {problemResponse(contract::problem(ProblemCode::RoundNotFound), request), {}, 0};
    const Actor actor = actorOf(request);
    if (!round->row.needsRecalculation) {
        recorder.audit(actor, "round_flag", "round:" + round->row.round.text(), {}, "needs_recalculation");
        rounds.mark(*round, "operator", actor);
    }
    Response response;
    response.body = contract::encode(round->row);
    return {std::move(response), {}, 0};
}

void Service::Impl::rememberTeam(const Identity& identity)
{
    constexpr std::size_t teamsMax = 10'000;
    if (identity.team.empty())
        return;
    if (teams.size() >= teamsMax)
        teams.clear();
    std::string& known = teams[identity.subject];
    if (known == identity.team)
        return;
    context.store.setTeam(identity.subject, identity.team);
    known = identity.team;
}

std::optional<contract::Problem> Service::Impl::foreignBets(const contract::RoundId& round,
                                                            const Identity& identity) const
{
    if (identity.partners.empty())
        return std::nullopt;
    const auto partners = context.store.roundPartners(round);
    if (std::all_of(partners.begin(), partners.end(), [&](const auto& partner) { return mayServe(identity, partner); }))
        return std::nullopt;
    return contract::problem(ProblemCode::Forbidden, "This round has bets of partners that this token is not for.");
}

Service::Service(Store& store, Wallet& wallet, const client::ports::Clock& clock, client::ports::Random& random,
                 const Settings& settings)
    : m_impl(std::make_unique<Impl>(store, wallet, clock, random, settings))
{
}

Service::~Service() = default;

void Service::setPartnerHealth(const PartnerHealth& health)
{
    m_impl->health = &health;
}

void Service::watchCalls(std::function<void(const CallMade&)> made)
{
    m_impl->counts.setMade(std::move(made));
}

void Service::setCourier(Courier& courier)
{
    m_impl->notifications.setCourier(courier);
}

bool Service::isWrite(const Request& request)
{
    return request.method != "GET" && request.method != "HEAD";
}

std::optional<Response> Service::precheck(const Request& request) const
{
    const auto found = m_impl->gate(request);
    if (!found)
        return found.error();
    auto decoded = m_impl->decodes(*found, request);
    if (!decoded)
        return problemResponse(std::move(decoded.error()), request);
    return std::nullopt;
}

Handled Service::handle(const Request& request)
{
    const auto rowsBefore = m_impl->recorder.audited();
    Handled handled = decide(request);
    m_impl->failures.tell();
    // Some refusals are part of what is decided and have their row.
    const bool refused = handled.response && (handled.response->status == 401 || handled.response->status == 403);
    if (refused && m_impl->recorder.audited() == rowsBefore) {
        const auto problem = contract::decodeProblem(handled.response->body, handled.response->status);
        const Actor actor = actorOf(request);
        audit({{actor.subject, actor.roles, request.method + " " + request.path,
                std::string(problem ? contract::rule(problem->code).word : ""), request.source, actor.correlationId}});
    }
    return handled;
}

void Service::audit(const std::vector<Refusal>& refusals)
{
    m_impl->context.readClock();
    for (const Refusal& refusal : refusals) {
        std::string reason = "from " + refusal.source;
        if (refusal.count > 1)
            reason += ", " + std::to_string(refusal.count) + " times";
        m_impl->recorder.audit({refusal.subject, refusal.roles, refusal.correlationId}, "refused", refusal.asked, {},
                               refusal.code, std::move(reason));
    }
}

Handled Service::decide(const Request& request)
{
    const auto found = m_impl->gate(request);
    if (!found)
        return {found.error(), {}, 0};
    m_impl->context.readClock();
    m_impl->rememberTeam(request.identity);
    const auto refuse = [&request](contract::Problem& problem) {
        return Handled{problemResponse(std::move(problem), request), {}, 0};
    };
    if (auto decoded = m_impl->decodesOrder(*found, request); !decoded)
        return refuse(decoded.error());
    if (!keepsKey(*found))
        return perform(*found, request);
    HeaderKey key(m_impl->context.store, request);
    const std::string print = fingerprint({"order", request.path, request.body});
    if (key.standsForOther(print)) {
        contract::Problem problem =
            contract::problem(ProblemCode::IdempotencyMismatch, "This key was used with other content.");
        return refuse(problem);
    }
    // A late copy must not undo what came after it.
    const bool ofRound = found->rule->endpoint == Endpoint::RoundResult || found->rule->endpoint == Endpoint::RoundFlag;
    if (ofRound && key.standsFor(print)) {
        if (const auto round = m_impl->context.store.round(contract::RoundId(found->ids[0]))) {
            Response response;
            response.body = contract::encode(round->row);
            return {std::move(response), {}, 0};
        }
    }
    Handled handled = perform(*found, request);
    if (handled.response && handled.response->status < 300)
        key.keep(print);
    return handled;
}

Handled Service::perform(const Route& route, const Request& request)
{
    const Route* const found = &route;
    const auto refuse = [&request](contract::Problem& problem) {
        return Handled{problemResponse(std::move(problem), request), {}, 0};
    };
    switch (found->rule->endpoint) {
    case Endpoint::FiveCalls: {
        if (found->call == contract::CallKind::RecalculateBets)
            return m_impl->recalculate(request);
        auto prepared = prepare(found->call, request.body, m_impl->context.settings, request.identity);
        return prepared ? m_impl->calls.handle(*prepared, request) : refuse(prepared.error());
    }
    case Endpoint::Refunds: {
        auto order = decodeRefund(request.body, m_impl->context.settings);
        return order ? m_impl->refunds.handle(*order, request, isDryRun(request)) : refuse(order.error());
    }
    case Endpoint::OperationRetry:
        return m_impl->retry(found->ids[0], request);
    case Endpoint::OperationAsk:
        return m_impl->ask(found->ids[0], request);
    case Endpoint::OperationResolve:
        return m_impl->resolutions.propose(found->ids[0], *contract::decodeResolveOrder(request.body), request);
    case Endpoint::PartnerSuspend:
    case Endpoint::PartnerResume:
        return m_impl->suspensions.press(found->rule->endpoint == Endpoint::PartnerSuspend, found->ids[0],
                                         *m_impl->health, request);
    case Endpoint::RoundResult:
        return m_impl->postResult(*found, request);
    case Endpoint::RoundFlag:
        return m_impl->flagRound(*found, request);
    case Endpoint::BetNote:
        return {m_impl->notes.add(*found, *contract::decodeNoteOrder(request.body), request), {}, 0};
    case Endpoint::JobCreate: {
        auto order = decodeJob(request.body, m_impl->context.settings);
        return order ? m_impl->jobs.create(*order, request) : refuse(order.error());
    }
    case Endpoint::JobSubmit:
        return m_impl->jobs.submit(found->ids[0], *contract::decodeSubmitOrder(request.body), request);
    case Endpoint::JobWithdraw:
        return m_impl->jobs.withdraw(found->ids[0], request);
    case Endpoint::JobPause:
        return m_impl->jobs.press(Jobs::Press::Pause, found->ids[0], request);
    case Endpoint::JobResume:
        return m_impl->jobs.press(Jobs::Press::Resume, found->ids[0], request);
    case Endpoint::JobCancel:
        return m_impl->jobs.press(Jobs::Press::Cancel, found->ids[0], request);
    case Endpoint::JobRetryFailed:
        return m_impl->jobs.press(Jobs::Press::RetryFailed, found->ids[0], request);
    case Endpoint::ApprovalApprove: {
        const auto order = contract::decodeApprovalOrder(request.body);
        if (Resolutions::isResolution(found->ids[0]))
            return m_impl->resolutions.approve(found->ids[0], *order, request);
        return m_impl->jobs.approve(found->ids[0], *order, request);
    }
    case Endpoint::ApprovalReject: {
        const auto order = contract::decodeApprovalOrder(request.body);
        if (Resolutions::isResolution(found->ids[0]))
            return m_impl->resolutions.reject(found->ids[0], *order, request);
        return m_impl->jobs.reject(found->ids[0], *order, request);
    }
    case Endpoint::FailureAssign:
        return m_impl->failures.assign(found->ids[0], *contract::decodeFailureOwner(request.body), request);
    case Endpoint::FailureMute:
        return m_impl->failures.mute(found->ids[0], true, request);
    case Endpoint::FailureUnmute:
        return m_impl->failures.mute(found->ids[0], false, request);
    case Endpoint::FailureNote:
        return m_impl->failures.note(found->ids[0], *contract::decodeFailureNote(request.body), request);
    case Endpoint::FailureRetry:
        return m_impl->failures.retry(found->ids[0], *contract::decodeFailureRetry(request.body), request);
    case Endpoint::AlertAck:
        return m_impl->alerts.acknowledge(found->ids[0], request);
    case Endpoint::AlertAssign:
        return m_impl->alerts.assign(found->ids[0], *contract::decodeAlertOwner(request.body), request);
    case Endpoint::AlertSnooze:
        return m_impl->alerts.snooze(found->ids[0], *contract::decodeAlertSnooze(request.body), request);
    case Endpoint::AlertRuleAdd:
        return m_impl->alerts.addRule(*contract::decodeAlertRuleOrder(request.body), request);
    case Endpoint::AlertRuleChange:
        return m_impl->alerts.changeRule(found->ids[0], *contract::decodeAlertRuleOrder(request.body), request);
    case Endpoint::AlertRuleDelete:
        return m_impl->alerts.deleteRule(found->ids[0], request);
    case Endpoint::WebhookReplay:
        return m_impl->notifications.replay(found->ids[0], request);
    case Endpoint::ReconciliationCreate:
        return m_impl->reconciliations.create(*contract::decodeReconciliationOrder(request.body), request);
    case Endpoint::ReconciliationRows:
        return m_impl->reconciliations.addRows(found->ids[0], *contract::decodePartnerChunk(request.body), request);
    case Endpoint::ReconciliationCompare:
        return m_impl->reconciliations.compare(found->ids[0], *contract::decodeCompareOrder(request.body), request);
    case Endpoint::ReconciliationCancel:
        return m_impl->reconciliations.cancel(found->ids[0], request);
    case Endpoint::ReconciliationAccept:
        return m_impl->reconciliations.accept(found->ids[0], found->ids[1], *contract::decodeAcceptOrder(request.body),
                                              request);
    case Endpoint::ViewPut:
        return m_impl->views.put(found->ids[0], *contract::decodeViewOrder(request.body), request);
    case Endpoint::ViewDelete:
        return m_impl->views.remove(found->ids[0], request);
    case Endpoint::Views:
    case Endpoint::Webhooks:
    case Endpoint::WebhookDeadLetters:
    case Endpoint::Alerts:
    case Endpoint::AlertRules:
    case Endpoint::Reconciliations:
    case Endpoint::Reconciliation:
    case Endpoint::ReconciliationItems:
    case Endpoint::Failures:
    case Endpoint::Failure:
    case Endpoint::FailureBets:
    case Endpoint::Instance:
    case Endpoint::Bets:
    case Endpoint::Bet:
    case Endpoint::BetTimeline:
    case Endpoint::BetLedger:
    case Endpoint::BetReinstate:
    case Endpoint::Rounds:
    case Endpoint::Round:
    case Endpoint::RoundBets:
    case Endpoint::Operations:
    case Endpoint::OperationAttempts:
    case Endpoint::Resolutions:
    case Endpoint::Partners:
    case Endpoint::PartnerHealth:
    case Endpoint::Stats:
    case Endpoint::Events:
    case Endpoint::RoundResults:
    case Endpoint::Jobs:
    case Endpoint::Job:
    case Endpoint::JobRows:
    case Endpoint::JobChanges:
    case Endpoint::JobReport:
    case Endpoint::Approvals:
    case Endpoint::Audit:
    case Endpoint::AuditVerify:
        break;
    }
    return {core::read(m_impl->context.store, m_impl->context.settings, *found, request, m_impl->context.nowMs), {}, 0};
}

Response Service::answerFor(const std::string& operationId, const Request& request)
{
    m_impl->context.readClock();
    Store& store = m_impl->context.store;
    if (Checks::isCheck(operationId))
        return m_impl->checks.answerFor(operationId, request);
    if (auto asked = m_impl->asked(operationId, request))
        return *std::move(asked);
    if (const auto job = store.job(contract::JobId(operationId)))
        return m_impl->jobs.answerFor(*job, request);
    const auto operation = store.operation(operationIdFrom(operationId));
    const auto bet = operation ? store.bet(operation->bet) : std::nullopt;
    if (!bet)
        return problemResponse(contract::problem(ProblemCode::InternalError), request);
    return storedResponse(*operation, bet->row.bet, request, false);
}

Response Service::read(Store& store, const Request& request) const
{
    const auto found = m_impl->gate(request);
    if (!found)
        return found.error();
    if (found->rule->endpoint == Endpoint::PartnerHealth)
        return partnerHealth(store, m_impl->context.settings, found->ids[0], *m_impl->health, request);
    if (found->rule->endpoint == Endpoint::Stats)
        return readStats(store, m_impl->context.settings, *m_impl->health, request, m_impl->context.clock.utcMs());
    Response response = core::read(store, m_impl->context.settings, *found, request, m_impl->context.clock.utcMs());
    // A game named the players of its bets itself.
    const bool ownBet = found->rule->endpoint == Endpoint::Bet && request.identity.has("game");
    if (!seesPlayers(request.identity) && !ownBet)
        maskPlayers(response.body);
    return response;
}

Vitals Service::vitals(Store& store) const
{
    return readVitals(store, m_impl->context.settings, *m_impl->health);
}

void Service::recover()
{
    m_impl->context.readClock();
    m_impl->recorder.start();
    m_impl->recorder.signAudit();
    m_impl->outbox.recover();
    m_impl->holds.recover();
    m_impl->jobs.recover();
    m_impl->alerts.recover();
    m_impl->notifications.recover();
    m_impl->reconciliations.recover();
    m_impl->failures.tell();
}

void Service::tick()
{
    m_impl->context.readClock();
    m_impl->notifications.tick();
    m_impl->outbox.tick();
    m_impl->checks.tick();
    m_impl->holds.tick();
    m_impl->jobs.tick();
    m_impl->reconciliations.tick();
    m_impl->failures.tell();
    m_impl->alerts.tick();
    m_impl->recorder.prune(m_impl->notifications.place());
}

void Service::conclude()
{
    m_impl->context.readClock();
    m_impl->recorder.signAudit();
}

std::optional<AuditHead> Service::auditHead() const
{
    return m_impl->recorder.auditHead();
}

std::int64_t Service::nextDueMs() const
{
    std::int64_t next = -1;
    for (const std::int64_t due :
         {m_impl->outbox.nextDueMs(), m_impl->checks.nextDueMs(), m_impl->holds.nextDueMs(), m_impl->jobs.nextDueMs(),
          m_impl->alerts.nextDueMs(), m_impl->notifications.nextDueMs(), m_impl->reconciliations.nextDueMs()})
        next = next < 0 ? due : due < 0 ? next : std::min(next, due);
    return next;
}

std::vector<std::string> Service::takeFinished()
{
    std::vector<std::string> finished = m_impl->outbox.takeFinished();
    for (std::string& check : m_impl->checks.takeFinished())
        finished.push_back(std::move(check));
    return finished;
}

std::vector<PublishedEvent> Service::takeEvents()
{
    m_impl->outbox.onTransactionEnd();
    m_impl->checks.onTransactionEnd();
    m_impl->counts.onTransactionEnd();
    m_impl->alerts.onTransactionEnd();
    std::vector<PublishedEvent> events = m_impl->recorder.takeEvents();
    m_impl->notifications.onTransactionEnd(!events.empty());
    return events;
}

void Service::discard()
{
    m_impl->outbox.discard();
    m_impl->checks.discard();
    m_impl->counts.discard();
    m_impl->suspensions.discard();
    m_impl->holds.discard();
    m_impl->jobs.discard();
    m_impl->rounds.discard();
    m_impl->failures.discard();
    m_impl->alerts.discard();
    m_impl->notifications.discard();
    m_impl->reconciliations.discard();
    m_impl->recorder.discard();
    m_impl->teams.clear();
}

} // namespace service::core
