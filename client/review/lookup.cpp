// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/lookup.h"

#include "client/review/filter.h"
#include "client/review/rowsets.h"

#include <algorithm>
#include <array>

namespace client::review {

namespace {

using Selections = std::vector<Selection>;

std::optional<Period> wholeTime(const std::vector<Source>& sources)
{
    std::optional<Period> whole;
    for (const Source& source : sources) {
        const auto span = spanOf(*source.log);
        if (!span)
            continue;
        const Period own{span->firstMs + source.shiftMs, span->lastMs + source.shiftMs + 1};
        if (!whole)
            whole = own;
        whole->fromMs = std::min(whole->fromMs, own.fromMs);
        whole->toMs = std::max(whole->toMs, own.toMs);
    }
    return whole;
}

std::int64_t bounded(std::int64_t timeMs)
{
    return std::clamp(timeMs, -timeMsMax, timeMsMax);
}

// Of a period that ends before it begins, over its beginning.
Histogram histogramOf(const std::vector<Source>& sources, const Selections& rows, Period period, std::size_t bucketsMax)
{
    period.toMs = std::max(period.toMs, period.fromMs + 1);
    Histogram sum;
    sum.stepMs = niceStepMs(period.toMs - period.fromMs, bucketsMax);
    sum.fromMs = period.fromMs - ((period.fromMs % sum.stepMs) + sum.stepMs) % sum.stepMs;
    const auto buckets = static_cast<std::size_t>((period.toMs - sum.fromMs + sum.stepMs - 1) / sum.stepMs);
    sum.counts.assign(buckets, 0);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto own =
            histogram(*sources[i].log, rows[i], sum.fromMs - sources[i].shiftMs, sum.stepMs, sum.counts.size());
        for (std::size_t bucket = 0; bucket < buckets; ++bucket)
            sum.counts[bucket] += own.counts[bucket];
    }
    return sum;
}

std::shared_ptr<const ValueCounts> countsOf(const std::vector<Source>& sources, const Selections& rows,
                                            GroupField field)
{
    std::vector<LogRows> logs;
    for (std::size_t i = 0; i < sources.size(); ++i)
        logs.push_back({*sources[i].log, rows[i]});
    auto made = std::make_shared<ValueCounts>();
    made->field = field;
    made->groups = groupBy(logs, field, ValueCounts::groupsMax);
    for (const Selection& selection : rows)
        made->rows += selection.count();
    return made;
}

std::shared_ptr<const SortedMatches> sorted(const Log& log, const Selection& rows, const Sort& by, Sorter& sorter)
{
    auto ordered = sorter.page(rows, by.field, by.order, 0, rows.count());
    // A line before the first that has a time has none.
    if (by.field == SortField::At)
        std::stable_partition(ordered.begin(), ordered.end(),
                              [&](std::uint64_t row) { return log.columns().value(Column::At, row) != 0; });
    auto made = std::make_shared<SortedMatches>();
    made->by = by;
    made->positions.reserve(ordered.size());
    std::vector<std::uint32_t> placeOf(rows.rows());
    for (const std::uint64_t row : ordered) {
        placeOf[row] = static_cast<std::uint32_t>(made->positions.size());
        made->positions.push_back(static_cast<std::uint32_t>(row));
    }
    made->places.reserve(ordered.size());
    rows.each([&](std::uint64_t row) { made->places.push_back(placeOf[row]); });
    return made;
}

} // namespace

std::int64_t niceStepMs(std::int64_t lengthMs, std::size_t bucketsMax)
{
    constexpr std::int64_t second = 1'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
    constexpr std::array<std::int64_t, 28> steps{1,           2,           5,           10,     20,         50,
                                                 100,         200,         500,         second, 2 * second, 5 * second,
                                                 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute,
                                                 10 * minute, 15 * minute, 30 * minute, hour,   2 * hour,   3 * hour,
                                                 6 * hour,    12 * hour,   day,         7 * day};
    // One less, because the first begins at a round time before the period.
    const auto most = static_cast<std::int64_t>(std::max<std::size_t>(bucketsMax, 2) - 1);
    for (const std::int64_t step : steps) {
        if (lengthMs / step < most)
            return step;
    }
    return (lengthMs / most / day + 1) * day;
}

Answer answer(const Question& question)
{
    const auto& sources = question.sources;
    Answer made;
    made.query = question.query.text();
    made.period = question.period;
    const bool isKnown = question.before && question.before->merged->sources() == sources;
    if (isKnown) {
        made.merged = question.before->merged;
        made.errors = question.before->errors;
        made.damaged = question.before->damaged;
    } else {
        made.merged = std::make_shared<const Merged>(sources);
        Selections wrong;
        for (const Source& source : sources) {
            wrong.push_back(errors(*source.log));
            made.damaged += damaged(*source.log).count();
        }
        made.errors = std::make_shared<const Positions>(made.merged->positions(wrong));
    }

    const auto whole = wholeTime(sources);
    auto period = question.period;
    if (period)
        period = Period{bounded(period->fromMs), bounded(period->toMs)};
    const std::int64_t nowMs = whole ? whole->toMs - 1 : 0;
    Selections all, found;
    const bool narrows = !question.query.isEmpty() || period;
    for (const Source& source : sources) {
        all.emplace_back(source.log->rows(), true);
        if (!narrows)
            continue;
        found.push_back(question.query.isEmpty() ? all.back()
                                                 : select(*source.log, question.query, nowMs - source.shiftMs));
        if (period)
            found.back() &= within(*source.log, period->fromMs - source.shiftMs, period->toMs - source.shiftMs);
    }
    const bool isSame = isKnown && question.before->query == made.query && question.before->period == made.period;
    if (isSame)
        made.matches = question.before->matches;
    else if (narrows)
        made.matches = std::make_shared<const Positions>(made.merged->positions(found));
    if (isKnown)
        made.sorter = question.before->sorter;
    if (question.sort && narrows && sources.size() == 1) {
        if (!made.sorter)
            made.sorter = std::make_shared<Sorter>(sources[0].log);
        const auto before = isSame ? question.before->sorted : nullptr;
        made.sorted = before && before->by == *question.sort
                          ? before
                          : sorted(*sources[0].log, found[0], *question.sort, *made.sorter);
    }
    if (question.countBy)
        made.counts = countsOf(sources, narrows ? found : all, *question.countBy);
    if (const auto shown = period ? period : whole) {
        made.all = histogramOf(sources, all, *shown, question.bucketsMax);
        if (narrows)
            made.matching = histogramOf(sources, found, *shown, question.bucketsMax);
    }
    return made;
}

void Lookup::ask(Question question)
{
    if (m_busy) {
        m_next = std::move(question);
        return;
    }
    start(std::move(question));
}

void Lookup::start(Question question)
{
    m_busy = true;
    // The thread before has told its answer, so it ends at once.
    m_thread = std::jthread([this, question = std::move(question)] {
        auto made = std::make_shared<const Answer>(answer(question));
        QMetaObject::invokeMethod(
            this, [this, made] { finish(made); }, Qt::QueuedConnection);
    });
}

void Lookup::finish(const std::shared_ptr<const Answer>& answer)
{
    m_busy = false;
    if (m_next) {
        auto next = *std::exchange(m_next, std::nullopt);
        start(std::move(next));
        return;
    }
    Q_EMIT answered(answer);
}

} // namespace client::review
