// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/log.h"

#include "client/contract/json.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace service::http {

namespace {

constexpr std::size_t waitingBytesMax = 1 << 20;
constexpr int stalledMs = 1'000;
constexpr auto gatherFor = std::chrono::milliseconds(20);

std::string_view word(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warn:
        return "warn";
    case LogLevel::Error:
        break;
    }
    return "error";
}

// Written out by hand because every request passes here.
void addText(std::string& line, std::string_view key, std::string_view text)
{
    if (text.empty())
        return;
    line.append(",\"").append(key).append("\":\"");
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            line.push_back('\\');
            line.push_back(c);
        } else if (byte < 0x20 || byte >= 0x7F) {
            constexpr std::string_view digits = "0123456789abcdef";
            // Bytes outside ASCII come from the wire and need not be valid UTF-8.
            line.append("\\u00").push_back(digits[byte >> 4]);
            line.push_back(digits[byte & 15]);
        } else {
            line.push_back(c);
        }
    }
    line.push_back('"');
}

void addNumber(std::string& line, std::string_view key, std::int64_t number)
{
    line.append(",\"").append(key).append("\":").append(std::to_string(number));
}

} // namespace

Log::Log(int descriptor, LogLevel least, const client::ports::Clock& clock)
    : m_descriptor(descriptor), m_least(least), m_clock(clock), m_thread([this] { run(); })
{
}

Log::~Log()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_filled.notify_one();
    m_thread.join();
}

void Log::write(LogLevel level, std::string_view message, const LogFields& fields)
{
    if (!takes(level))
        return;
    std::string line;
    line.reserve(320);
    line.append("{\"@timestamp\":\"").append(client::contract::json::timeText(m_clock.utcMs())).append("\"");
    addText(line, "log.level", word(level));
    addText(line, "message", message);
    line.append(",\"event.dataset\":\"betd.")
        .append(fields.dataset.empty() ? "service" : fields.dataset)
        .push_back('"');
    addText(line, "event.action", fields.action);
    addText(line, "event.outcome", fields.outcome);
    addText(line, "http.request.method", fields.method);
    addText(line, "url.path", fields.path);
    if (fields.status != 0)
        addNumber(line, "http.response.status_code", fields.status);
    if (fields.durationUs >= 0)
        addNumber(line, "event.duration", fields.durationUs * 1'000);
    addText(line, "trace.id", fields.correlationId);
    addText(line, "user.name", fields.subject);
    addText(line, "client.ip", fields.source);
    addText(line, "error.code", fields.errorCode);
    addText(line, "error.message", fields.error);
    if (fields.count >= 0)
        addNumber(line, "labels.count", fields.count);
    addText(line, "file.path", fields.file);
    addText(line, "labels.partner_id", fields.partner);
    addText(line, "labels.answer", fields.answer);
    line.append(",\"service.name\":\"betd\",\"ecs.version\":\"8.11.0\"}\n");

    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() + line.size() > waitingBytesMax) {
            ++m_dropped;
            return;
        }
        wasEmpty = m_waiting.empty();
        m_waiting += line;
    }
    if (wasEmpty)
        m_filled.notify_one();
}

std::int64_t Log::dropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

void Log::run()
{
    bool cut = false;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_filled.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        // Under load one write takes many lines, and the threads that log need not wake this one for each.
        m_filled.wait_for(lock, gatherFor, [this] { return m_stopping; });
        // A line that was cut must not run into the next one.
        std::string lines(cut ? "\n" : "");
        lines += std::exchange(m_waiting, {});
        const bool stopping = m_stopping;
        lock.unlock();
        cut = !put(lines);
        lock.lock();
        if (cut) {
            m_dropped += std::count(lines.begin(), lines.end(), '\n');
            if (stopping)
                return;
        }
    }
}

bool Log::put(std::string_view text) const
{
    while (!text.empty()) {
        // Asked first, because a pipe that nobody reads would hold this thread, and with it the end of the program.
        pollfd room{m_descriptor, POLLOUT, 0};
        if (::poll(&room, 1, stalledMs) <= 0)
            return false;
        // A pipe with room takes PIPE_BUF bytes at once.
        const ssize_t written = ::write(m_descriptor, text.data(), std::min<std::size_t>(text.size(), 4'096));
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace service::http
