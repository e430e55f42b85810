// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/curllink.h"

#include "service/bookmakers/signature.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cassert>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace service::bookmakers {

namespace {

using client::contract::Exchange;
using client::contract::TransportError;

constexpr std::size_t headerBytesMax = 64 * 1024;
constexpr std::size_t detailMax = 200;
// Many servers close an idle connection after a minute or so; one that is closed under a call is a doubt.
constexpr long idleSecondsMax = 30;

// Connections as libcurl makes them. libcurl names the one it is about to use by its ports alone.
struct OpenSocket
{
    int localPort = 0; // 0: not looked at yet
    int remotePort = 0;
    bool used = false; // a call has gone over it
};
using OpenSockets = std::map<curl_socket_t, OpenSocket>;

struct Transfer
{
    Outgoing call;
    Link::Done done;
    const CurlLink::Endpoint* endpoint = nullptr;
    std::string signatureHeader;
    curl_slist* headers = nullptr;
    Exchange exchange;
    std::size_t headerBytes = 0;
    OpenSockets* sockets = nullptr;
    int connections = 0; // that the call was about to be written to
    bool tooLarge = false;
    bool stale = false;
    std::array<char, CURL_ERROR_SIZE> error{};
};

std::size_t takeBody(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    const std::size_t bytes = size * count;
    const std::size_t room = CurlLink::replyBytesMax - transfer.exchange.body.size();
    transfer.exchange.body.append(data, std::min(bytes, room));
    transfer.tooLarge = transfer.tooLarge || bytes > room;
    return transfer.tooLarge ? 0 : bytes;
}

std::size_t takeHeader(char* data, std::size_t size, std::size_t count, void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    const std::size_t bytes = size * count;
    transfer.headerBytes += bytes;
    if (transfer.headerBytes > headerBytesMax) {
        transfer.tooLarge = true;
        return 0;
    }
    const std::string_view line(data, bytes);
    if (line.starts_with("HTTP/")) {
        transfer.exchange.headers.clear();
        return bytes;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return bytes;
    std::string_view value = line.substr(colon + 1);
    const std::size_t first = value.find_first_not_of(" \t");
    const std::size_t last = value.find_last_not_of(" \t\r\n");
    value = first == std::string_view::npos || last < first ? "" : value.substr(first, last - first + 1);
    transfer.exchange.headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
    return bytes;
}

curl_socket_t openSocket(void* user, curlsocktype, curl_sockaddr* address)
{
    const curl_socket_t made =
        ::socket(address->family, address->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address->protocol);
    if (made != CURL_SOCKET_BAD)
        (*static_cast<OpenSockets*>(user))[made] = {};
    return made;
}

int closeSocket(void* user, curl_socket_t socket)
{
    static_cast<OpenSockets*>(user)->erase(socket);
    return ::close(socket);
}

int portOf(const sockaddr_storage& address)
{
    // At the same place for both families.
    return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

// Once per connection, because there are many calls.
void lookAt(curl_socket_t socket, OpenSocket& known)
{
    sockaddr_storage here{};
    sockaddr_storage there{};
    socklen_t hereSize = sizeof here;
    socklen_t thereSize = sizeof there;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&here), &hereSize) != 0 ||
        ::getpeername(socket, reinterpret_cast<sockaddr*>(&there), &thereSize) != 0)
        return;
    known.localPort = portOf(here);
    known.remotePort = portOf(there);
}

// Called with the connection made and trusted, before the first byte of the call. What waits on a kept connection is a
// second answer to an earlier call, or its end; it would pass for the answer to this one.
int beforeWriting(void* user, char*, char*, int remotePort, int localPort)
{
    auto& transfer = *static_cast<Transfer*>(user);
    for (auto& [socket, known] : *transfer.sockets) {
        if (known.localPort == 0)
            lookAt(socket, known);
        if (known.localPort != localPort || known.remotePort != remotePort)
            continue;
        char byte = 0;
        if (known.used && ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0) {
            transfer.stale = transfer.connections == 0;
            return CURL_PREREQFUNC_ABORT;
        }
        known.used = true;
    }
    return ++transfer.connections == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

bool isTls(CURLcode code)
{
    return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CERTPROBLEM ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR ||
           code == CURLE_SSL_PINNEDPUBKEYNOTMATCH || code == CURLE_SSL_INVALIDCERTSTATUS || code == CURLE_SSL_CIPHER ||
           code == CURLE_SSL_CRL_BADFILE || code == CURLE_SSL_ENGINE_INITFAILED;
}

TransportError errorOf(CURLcode code, const Transfer& transfer)
{
    if (transfer.tooLarge)
        return TransportError::ReplyTooLarge;
    if (code == CURLE_OK)
        return TransportError::None;
    if (transfer.connections == 0)
        return isTls(code) ? TransportError::TlsFailed : TransportError::NotConnected;
    return code == CURLE_OPERATION_TIMEDOUT ? TransportError::Timeout : TransportError::Reset;
}

std::string detailOf(CURLcode code, const Transfer& transfer)
{
    if (transfer.tooLarge)
        return "The answer was larger than the limit.";
    if (code == CURLE_OK)
        return {};
    if (transfer.connections > 1)
        return "The connection was closed instead of an answer.";
    const std::string told = transfer.error[0] != '\0' ? transfer.error.data() : curl_easy_strerror(code);
    return told.substr(0, detailMax);
}

// A bookmaker, or a proxy's error page, may repeat our headers.
void hide(std::string& text, const std::string& secret)
{
    if (secret.empty())
        return;
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
        text.replace(at, secret.size(), "***");
}

} // namespace

