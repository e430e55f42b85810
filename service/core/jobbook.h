// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/recorder.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace service::core {

// Keeps jobs and their items as they change: counts and sums with each item, event and audit row with each step.
class JobBook
{
public:
    JobBook(Context& context, Recorder& recorder) : m_context(context), m_recorder(recorder) {}

    void add(JobItem item);
    void change(const JobItem& before, JobItem after);
    // Writes the job with its next version, and tells consoles: "job.running", or what `type` says. Returns it with its
    // totals.
    Job save(const Job& job, std::string_view type = {});
    void audit(const Job& job, const Actor& actor, std::string_view action, const std::string& before,
               const std::string& reason = {});

private:
    void addSum(const JobItem& item, int sign);

    Context& m_context;
    Recorder& m_recorder;
};

// "recalc-7" of a bare call.
std::string bareJobId(std::int64_t id);
// "ap-7"; 0 for what is no such id.
std::string approvalId(std::int64_t job);
std::int64_t jobOfApproval(std::string_view approval);
// "job:j-1", as the audit log names it.
std::string objectOf(const Job& job);
// Why what was asked of the job can not be done, as a sentence.
std::string stateNow(const contract::JobRow& row);
Actor authorOf(const Job& job);

} // namespace service::core
