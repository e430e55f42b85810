// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/alerts.h"

#include "client/contract/json.h"
#include "service/core/alertreads.h"
#include "service/core/calls.h"
#include "service/core/resolutions.h"

#include <algorithm>
#include <set>

namespace service::core {

namespace {

using contract::AlertCondition;
using contract::AlertRow;
using contract::AlertRuleRow;
using contract::AlertState;
using contract::ProblemCode;

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 60 * minuteMs;
constexpr int heldMax = 1'000; // counted per partner; more are as many
constexpr int roundsMax = 200;
constexpr int resolutionsMax = 200;
constexpr std::size_t rulesMax = 200;
// A count that changes all the time is told this often.
constexpr std::int64_t countMs = minuteMs;

Handled refuse(ProblemCode code, const char* detail, const Request& request)
{
    return {problemResponse(contract::problem(code, detail), request), {}, 0};
}

Handled notFound(const Request& request)
{
    return refuse(ProblemCode::NotFound, "This alert is not known.", request);
}

std::string objectOf(const Alert& alert)
{
    return "alert:" + alert.row.id.text();
}

std::string textOf(const AlertRow& row)
{
    std::string text(word(row.state));
    if (row.snoozedUntil != 0)
        text += " until " + contract::json::timeText(row.snoozedUntil);
    if (!row.owner.empty())
        text += ", owner " + row.owner;
    return text;
}

std::string textOf(const AlertRuleRow& rule)
{
    constexpr std::size_t auditMax = 500;
    std::string text = contract::encode(contract::AlertRuleOrder{rule, 0});
    text.resize(std::min(text.size(), auditMax));
    return text;
}

void put(std::map<std::string, AlertRow>& found, std::optional<AlertRow> row)
{
    if (!row)
        return;
    std::string group = row->group;
    found.emplace(std::move(group), *std::move(row));
}

bool isSuspended(const std::vector<Suspension>& suspensions, const contract::PartnerId& partner)
{
    return std::any_of(suspensions.begin(), suspensions.end(),
                       [&](const Suspension& suspension) { return suspension.partner == partner; });
}

} // namespace

Alerts::Alerts(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder), m_activity(context) {}

void Alerts::recover()
{
    if (m_context.settings.alerts.everyMs == 0)
        return;
    std::set<contract::AlertRuleId> known;
    for (const AlertRuleRow& rule : m_context.store.alertRules())
        known.insert(rule.id);
    for (const AlertRuleRow& rule : builtInAlertRules()) {
        if (known.count(rule.id) == 0)
            m_context.store.saveAlertRule(rule);
    }
    m_activity.setQueries(m_context.store.alertRules());
    m_stale = false;
    m_startedAt = m_context.nowMs;
    m_dueMs = m_context.steadyMs + m_context.settings.alerts.everyMs;
}

void Alerts::discard()
{
    m_activity.discard();
    m_stale = true;
    if (m_dueMs >= 0)
        m_dueMs = std::min(m_dueMs, m_context.steadyMs + m_context.settings.alerts.everyMs);
}

void Alerts::tick()
{
    if (m_dueMs < 0 || m_context.steadyMs < m_dueMs)
        return;
    m_dueMs = m_context.steadyMs + m_context.settings.alerts.everyMs;
    if (std::exchange(m_stale, false))
        m_activity.setQueries(m_context.store.alertRules());
    m_activity.write();
    evaluate();
    if (m_context.nowMs - m_prunedAt >= minuteMs) {
        m_prunedAt = m_context.nowMs;
        // A rule looks back its window, a day at most; a silence an hour before its own.
        m_context.store.pruneActivity(m_context.nowMs - 25 * hourMs);
    }
}

void Alerts::evaluate()
{
    const std::vector<AlertRuleRow> rules = m_context.store.alertRules();
    const std::vector<Alert> open = m_context.store.openAlerts();
    for (const AlertRuleRow& rule : rules)
        apply(rule, rule.enabled ? find(rule, open) : Found(), open);
}

// What the rule is about now, by group.
Alerts::Found Alerts::find(const AlertRuleRow& rule, const std::vector<Alert>& open)
{
    Store& store = m_context.store;
    const std::int64_t since = m_context.nowMs - rule.windowMs;
    Found found;
    switch (rule.condition) {
    case AlertCondition::Query:
    case AlertCondition::FailureRatio:
        findActivity(rule, found);
        break;
    case AlertCondition::FundsHeld:
        for (const BetsOfPartner& bets : store.heldSince(since, heldMax))
            put(found, judgeBets(rule, bets));
        break;
    case AlertCondition::InDoubt:
        for (const BetsOfPartner& bets : store.inDoubtSince(since))
            put(found, judgeBets(rule, bets));
        break;
    case AlertCondition::WrongResult:
        for (const Round& round : store.flaggedRounds(roundsMax)) {
            if (round.row.updatedAt <= since)
                put(found, wrongResult(rule, round.row.round));
        }
        break;
    case AlertCondition::ApprovalWaiting:
        findApprovals(rule, found);
        break;
    case AlertCondition::Silence:
        findSilence(rule, open, found);
        break;
    }
    return found;
}

// Of its window, and of the stretch of activity that it begins in.
std::int64_t Alerts::beginOf(const AlertRuleRow& rule) const
{
    const std::int64_t stretch = m_context.settings.alerts.stretchMs;
    return (m_context.nowMs - rule.windowMs) / stretch * stretch;
}

void Alerts::findActivity(const AlertRuleRow& rule, Found& found)
{
    const std::int64_t now = m_context.nowMs;
    const bool ofQuery = rule.condition == AlertCondition::Query;
    for (const Activity& activity : m_context.store.activity(beginOf(rule), now + 1)) {
        std::optional<AlertRow> row;
        if (ofQuery && activity.subject == ActivityCounts::subjectOf(rule.id))
            row = judgeMatches(rule, activity.count.bets);
        else if (!ofQuery && activity.subject.starts_with("p:"))
            row = judgeFailures(rule, {contract::PartnerId(activity.subject.substr(2)), activity.count, 0, 0});
        put(found, std::move(row));
    }
}

// The dead-man's alert. Whoever is suspended is silent because we want it.
void Alerts::findSilence(const AlertRuleRow& rule, const std::vector<Alert>& open, Found& found)
{
    const std::int64_t now = m_context.nowMs;
    const std::int64_t since = beginOf(rule);
    // Nobody listened before: what came then is not known.
    const bool listening = m_startedAt <= since;
    std::map<std::string, PartnerActivity> partners;
    for (const Activity& activity : m_context.store.activity(since - hourMs, since)) {
        if (!activity.subject.starts_with("p:"))
            continue;
        PartnerActivity& partner = partners[activity.subject];
        partner.betsBefore = activity.count.bets;
        partner.beforeMs = since - activity.firstAt;
    }
    std::map<std::string, AlertRow> raised;
    for (const Alert& alert : open) {
        if (alert.row.rule == rule.id) {
            partners.try_emplace("p:" + alert.row.group);
            raised.emplace("p:" + alert.row.group, alert.row);
        }
    }
    for (const Activity& activity : m_context.store.activity(since, now + 1)) {
        if (const auto partner = partners.find(activity.subject); partner != partners.end())
            partner->second.now = activity.count;
    }
    const std::vector<Suspension> suspensions = m_context.store.suspensions();
    for (auto& [subject, activity] : partners) {
        activity.partner = contract::PartnerId(subject.substr(2));
        const auto before = raised.find(subject);
        if (isSuspended(suspensions, activity.partner) || (!listening && before == raised.end()))
            continue;
        auto row = judgeSilence(rule, activity, before == raised.end() ? std::nullopt : std::optional(before->second));
        put(found, std::move(row));
    }
}

void Alerts::findApprovals(const AlertRuleRow& rule, Found& found)
{
    const std::int64_t since = m_context.nowMs - rule.windowMs;
    for (const Job& job : m_context.store.openJobs()) {
        // Its row says until when it may be approved, and not since when.
        const std::int64_t at = job.row.expiresAt - m_context.settings.jobs.approvalValidMs;
        if (job.row.state == contract::JobState::PendingApproval && at <= since)
            found.emplace(job.row.approval, waitingApproval(rule, job.row.approval, job.row.id));
    }
    ResolutionFilter filter;
    filter.state = contract::ResolutionState::Pending;
    filter.limit = resolutionsMax;
    for (const Resolution& resolution : m_context.store.resolutions(filter).rows) {
        if (resolution.createdAt > since)
            continue;
        const std::string approval = resolutionIdText(resolution.id);
        AlertRow row = waitingApproval(rule, approval, {});
        const auto operation = m_context.store.operation(resolution.operation);
        if (const auto bet = operation ? m_context.store.bet(operation->bet) : std::nullopt) {
            row.partner = bet->row.partner;
            row.bet = bet->row.bet;
        }
        found.emplace(approval, std::move(row));
    }
}

void Alerts::apply(const AlertRuleRow& rule, const Found& found, const std::vector<Alert>& open)
{
    for (const auto& [group, row] : found)
        step(rule, group, &row);
    for (const Alert& alert : open) {
        if (alert.row.rule == rule.id && found.count(alert.row.group) == 0)
            step(rule, alert.row.group, nullptr);
    }
}

void Alerts::step(const AlertRuleRow& rule, const std::string& group, const AlertRow* found)
{
    const std::int64_t now = m_context.nowMs;
    auto newest = m_context.store.newestAlert(rule.id, group);
    switch (nextStep(newest ? std::optional(newest->row) : std::nullopt, found != nullptr, rule, now)) {
    case AlertStep::None:
        return;
    case AlertStep::Raise:
        return raise(rule, *found);
    case AlertStep::Resolve:
        return resolve(*std::move(newest));
    case AlertStep::Again:
        newest->row.state = AlertState::Open;
        newest->row.snoozedUntil = 0;
        newest->row.raisedAt = now;
        newest->row.quiet = isQuiet(rule, now);
        return save(*std::move(newest), "alert.raised");
    case AlertStep::Keep:
        break;
    }
    if (newest->row.count == found->count || now - newest->row.updatedAt < countMs)
        return;
    newest->row.count = found->count;
    newest->row.bet = found->bet;
    newest->row.text = found->text;
    save(*std::move(newest), "alert.changed");
}

void Alerts::raise(const AlertRuleRow& rule, AlertRow row)
{
    row.state = AlertState::Open;
    row.quiet = isQuiet(rule, m_context.nowMs);
    row.raisedAt = m_context.nowMs;
    row.updatedAt = m_context.nowMs;
    row.version = 1;
    const std::int64_t id = m_context.store.insertAlert(row);
    row.id = contract::AlertId(alertIdText(id));
    m_recorder.tellAlert("alert.raised", row);
}

void Alerts::resolve(Alert alert)
{
    alert.row.state = AlertState::Resolved;
    alert.row.snoozedUntil = 0;
    alert.row.resolvedAt = m_context.nowMs;
    save(std::move(alert), "alert.resolved");
}

void Alerts::save(Alert alert, std::string_view type)
{
    ++alert.row.version;
    alert.row.updatedAt = m_context.nowMs;
    m_context.store.updateAlert(alert);
    m_recorder.tellAlert(type, alert.row);
}

Handled Alerts::changed(Alert alert, std::string_view action, const std::string& before, const Request& request)
{
    const std::string after = textOf(alert.row);
    if (before != after) {
        save(alert, "alert.changed");
        m_recorder.audit(actorOf(request), action, objectOf(alert), before, after);
        alert = m_context.store.alert(alert.id).value_or(alert);
    }
    Response response;
    response.body = contract::encode(alert.row);
    return {std::move(response), {}, 0};
}

Handled Alerts::acknowledge(const std::string& id, const Request& request)
{
    auto alert = m_context.store.alert(alertIdFrom(id));
    if (!alert)
        return notFound(request);
    if (alert->row.state == AlertState::Resolved)
        return refuse(ProblemCode::OperationStateConflict, "This alert is over.", request);
    const std::string before = textOf(alert->row);
    alert->row.state = AlertState::Acknowledged;
    alert->row.snoozedUntil = 0;
    if (alert->row.owner.empty())
        alert->row.owner = request.identity.subject;
    return changed(*std::move(alert), "alert_ack", before, request);
}

Handled Alerts::assign(const std::string& id, const contract::AlertOwner& order, const Request& request)
{
    auto alert = m_context.store.alert(alertIdFrom(id));
    if (!alert)
        return notFound(request);
    const std::string before = textOf(alert->row);
    alert->row.owner = order.owner;
    return changed(*std::move(alert), "alert_assign", before, request);
}

Handled Alerts::snooze(const std::string& id, const contract::AlertSnooze& order, const Request& request)
{
    auto alert = m_context.store.alert(alertIdFrom(id));
    if (!alert)
        return notFound(request);
    if (alert->row.state == AlertState::Resolved)
        return refuse(ProblemCode::OperationStateConflict, "This alert is over.", request);
    const std::string before = textOf(alert->row);
    alert->row.state = AlertState::Snoozed;
    alert->row.snoozedUntil = m_context.nowMs + order.minutes * minuteMs;
    return changed(*std::move(alert), "alert_snooze", before, request);
}

std::optional<AlertRuleRow> Alerts::ruleOf(const std::string& id)
{
    const std::vector<AlertRuleRow> rules = m_context.store.alertRules();
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&id](const auto& rule) { return rule.id.text() == id; });
    return found == rules.end() ? std::nullopt : std::optional(*found);
}