struct CurlLink::Impl
{
    struct Finished
    {
        Exchange exchange;
        Done done;
    };

    std::map<std::string, Endpoint> endpoints;
    const client::ports::Clock& clock;
    std::function<void()> wake;
    CURLM* multi = nullptr;
    std::thread thread;

    std::mutex inMutex;
    std::vector<std::unique_ptr<Transfer>> in;
    bool stopping = false;

    std::mutex outMutex;
    std::vector<Finished> out;
    std::atomic<bool> news{false};
    std::atomic<std::int64_t> cameRoundAt{0};

    // The link's thread only.
    OpenSockets sockets;
    std::map<CURL*, std::unique_ptr<Transfer>> running;
    std::vector<CURL*> idle;

    void run();
    void launch(std::unique_ptr<Transfer> transfer);
    void finish(CURL* handle, CURLcode code);
    void release(CURL* handle, Transfer& transfer);
    void clean();
};

namespace {

void addHeader(Transfer& transfer, const std::string& line)
{
    transfer.headers = curl_slist_append(transfer.headers, line.c_str());
}

void writeHeaders(Transfer& transfer)
{
    for (const auto& header : transfer.endpoint->bookmaker.headers)
        addHeader(transfer, header.name + ": " + header.value);
    for (const auto& header : transfer.call.headers)
        addHeader(transfer, header.name + ": " + header.value);
    if (!transfer.endpoint->credentials.token.empty())
        addHeader(transfer, "Authorization: Bearer " + transfer.endpoint->credentials.token);
    if (!transfer.signatureHeader.empty())
        addHeader(transfer, "X-Signature: " + transfer.signatureHeader);
    addHeader(transfer, "Accept: application/json");
    if (transfer.call.method == "POST")
        addHeader(transfer, "Content-Type: application/json");
    // An empty one, or libcurl asks before it sends a larger body.
    addHeader(transfer, "Expect:");
}

void secure(CURL* handle, const Bookmaker& bookmaker)
{
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!bookmaker.caFile.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, bookmaker.caFile.c_str());
        // Else the machine's own authorities would do as well.
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
    std::string pins;
    for (const std::string& pin : bookmaker.pins)
        pins.append(pins.empty() ? "" : ";").append(pin);
    if (!pins.empty())
        curl_easy_setopt(handle, CURLOPT_PINNEDPUBLICKEY, pins.c_str());
    if (!bookmaker.clientCertFile.empty()) {
        curl_easy_setopt(handle, CURLOPT_SSLCERT, bookmaker.clientCertFile.c_str());
        curl_easy_setopt(handle, CURLOPT_SSLKEY, bookmaker.clientKeyFile.c_str());
    }
}

void furnish(CURL* handle, Transfer& transfer)
{
    const Bookmaker& bookmaker = transfer.endpoint->bookmaker;
    curl_easy_setopt(handle, CURLOPT_URL, transfer.call.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    // The environment must not send money through a proxy.
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(bookmaker.connectTimeoutMs));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(bookmaker.timeoutMs));
    curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, idleSecondsMax);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.headers);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, transfer.sockets);
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, closeSocket);
    curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, transfer.sockets);
    curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, transfer.stale ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, beforeWriting);
    curl_easy_setopt(handle, CURLOPT_PREREQDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, takeBody);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error.data());
    if (transfer.call.method == "POST") {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.call.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, transfer.call.body.data());
    }
    secure(handle, bookmaker);
}

} // namespace

void CurlLink::Impl::launch(std::unique_ptr<Transfer> transfer)
{
    CURL* handle = nullptr;
    if (idle.empty()) {
        handle = curl_easy_init();
    } else {
        handle = idle.back();
        idle.pop_back();
    }
    transfer->sockets = &sockets;
    writeHeaders(*transfer);
    furnish(handle, *transfer);
    running[handle] = std::move(transfer);
    curl_multi_add_handle(multi, handle);
}

void CurlLink::Impl::release(CURL* handle, Transfer& transfer)
{
    curl_multi_remove_handle(multi, handle);
    curl_slist_free_all(std::exchange(transfer.headers, nullptr));
    curl_easy_reset(handle);
    idle.push_back(handle);
}

