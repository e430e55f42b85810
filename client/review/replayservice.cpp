// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/replayservice.h"

#include "client/contract/json.h"
#include "client/contract/problem.h"
#include "client/review/eventstory.h"

#include <QMetaObject>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <utility>

namespace client::review {

using namespace contract;

namespace {

constexpr std::size_t limitDefault = 200;
constexpr std::size_t limitMax = 1'000;

Exchange ok(std::string body)
{
    Exchange exchange;
    exchange.status = 200;
    exchange.body = std::move(body);
    return exchange;
}

Exchange notHere(ProblemCode code)
{
    const Problem problem = contract::problem(code, "The file does not hold it.");
    Exchange exchange;
    exchange.status = problem.status;
    exchange.headers = {{"Content-Type", "application/problem+json"}};
    exchange.body = encode(problem);
    return exchange;
}

// What was asked, taken apart.
struct Asked
{
    QStringList path; // decoded, behind /api/v1
    QUrlQuery query;

    explicit Asked(const std::string& target)
    {
        const QString text = QString::fromStdString(target);
        const auto question = text.indexOf(u'?');
        for (const QString& part : text.left(question).split(u'/', Qt::SkipEmptyParts).mid(2))
            path << QUrl::fromPercentEncoding(part.toUtf8());
        if (question >= 0)
            query = QUrlQuery(text.mid(question + 1));
    }
    std::string text(const char* name) const
    {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded).toStdString();
    }
    std::int64_t time(const char* name) const { return json::parseTime(text(name)).value_or(0); }
    // A cursor of ours is how many rows came before.
    std::size_t skip() const { return query.queryItemValue(QStringLiteral("cursor")).toULongLong(); }
    std::size_t limit() const
    {
        const auto given = query.queryItemValue(QStringLiteral("limit")).toULongLong();
        return given == 0 ? limitDefault : std::min<std::size_t>(given, limitMax);
    }
    bool is(std::initializer_list<const char*> parts) const
    {
        return static_cast<std::size_t>(path.size()) == parts.size() &&
               std::equal(parts.begin(), parts.end(), path.begin(), [](const char* part, const QString& given) {
                   return *part == '*' || given == QLatin1String(part);
               });
    }
    std::string part(int at) const { return path.value(at).toStdString(); }
};

// `read` was asked for one row more than the page holds.
template <typename Row>
Exchange pageOf(std::vector<Row> read, std::size_t skip, std::size_t limit)
{
    Page<Row> page;
    const bool more = read.size() > limit;
    read.resize(std::min(limit, read.size()));
    page.rows = std::move(read);
    if (more)
        page.nextCursor = std::to_string(skip + limit);
    return ok(encode(page));
}

template <typename Row>
Exchange wholeOf(std::vector<Row> rows)
{
    Page<Row> page;
    page.rows = std::move(rows);
    return ok(encode(page));
}

Exchange betsOf(const Replay& replay, const Asked& asked)
{
    BetWish wish;
    wish.partner = asked.text("partner_id");
    wish.player = asked.text("player_id");
    wish.round = asked.text("round_id");
    wish.status = asked.text("status");
    wish.idPrefix = asked.text("q");
    wish.createdFrom = asked.time("created_from");
    wish.createdTo = asked.time("created_to");
    return pageOf(replay.bets(wish, asked.skip(), asked.limit() + 1), asked.skip(), asked.limit());
}

// The group that a bet is in now, or all.
Exchange failuresOf(const Replay& replay, const Asked& asked)
{
    auto groups = replay.failures();
    const std::string partner = asked.text("partner_id"), bet = asked.text("bet_id"), state = asked.text("state");
    std::erase_if(groups, [&](const FailureRow& group) {
        if ((!partner.empty() && group.partner.text() != partner) || (!state.empty() && word(group.state) != state))
            return true;
        return !bet.empty() && !replay.isIn(group, BetId(bet));
    });
    return wholeOf(std::move(groups));
}

Exchange failureBetsOf(const Replay& replay, const Asked& asked)
{
    FailureBets read = replay.failureBets(FailureId(asked.part(1)), asked.skip(), asked.limit());
    Page<BetRow> page;
    page.rows = std::move(read.bets);
    if (read.next > 0)
        page.nextCursor = std::to_string(read.next);
    return ok(encode(page));
}

Exchange oneBet(const Replay& replay, const Asked& asked)
{
    const PartnerId partner(asked.part(1));
    const BetId bet(asked.part(2));
    if (asked.path.size() == 3) {
        const auto row = replay.bet(partner, bet);
        return row ? ok(encode(*row)) : notHere(ProblemCode::BetNotFound);
    }
    const auto events = replay.eventsOf(partner, bet);
    return events.empty() ? notHere(ProblemCode::BetNotFound) : ok(encode(storyOf(events)));
}

} // namespace

