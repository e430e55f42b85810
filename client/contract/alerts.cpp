// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/alerts.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"
#include "client/contract/query.h"

namespace client::contract {

namespace {

constexpr std::size_t groupCharsMax = 256;
constexpr std::size_t textCharsMax = 1'000;
constexpr std::size_t ownerCharsMax = 128;
constexpr std::size_t queryCharsMax = 1'000;
constexpr std::int64_t windowMsMax = 86'400'000;
constexpr std::int64_t thresholdMax = 1'000'000;
constexpr std::int64_t snoozeMinutesMax = 7 * 24 * 60;
constexpr int minutesOfADay = 24 * 60;

std::string timeOfDay(int minutes)
{
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

// "22:30"; nothing is midnight.
int minutesOf(Decoder& in, std::string_view key)
{
    const std::string text = in.text(key, 5);
    if (text.empty())
        return 0;
    const auto digit = [&text](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 1'000; };
    const int minutes = text.size() == 5 && text[2] == ':' && digit(3) < 6
                            ? 600 * digit(0) + 60 * digit(1) + 10 * digit(3) + digit(4)
                            : minutesOfADay;
    if (minutes >= minutesOfADay)
        in.reader().refuse(ErrorKind::Invalid, std::string(key) + " is no time of a day, as in 22:30", key);
    return minutes % minutesOfADay;
}

AlertRuleRow rule(Decoder& in)
{
    AlertRuleRow row;
    row.id = in.id<AlertRuleId>("rule_id");
    row.condition = in.enumerated("condition", alertConditionFrom, AlertCondition::Query);
    row.builtIn = in.reader().optionalBool("built_in");
    row.query = in.text("query", queryCharsMax);
    row.threshold = in.natural("threshold");
    row.windowMs = in.natural("window_ms");
    row.severity = in.enumerated("severity", alertSeverityFrom, AlertSeverity::Warning);
    row.enabled = in.flag("enabled");
    row.quietFrom = minutesOf(in, "quiet_from");
    row.quietTo = minutesOf(in, "quiet_to");
    row.sound = in.flag("sound");
    row.desktop = in.flag("desktop");
    row.snoozedUntil = in.time("snoozed_until", false);
    row.version = in.natural("version", false);
    return row;
}

void checkOrder(Decoder& in, AlertRuleRow& row)
{
    if (row.threshold < 1 || row.threshold > thresholdMax)
        in.reader().refuse(ErrorKind::OutOfRange, "threshold has to be from 1 to 1000000", "threshold");
    if (row.windowMs > windowMsMax)
        in.reader().refuse(ErrorKind::OutOfRange, "window_ms has to be a day or less", "window_ms");
    const bool counts = row.condition == AlertCondition::Query || row.condition == AlertCondition::FailureRatio ||
                        row.condition == AlertCondition::Silence;
    if (counts && row.windowMs < 1'000)
        in.reader().refuse(ErrorKind::OutOfRange, "window_ms has to be a second or more", "window_ms");
    if ((row.condition == AlertCondition::Query) == row.query.empty())
        in.reader().refuse(ErrorKind::Invalid, "a query belongs to the condition query, and to no other", "query");
    if (const auto query = Query::parse(row.query); !query)
        in.reader().refuse(ErrorKind::Invalid, query.error().detail, "query");
}

template <typename Order>
Result<Order> decodeOrder(std::string_view body, std::initializer_list<std::string_view> known,
                          void (*read)(Decoder&, Order&))
{
    const auto value = json::parse(body);
    if (!value)
        return tl::make_unexpected(value.error());
    Decoder in(*value, "");
    Order order;
    read(in, order);
    refuseUnknown(in, *value, known);
    if (!in.ok())
        return tl::make_unexpected(in.error());
    return order;
}

void addRule(Json& made, const AlertRuleRow& row)
{
    made["rule_id"] = row.id.text();
    made["condition"] = word(row.condition);
    addText(made, "query", row.query);
    made["threshold"] = row.threshold;
    made["window_ms"] = row.windowMs;
    made["severity"] = word(row.severity);
    made["enabled"] = row.enabled;
    if (row.quietFrom != row.quietTo) {
        made["quiet_from"] = timeOfDay(row.quietFrom);
        made["quiet_to"] = timeOfDay(row.quietTo);
    }
    made["sound"] = row.sound;
    made["desktop"] = row.desktop;
    addTime(made, "snoozed_until", row.snoozedUntil);
}

} // namespace

AlertRow alertRow(Decoder& in)
{
    AlertRow row;
    row.id = in.id<AlertId>("alert_id");
    row.rule = in.id<AlertRuleId>("rule_id");
    row.condition = in.enumerated("condition", alertConditionFrom, AlertCondition::Query);
    row.group = in.text("group", groupCharsMax);
    row.partner = in.id<PartnerId>("partner_id", false);
    row.bet = in.id<BetId>("bet_id", false);
    row.round = in.id<RoundId>("round_id", false);
    row.job = in.id<JobId>("job_id", false);
    row.severity = in.enumerated("severity", alertSeverityFrom, AlertSeverity::Warning);
    row.state = in.enumerated("state", alertStateFrom, AlertState::Open);
    row.count = in.natural("count", false);
    row.usualPerHour = in.natural("usual_per_hour", false);
    row.windowMs = in.natural("window_ms");
    row.text = in.requiredText("text", textCharsMax);
    row.quiet = in.flag("quiet");
    row.sound = in.flag("sound");
    row.desktop = in.flag("desktop");
    row.owner = in.text("owner", ownerCharsMax);
    row.raisedAt = in.time("raised_at");
    row.updatedAt = in.time("updated_at");
    row.snoozedUntil = in.time("snoozed_until", false);
    row.resolvedAt = in.time("resolved_at", false);
    row.version = in.natural("version");
    return row;
}

Json object(const AlertRow& row)
{
    Json made;
    made["alert_id"] = row.id.text();
    made["rule_id"] = row.rule.text();
    made["condition"] = word(row.condition);
    addText(made, "group", row.group);
    addText(made, "partner_id", row.partner.text());
    addText(made, "bet_id", row.bet.text());
    addText(made, "round_id", row.round.text());
    addText(made, "job_id", row.job.text());
    made["severity"] = word(row.severity);
    made["state"] = word(row.state);
    addNumber(made, "count", row.count);
    addNumber(made, "usual_per_hour", row.usualPerHour);
    made["window_ms"] = row.windowMs;
    made["text"] = row.text;
    made["quiet"] = row.quiet;
    made["sound"] = row.sound;
    made["desktop"] = row.desktop;
    addText(made, "owner", row.owner);
    made["raised_at"] = json::timeText(row.raisedAt);
    made["updated_at"] = json::timeText(row.updatedAt);
    addTime(made, "snoozed_until", row.snoozedUntil);
    addTime(made, "resolved_at", row.resolvedAt);
    made["version"] = row.version;
    return made;
}

Json object(const AlertRuleRow& row)
{
    Json made;
    addRule(made, row);
    made["built_in"] = row.builtIn;
    made["version"] = row.version;
    return made;
}

std::string encode(const AlertRow& row)
{
    return json::dump(object(row));
}

std::string encode(const Page<AlertRow>& page)
{
    return encodePage(page);
}

std::string encode(const AlertOwner& order)
{
    return json::dump(Json{{"owner", order.owner}});
}

std::string encode(const AlertSnooze& order)
{
    return json::dump(Json{{"minutes", order.minutes}});
}

std::string encode(const AlertRuleRow& row)
{
    return json::dump(object(row));
}

std::string encode(const Page<AlertRuleRow>& page)
{
    return encodePage(page);
}

std::string encode(const AlertRuleOrder& order)
{
    Json made;
    addRule(made, order.rule);
    addNumber(made, "expected_version", order.expectedVersion);
    return json::dump(made);
}

Result<AlertRow> decodeAlertRow(std::string_view body)
{
    return decodeText<AlertRow>(body, alertRow);
}

Result<Page<AlertRow>> decodeAlertPage(std::string_view body)
{
    return decodeText<Page<AlertRow>>(body, pageOf<AlertRow, alertRow>);
}

Result<AlertRuleRow> decodeAlertRuleRow(std::string_view body)
{
    return decodeText<AlertRuleRow>(body, rule);
}

Result<Page<AlertRuleRow>> decodeAlertRulePage(std::string_view body)
{
    return decodeText<Page<AlertRuleRow>>(body, pageOf<AlertRuleRow, rule>);
}

Result<AlertOwner> decodeAlertOwner(std::string_view body)
{
    return decodeOrder<AlertOwner>(body, {"owner"}, [](Decoder& in, AlertOwner& order) {
        order.owner = in.reader().requiredString("owner", ownerCharsMax);
    });
}

Result<AlertSnooze> decodeAlertSnooze(std::string_view body)
{
    return decodeOrder<AlertSnooze>(body, {"minutes"}, [](Decoder& in, AlertSnooze& order) {
        order.minutes = in.natural("minutes");
        if (order.minutes < 1 || order.minutes > snoozeMinutesMax)
            in.reader().refuse(ErrorKind::OutOfRange, "minutes have to be from 1 to a week", "minutes");
    });
}

Result<AlertRuleOrder> decodeAlertRuleOrder(std::string_view body)
{
    return decodeOrder<AlertRuleOrder>(body,
                                       {"rule_id", "condition", "query", "threshold", "window_ms", "severity",
                                        "enabled", "quiet_from", "quiet_to", "sound", "desktop", "snoozed_until",
                                        "expected_version"},
                                       [](Decoder& in, AlertRuleOrder& order) {
                                           order.rule = rule(in);
                                           order.expectedVersion = in.natural("expected_version", false);
                                           checkOrder(in, order.rule);
                                       });
}

} // namespace client::contract
