// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace service::http {

enum class LogLevel { Debug, Info, Warn, Error };

// Every field that a line may hold, with its name in Elastic Common Schema. There is none for a token or a body.
struct LogFields
{
    std::string_view method = {};        // http.request.method
    std::string_view path = {};          // url.path
    int status = 0;                      // http.response.status_code
    std::int64_t durationUs = -1;        // event.duration, there in nanoseconds
    std::string_view correlationId = {}; // trace.id
    std::string_view subject = {};       // user.name
    std::string_view source = {};        // client.ip
    std::string_view errorCode = {};     // error.code
    std::string_view error = {};         // error.message
    std::int64_t count = -1;             // labels.count
    std::string_view file = {};          // file.path
    std::string_view dataset = {};       // event.dataset, behind "betd."
    std::string_view action = {};        // event.action
    std::string_view outcome = {};       // event.outcome: success, failure or unknown
    std::string_view partner = {};       // labels.partner_id
    std::string_view answer = {};        // labels.answer
};

// One JSON object a line. Never blocks its caller: lines that the reader of the descriptor does not take are dropped
// and counted. Any thread.
class Log
{
public:
    Log(int descriptor, LogLevel least, const client::ports::Clock& clock);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    bool takes(LogLevel level) const { return level >= m_least; }
    void write(LogLevel level, std::string_view message, const LogFields& fields = {});
    std::int64_t dropped() const;

private:
    void run();
    bool put(std::string_view text) const;

    const int m_descriptor;
    const LogLevel m_least;
    const client::ports::Clock& m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::string m_waiting;
    std::int64_t m_dropped = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace service::http
