// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/query.h"
#include "client/review/analysis.h"
#include "client/review/merged.h"
#include "client/review/sorter.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace client::review {

struct Answer;

// What people call a time: the years 1 to 9999, and a shift. Sums and differences of such times do not overflow.
constexpr std::int64_t timeMsMax = 253'402'300'800'000 + shiftMsMax; // before 1970 as well

struct Period
{
    std::int64_t fromMs = 0; // UTC, shifted times
    std::int64_t toMs = 0;   // not included
    bool operator==(const Period&) const = default;
};

// How what matches is sorted.
struct Sort
{
    SortField field = SortField::At;
    Sorter::Order order = Sorter::Order::Ascending;
    bool operator==(const Sort&) const = default;
};

// What a page of a review asks of its files.
struct Question
{
    std::vector<Source> sources;
    contract::Query query = {};
    std::optional<Period> period = {};
    std::size_t bucketsMax = 200;                   // of the histogram
    std::optional<GroupField> countBy = {};         // nothing: no counts are wanted
    std::optional<Sort> sort = {};                  // of what matches; lines of several files stay in order of time
    std::shared_ptr<const Answer> before = nullptr; // what it holds of the same sources is taken from it
};

// How often each value of a field stands in the lines that are asked for.
struct ValueCounts
{
    static constexpr std::size_t groupsMax = 10'000;

    GroupField field = GroupField::Partner;
    Groups groups = {};
    std::uint64_t rows = 0; // of all groups
};

// What matches in another order than the lines'.
struct SortedMatches
{
    Sort by = {};
    Positions positions = {};               // in that order
    std::vector<std::uint32_t> places = {}; // of each match, in the order of the lines: where it stands in `positions`
};

// Everything of one moment, so that a page never shows rows of one question beside marks of another.
struct Answer
{
    std::shared_ptr<const Merged> merged = std::make_shared<const Merged>();
    std::shared_ptr<const Positions> errors = std::make_shared<const Positions>();
    std::shared_ptr<const Positions> matches; // null: neither a query nor a period narrows
    std::uint64_t damaged = 0;                // lines
    // Over the period, or over all that has a time; both have the same steps. `matching` is empty without matches.
    Histogram all = {};
    Histogram matching = {};
    std::shared_ptr<const ValueCounts> counts = {};   // null: none were asked for
    std::shared_ptr<const SortedMatches> sorted = {}; // null: in the order of the lines
    std::shared_ptr<Sorter> sorter = {};              // for the next answer() alone: what it has found out of the log
    // What was asked: the same of the same files gives the same lists, so that a page keeps its place in them.
    std::string query = {};
    std::optional<Period> period = {};
};

// Pure. `last:1h` counts back from the newest line, because a file is as old as it is, and goes by shifted times;
// `created:` compares what the lines say.
Answer answer(const Question& question);

// A step that people read easily, from 1 ms to days, with at most `bucketsMax` of them in the period.
std::int64_t niceStepMs(std::int64_t lengthMs, std::size_t bucketsMax);

// Answers on a thread of its own, one question at a time. Of what is asked meanwhile only the last is answered.
class Lookup : public QObject
{
    Q_OBJECT

public:
    explicit Lookup(QObject* parent = nullptr) : QObject(parent) {}

    void ask(Question question);
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void answered(const std::shared_ptr<const client::review::Answer>& answer);

private:
    void start(Question question);
    void finish(const std::shared_ptr<const Answer>& answer);

    bool m_busy = false;
    std::optional<Question> m_next;
    std::jthread m_thread;
};

} // namespace client::review
