// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/mail.h"

#include "client/contract/json.h"
#include "client/contract/wire.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace service::notify {

namespace {

using client::contract::AlertRow;

// A header is ASCII and one line, whatever a partner called its bets.
std::string headerText(std::string text)
{
    constexpr std::size_t lineMax = 200;
    text.resize(std::min(text.size(), lineMax));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return text;
}

// RFC 5322 wants English names whatever the locale is.
std::string dateText(std::int64_t utcMs)
{
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = utcMs / 1'000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 16> clock{};
    std::strftime(clock.data(), clock.size(), "%H:%M:%S", &parts);
    return std::string(days[static_cast<std::size_t>(parts.tm_wday)]) + ", " + std::to_string(parts.tm_mday) + " " +
           months[static_cast<std::size_t>(parts.tm_mon)] + " " + std::to_string(1900 + parts.tm_year) + " " +
           clock.data() + " +0000";
}

std::string subjectOf(const core::Parcel& parcel, const std::optional<AlertRow>& alert)
{
    if (!alert)
        return "[Betdesk] " + parcel.type;
    std::string severity(word(alert->severity));
    std::transform(severity.begin(), severity.end(), severity.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    const bool over = alert->state == client::contract::AlertState::Resolved;
    return "[Betdesk " + (over ? std::string("resolved") : severity) + "] " + alert->text;
}

void addLine(std::string& text, std::string_view name, const std::string& value)
{
    if (!value.empty())
        text.append(name).append(": ").append(value).append("\r\n");
}

std::string bodyOf(const core::Parcel& parcel, const std::optional<AlertRow>& alert)
{
    std::string text;
    if (!alert)
        return parcel.body + "\r\n";
    text = alert->text + "\r\n\r\n";
    addLine(text, "Rule", alert->rule.text());
    addLine(text, "Severity", std::string(word(alert->severity)));
    addLine(text, "State", std::string(word(alert->state)));
    addLine(text, "Partner", alert->partner.text());
    addLine(text, "Bet", alert->bet.text());
    addLine(text, "Round", alert->round.text());
    addLine(text, "Job", alert->job.text());
    addLine(text, "Owner", alert->owner);
    addLine(text, "Raised", client::contract::json::timeText(alert->raisedAt));
    addLine(text, "Alert", alert->id.text());
    return text;
}

} // namespace

std::string mailText(const Endpoint& endpoint, const core::Parcel& parcel)
{
    const auto event = client::contract::decodeFeedEvent(parcel.id, parcel.body);
    const std::optional<AlertRow> alert = event ? event->alert : std::nullopt;
    std::string to;
    for (const std::string& address : endpoint.to)
        to.append(to.empty() ? "" : ", ").append(address);
    std::string text;
    addLine(text, "Date", dateText(parcel.at));
    addLine(text, "From", "Betdesk <" + endpoint.from + ">");
    addLine(text, "To", to);
    addLine(text, "Subject", headerText(subjectOf(parcel, alert)));
    // The same at every attempt, so that mailboxes recognise a second copy.
    addLine(text, "Message-ID",
            "<" + parcel.id + ".betdesk@" + endpoint.from.substr(endpoint.from.find('@') + 1) + ">");
    addLine(text, "Auto-Submitted", "auto-generated");
    addLine(text, "MIME-Version", "1.0");
    addLine(text, "Content-Type", "text/plain; charset=utf-8");
    addLine(text, "Content-Transfer-Encoding", "8bit");
    return text + "\r\n" + bodyOf(parcel, alert);
}

} // namespace service::notify
