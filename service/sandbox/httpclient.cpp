// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/sandbox/httpclient.h"

#include <curl/curl.h>

#include <chrono>
#include <list>
#include <stdexcept>

namespace service::sandbox {

namespace {

using client::contract::Exchange;
using client::contract::TransportError;

constexpr long timeoutMs = 10'000;
constexpr long connectionsMax = 32;
constexpr std::size_t replyBytesMax = 1 << 20;

struct Call
{
    CURL* handle = nullptr;
    std::string body;
    HttpClient::Done done;
    Exchange exchange;
    std::list<Call>::iterator place;
};

std::size_t takeBody(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& body = static_cast<Call*>(user)->exchange.body;
    if (body.size() + size * count > replyBytesMax)
        return 0;
    body.append(data, size * count);
    return size * count;
}

std::size_t takeHeader(char* data, std::size_t size, std::size_t count, void* user)
{
    const std::string_view line(data, size * count);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
            value.remove_prefix(1);
        while (!value.empty() && (value.back() == '\r' || value.back() == '\n'))
            value.remove_suffix(1);
        static_cast<Call*>(user)->exchange.headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
    }
    return size * count;
}

TransportError errorOf(CURLcode code)
{
    if (code == CURLE_OK)
        return TransportError::None;
    if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST)
        return TransportError::NotConnected;
    if (code == CURLE_OPERATION_TIMEDOUT)
        return TransportError::Timeout;
    if (code == CURLE_WRITE_ERROR)
        return TransportError::ReplyTooLarge;
    return TransportError::Reset;
}

} // namespace

struct HttpClient::Impl
{
    std::string origin;
    CURLM* multi = nullptr;
    curl_slist* headers = nullptr;
    std::list<Call> calls;
};

HttpClient::HttpClient(std::string origin, const std::string& token) : m_impl(std::make_unique<Impl>())
{
    if (curl_global_init(CURL_GLOBAL_NOTHING) != CURLE_OK)
        throw std::runtime_error("libcurl cannot be used on this machine");
    m_impl->origin = std::move(origin);
    m_impl->multi = curl_multi_init();
    curl_multi_setopt(m_impl->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connectionsMax);
    // An empty Expect, or libcurl asks before it sends a larger body.
    for (const std::string& line :
         {std::string("Content-Type: application/json"), std::string("Expect:"), "Authorization: Bearer " + token})
        m_impl->headers = curl_slist_append(m_impl->headers, line.c_str());
}

HttpClient::~HttpClient()
{
    for (Call& call : m_impl->calls) {
        curl_multi_remove_handle(m_impl->multi, call.handle);
        curl_easy_cleanup(call.handle);
    }
    curl_multi_cleanup(m_impl->multi);
    curl_slist_free_all(m_impl->headers);
    curl_global_cleanup();
}

void HttpClient::post(std::string_view path, std::string body, Done done)
{
    Call& call = m_impl->calls.emplace_back();
    call.place = std::prev(m_impl->calls.end());
    call.body = std::move(body);
    call.done = std::move(done);
    call.handle = curl_easy_init();
    CURL* handle = call.handle;
    curl_easy_setopt(handle, CURLOPT_URL, (m_impl->origin + std::string(path)).c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeoutMs);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, m_impl->headers);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, takeBody);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &call);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &call);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, &call);
    curl_multi_add_handle(m_impl->multi, handle);
}

std::size_t HttpClient::inFlight() const
{
    return m_impl->calls.size();
}

void HttpClient::wait(std::int64_t atMostMs)
{
    int running = 0;
    curl_multi_perform(m_impl->multi, &running);
    int left = 0;
    bool any = false;
    const auto deliver = [&] {
        while (CURLMsg* message = curl_multi_info_read(m_impl->multi, &left)) {
            if (message->msg != CURLMSG_DONE)
                continue;
            any = true;
            CURL* handle = message->easy_handle;
            const CURLcode code = message->data.result;
            Call* call = nullptr;
            curl_easy_getinfo(handle, CURLINFO_PRIVATE, &call);
            Exchange exchange = std::move(call->exchange);
            long status = 0;
            curl_off_t durationUs = 0;
            curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
            curl_easy_getinfo(handle, CURLINFO_TOTAL_TIME_T, &durationUs);
            exchange.status = static_cast<int>(status);
            exchange.durationMs = durationUs / 1'000;
            exchange.error = errorOf(code);
            exchange.maybeSent = exchange.error != TransportError::NotConnected;
            if (code != CURLE_OK)
                exchange.errorDetail = curl_easy_strerror(code);
            const Done done = std::move(call->done);
            curl_multi_remove_handle(m_impl->multi, handle);
            curl_easy_cleanup(handle);
            m_impl->calls.erase(call->place);
            done(std::move(exchange));
        }
    };
    deliver();
    if (any)
        return;
    curl_multi_poll(m_impl->multi, nullptr, 0, static_cast<int>(atMostMs), nullptr);
    curl_multi_perform(m_impl->multi, &running);
    deliver();
}

void HttpClient::interrupt()
{
    curl_multi_wakeup(m_impl->multi);
}

} // namespace service::sandbox