Handled Alerts::stored(const AlertRuleRow& rule, int status)
{
    Response response;
    response.status = status;
    response.body = contract::encode(rule);
    return {std::move(response), {}, 0};
}

Handled Alerts::addRule(const contract::AlertRuleOrder& order, const Request& request)
{
    AlertRuleRow rule = order.rule;
    rule.builtIn = false;
    rule.version = 1;
    if (rule.condition != AlertCondition::Query)
        return refuse(ProblemCode::ValidationFailed, "Rules of this condition are built in; a new one has a query.",
                      request);
    if (const auto known = ruleOf(rule.id.text())) {
        // The same order again, whose answer was lost.
        if (*known == rule)
            return stored(*known, 201);
        return refuse(ProblemCode::VersionConflict, "There is a rule of this name.", request);
    }
    if (m_context.store.alertRules().size() >= rulesMax)
        return refuse(ProblemCode::ValidationFailed, "There are 200 rules; delete one first.", request);
    m_context.store.saveAlertRule(rule);
    m_recorder.audit(actorOf(request), "alert_rule_add", "alert_rule:" + rule.id.text(), {}, textOf(rule));
    m_activity.setQueries(m_context.store.alertRules());
    return stored(rule, 201);
}

Handled Alerts::changeRule(const std::string& id, const contract::AlertRuleOrder& order, const Request& request)
{
    const auto known = ruleOf(id);
    if (!known)
        return refuse(ProblemCode::NotFound, "This rule is not known.", request);
    AlertRuleRow rule = order.rule;
    rule.builtIn = known->builtIn;
    rule.version = order.expectedVersion + 1;
    if (rule == *known)
        return stored(*known, 200);
    if (rule.id != known->id || rule.condition != known->condition)
        return refuse(ProblemCode::ValidationFailed, "A rule keeps its name and its condition.", request);
    if (order.expectedVersion != known->version)
        return refuse(ProblemCode::VersionConflict, "Somebody changed this rule meanwhile.", request);
    m_context.store.saveAlertRule(rule);
    m_recorder.audit(actorOf(request), "alert_rule_change", "alert_rule:" + id, textOf(*known), textOf(rule));
    m_activity.setQueries(m_context.store.alertRules());
    return stored(rule, 200);
}

Handled Alerts::deleteRule(const std::string& id, const Request& request)
{
    const auto known = ruleOf(id);
    if (!known)
        return refuse(ProblemCode::NotFound, "This rule is not known.", request);
    if (known->builtIn)
        return refuse(ProblemCode::OperationStateConflict, "A built-in rule can be disabled, not deleted.", request);
    for (const Alert& alert : m_context.store.openAlerts()) {
        if (alert.row.rule == known->id)
            resolve(alert);
    }
    m_context.store.deleteAlertRule(known->id);
    m_recorder.audit(actorOf(request), "alert_rule_delete", "alert_rule:" + id, textOf(*known), {});
    m_activity.setQueries(m_context.store.alertRules());
    return stored(*known, 200);
}

} // namespace service::core
