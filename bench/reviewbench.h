// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/child.h"
#include "client/review/log.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What the goals of offline review (A, B) are measured with.
namespace bench {

// A log of betd's event stream of this many lines, deterministic, written once, in a folder of its own.
class EventFile
{
public:
    explicit EventFile(std::uint64_t rows);

    std::uint64_t rows() const { return m_rows; }
    const std::string& path() const { return m_path; }
    std::string cacheFolder() const { return m_folder.path() + "/cache"; }
    const std::string& folder() const { return m_folder.path(); }
    static std::string betId(std::uint64_t number); // of the number-th bet
    std::uint64_t bets() const { return m_bets; }

    // Throws if it does not open.
    std::shared_ptr<const client::review::Log> open() const;
    void forgetColumns() const;

private:
    TemporaryFolder m_folder;
    std::string m_path;
    std::uint64_t m_rows;
    std::uint64_t m_bets = 0;
};

double secondsOf(const std::function<void()>& work);
// Median of `times` runs.
double medianSeconds(int times, const std::function<void()>& work);

bool isInstalled(const std::string& program);

struct ToolRun
{
    double seconds = 0;
    std::string output;
};
// Throws if it fails with a status above 1 (1: nothing was found).
ToolRun runTool(const std::vector<std::string>& arguments);

// lnav over a file of events, which it is taught to read; `command` is SQL over the table betdesk_events.
ToolRun runLnav(const EventFile& file, const std::string& sql);

// glogg over the file, without a window: from when it begins to look for line feeds to when it has all of them.
ToolRun runGlogg(const EventFile& file);

// How the cost of `work` grows from 10^4 to 10^6 lines: the exponent of the power that fits both ends.
double growthExponent(const std::function<double(const EventFile&)>& seconds);

// Rows of the argument list: the first number in it, else a million.
std::uint64_t rowsOf(int argc, char** argv);
// The text of an exponent for a line's note, with a word if it is above 1.1.
std::string exponentNote(double exponent);

} // namespace bench