void CurlLink::Impl::finish(CURL* handle, CURLcode code)
{
    const auto found = running.find(handle);
    std::unique_ptr<Transfer> transfer = std::move(found->second);
    running.erase(found);
    // Nothing was written: the same call goes over a new connection, once.
    if (transfer->stale && transfer->connections == 0 && code == CURLE_ABORTED_BY_CALLBACK) {
        release(handle, *transfer);
        launch(std::move(transfer));
        return;
    }
    Exchange& exchange = transfer->exchange;
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_off_t tookUs = 0;
    curl_easy_getinfo(handle, CURLINFO_TOTAL_TIME_T, &tookUs);
    exchange.status = static_cast<int>(status);
    exchange.durationMs = static_cast<std::int64_t>(tookUs / 1'000);
    exchange.error = errorOf(code, *transfer);
    exchange.maybeSent = transfer->connections > 0;
    exchange.errorDetail = detailOf(code, *transfer);
    hide(exchange.body, transfer->endpoint->credentials.token);
    hide(exchange.body, transfer->signatureHeader);
    release(handle, *transfer);
    {
        const std::lock_guard lock(outMutex);
        out.push_back({std::move(exchange), std::move(transfer->done)});
        news = true;
    }
    wake();
}

void CurlLink::Impl::run()
{
    for (;;) {
        cameRoundAt = clock.steadyMs();
        std::vector<std::unique_ptr<Transfer>> fresh;
        {
            const std::lock_guard lock(inMutex);
            if (stopping)
                return;
            fresh.swap(in);
        }
        for (auto& transfer : fresh)
            launch(std::move(transfer));
        int ignored = 0;
        curl_multi_perform(multi, &ignored);
        while (const CURLMsg* const message = curl_multi_info_read(multi, &ignored)) {
            if (message->msg == CURLMSG_DONE)
                finish(message->easy_handle, message->data.result);
        }
        curl_multi_poll(multi, nullptr, 0, 1'000, nullptr);
    }
}

void CurlLink::Impl::clean()
{
    for (const auto& [handle, transfer] : running) {
        curl_multi_remove_handle(multi, handle);
        curl_slist_free_all(transfer->headers);
        curl_easy_cleanup(handle);
    }
    running.clear();
    for (CURL* const handle : std::exchange(idle, {}))
        curl_easy_cleanup(handle);
}

CurlLink::CurlLink(std::map<std::string, Endpoint> endpoints, const client::ports::Clock& clock)
    : m_impl(new Impl{std::move(endpoints), clock, {}, nullptr, {}, {}, {}, false, {}, {}, false, {0}, {}, {}, {}})
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (m_impl->multi = curl_multi_init()) == nullptr)
        throw std::runtime_error("libcurl cannot be used on this machine");
    long connections = 0;
    for (const auto& [id, endpoint] : m_impl->endpoints)
        connections += endpoint.bookmaker.inFlight;
    // libcurl would keep four for each call that runs, and close the rest.
    curl_multi_setopt(m_impl->multi, CURLMOPT_MAXCONNECTS, connections + 16);
    curl_multi_setopt(m_impl->multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
}

CurlLink::~CurlLink()
{
    stop();
    m_impl->clean();
    curl_multi_cleanup(m_impl->multi);
    curl_global_cleanup();
}

void CurlLink::begin(std::function<void()> wake)
{
    m_impl->wake = std::move(wake);
    m_impl->cameRoundAt = m_impl->clock.steadyMs();
    m_impl->thread = std::thread([this] { m_impl->run(); });
}

void CurlLink::stop()
{
    {
        const std::lock_guard lock(m_impl->inMutex);
        m_impl->stopping = true;
    }
    curl_multi_wakeup(m_impl->multi);
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

std::int64_t CurlLink::loopAgeMs() const
{
    return m_impl->clock.steadyMs() - m_impl->cameRoundAt;
}

void CurlLink::start(Outgoing call, Done done)
{
    auto transfer = std::make_unique<Transfer>();
    transfer->endpoint = &m_impl->endpoints.at(call.partner.text());
    if (const std::string& key = transfer->endpoint->credentials.hmacKey; !key.empty())
        transfer->signatureHeader =
            signature(key, m_impl->clock.utcMs() / 1'000, call.method, targetOf(call.url), call.body);
    transfer->call = std::move(call);
    transfer->done = std::move(done);
    {
        const std::lock_guard lock(m_impl->inMutex);
        m_impl->in.push_back(std::move(transfer));
    }
    curl_multi_wakeup(m_impl->multi);
}

bool CurlLink::hasNews() const
{
    return m_impl->news;
}

void CurlLink::deliver()
{
    std::vector<Impl::Finished> finished;
    {
        const std::lock_guard lock(m_impl->outMutex);
        finished.swap(m_impl->out);
        m_impl->news = false;
    }
    for (Impl::Finished& one : finished)
        one.done(std::move(one.exchange));
}

} // namespace service::bookmakers