Exchange answerFrom(const Replay& replay, const std::string& target)
{
    const Asked asked(target);
    if (asked.is({"bets"}))
        return betsOf(replay, asked);
    if (asked.is({"bets", "*", "*"}) || asked.is({"bets", "*", "*", "timeline"}))
        return oneBet(replay, asked);
    if (asked.is({"rounds"}))
        return pageOf(replay.rounds(asked.skip(), asked.limit() + 1), asked.skip(), asked.limit());
    if (asked.is({"rounds", "*"})) {
        const auto row = replay.round(RoundId(asked.part(1)));
        return row ? ok(encode(*row)) : notHere(ProblemCode::RoundNotFound);
    }
    if (asked.is({"rounds", "*", "results"}))
        return wholeOf(replay.results(RoundId(asked.part(1))));
    if (asked.is({"failures"}))
        return failuresOf(replay, asked);
    if (asked.is({"failures", "*", "bets"}))
        return failureBetsOf(replay, asked);
    if (asked.is({"failures", "*"})) {
        for (const FailureRow& row : replay.failures()) {
            if (row.id.text() == asked.part(1))
                return ok(encode(row));
        }
    }
    if (asked.is({"jobs"}))
        return wholeOf(replay.jobs());
    if (asked.is({"alerts"}))
        return wholeOf(replay.alerts());
    if (asked.is({"stats"}))
        return ok(encode(replay.stats()));
    return notHere(ProblemCode::NotFound);
}

void ReplayService::setReplay(const Replay* replay)
{
    m_replay = replay;
    if (!replay)
        return;
    for (const auto& [id, held] : std::exchange(m_held, {}))
        answer(id, held.target, held.done);
}

void ReplayService::later(Id id, std::function<void()> tell)
{
    m_waiting.insert(id);
    QMetaObject::invokeMethod(
        this,
        [this, id, told = std::move(tell)] {
            if (m_waiting.erase(id) > 0)
                told();
        },
        Qt::QueuedConnection);
}

void ReplayService::answer(Id id, const std::string& target, const Done& done)
{
    later(id, [this, id, target, done] {
        if (m_replay)
            done(answerFrom(*m_replay, target));
        else
            m_held[id] = {target, done};
    });
}

ReplayService::Id ReplayService::send(ports::HttpRequest request, Done done)
{
    const Id id = m_next++;
    if (request.method != "GET") {
        later(id, [told = std::move(done)] {
            Exchange refused;
            refused.error = TransportError::NotConnected;
            refused.maybeSent = false;
            refused.errorDetail = "A file is looked at: nothing can be sent.";
            told(refused);
        });
    } else if (m_replay) {
        answer(id, request.target, done);
    } else {
        m_held[id] = {std::move(request.target), std::move(done)};
    }
    return id;
}

ReplayService::Id ReplayService::stream(ports::HttpRequest, StreamHandler handler)
{
    const Id id = m_next++;
    later(id, [told = std::move(handler)] {
        Exchange refused;
        refused.error = TransportError::NotConnected;
        refused.maybeSent = false;
        refused.errorDetail = "A file has no events to come.";
        told.onEnd(refused);
    });
    return id;
}

void ReplayService::abort(Id id)
{
    m_waiting.erase(id);
    m_held.erase(id);
}

} // namespace client::review
