// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/curlcourier.h"

#include "service/notify/mail.h"
#include "service/notify/signature.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace service::notify {

namespace {

constexpr std::size_t detailMax = 200;
constexpr std::size_t replyBytesMax = 64 * 1024;
constexpr long idleSecondsMax = 30;

struct Transfer
{
    core::Parcel parcel;
    const CurlCourier::Target* target = nullptr;
    std::string payload; // of mail
    std::size_t given = 0;
    std::size_t received = 0;
    curl_slist* list = nullptr; // headers, or recipients
    std::array<char, CURL_ERROR_SIZE> error{};
};

std::size_t dropBody(char*, std::size_t size, std::size_t count, void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.received += size * count;
    // What an endpoint says beside its status is of no use, and may not keep us reading for ever.
    return transfer.received > replyBytesMax ? 0 : size * count;
}

std::size_t giveMail(char* buffer, std::size_t size, std::size_t count, void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    const std::size_t bytes = std::min(size * count, transfer.payload.size() - transfer.given);
    std::copy_n(transfer.payload.data() + transfer.given, bytes, buffer);
    transfer.given += bytes;
    return bytes;
}

void add(Transfer& transfer, const std::string& line)
{
    transfer.list = curl_slist_append(transfer.list, line.c_str());
}

void furnishWebhook(CURL* handle, Transfer& transfer, std::int64_t utcSeconds)
{
    const core::Parcel& parcel = transfer.parcel;
    add(transfer, "Content-Type: application/json");
    add(transfer, "User-Agent: betd");
    add(transfer, "X-Betdesk-Delivery: " + parcel.id);
    add(transfer, "X-Betdesk-Event: " + parcel.type);
    add(transfer, "X-Betdesk-Signature: " + signature(transfer.target->secret, utcSeconds, parcel.id, parcel.body));
    // An empty one, or libcurl asks before it sends a larger body.
    add(transfer, "Expect:");
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.list);
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(parcel.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, parcel.body.data());
}

void furnishMail(CURL* handle, Transfer& transfer)
{
    const Endpoint& endpoint = transfer.target->endpoint;
    for (const std::string& address : endpoint.to)
        add(transfer, "<" + address + ">");
    transfer.payload = mailText(endpoint, transfer.parcel);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(endpoint.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    const std::string from = "<" + endpoint.from + ">";
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, transfer.list);
    if (!endpoint.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, endpoint.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, transfer.target->secret.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, giveMail);
    curl_easy_setopt(handle, CURLOPT_READDATA, &transfer);
}

void furnish(CURL* handle, Transfer& transfer, std::int64_t utcSeconds)
{
    const Endpoint& endpoint = transfer.target->endpoint;
    curl_easy_setopt(handle, CURLOPT_URL, endpoint.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(endpoint.connectTimeoutMs));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(endpoint.timeoutMs));
    curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, idleSecondsMax);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!endpoint.caFile.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, endpoint.caFile.c_str());
        // Else the machine's own authorities would do as well.
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
    }
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, dropBody);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error.data());
    if (endpoint.mail)
        furnishMail(handle, transfer);
    else
        furnishWebhook(handle, transfer, utcSeconds);
}

core::Receipt receiptOf(const Transfer& transfer, CURLcode code, long status)
{
    core::Receipt receipt;
    receipt.endpoint = transfer.parcel.endpoint;
    receipt.event = transfer.parcel.event;
    const bool mail = transfer.target->endpoint.mail;
    // Of a mail server the status is that of its last command.
    receipt.http = mail ? 0 : static_cast<int>(status);
    receipt.taken = mail ? code == CURLE_OK : status >= 200 && status < 300;
    if (receipt.taken)
        return receipt;
    if (code == CURLE_OK)
        receipt.error = "HTTP " + std::to_string(status);
    else
        receipt.error = transfer.error[0] != '\0' ? transfer.error.data() : curl_easy_strerror(code);
    receipt.error = receipt.error.substr(0, detailMax);
    return receipt;
}

} // namespace

struct CurlCourier::Impl
{
    std::map<std::string, Target> targets;
    const client::ports::Clock& clock;
    std::function<void()> wake;
    CURLM* multi = nullptr;
    std::thread thread;

    std::mutex inMutex;
    std::vector<std::unique_ptr<Transfer>> in;
    bool stopping = false;

    std::mutex outMutex;
    std::vector<core::Receipt> out;
    std::atomic<bool> news{false};

    std::map<CURL*, std::unique_ptr<Transfer>> running; // the courier's thread only

    void run();
    void launch(std::unique_ptr<Transfer> transfer);
    void finish(CURL* handle, CURLcode code);
    void clean();
};

void CurlCourier::Impl::launch(std::unique_ptr<Transfer> transfer)
{
    CURL* const handle = curl_easy_init();
    furnish(handle, *transfer, clock.utcMs() / 1'000);
    running[handle] = std::move(transfer);
    curl_multi_add_handle(multi, handle);
}

void CurlCourier::Impl::finish(CURL* handle, CURLcode code)
{
    const auto found = running.find(handle);
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    core::Receipt receipt = receiptOf(*found->second, code, status);
    curl_multi_remove_handle(multi, handle);
    curl_easy_cleanup(handle);
    curl_slist_free_all(found->second->list);
    running.erase(found);
    {
        const std::lock_guard lock(outMutex);
        out.push_back(std::move(receipt));
        news = true;
    }
    wake();
}

void CurlCourier::Impl::run()
{
    for (;;) {
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

void CurlCourier::Impl::clean()
{
    for (const auto& [handle, transfer] : running) {
        curl_multi_remove_handle(multi, handle);
        curl_easy_cleanup(handle);
        curl_slist_free_all(transfer->list);
    }
    running.clear();
}

CurlCourier::CurlCourier(std::map<std::string, Target> targets, const client::ports::Clock& clock)
    : m_impl(new Impl{std::move(targets), clock, {}, nullptr, {}, {}, {}, false, {}, {}, false, {}})
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (m_impl->multi = curl_multi_init()) == nullptr)
        throw std::runtime_error("libcurl cannot be used on this machine");
}

CurlCourier::~CurlCourier()
{
    stop();
    m_impl->clean();
    curl_multi_cleanup(m_impl->multi);
    curl_global_cleanup();
}

void CurlCourier::begin(std::function<void()> wake)
{
    m_impl->wake = std::move(wake);
    if (!m_impl->targets.empty())
        m_impl->thread = std::thread([this] { m_impl->run(); });
}

void CurlCourier::stop()
{
    {
        const std::lock_guard lock(m_impl->inMutex);
        m_impl->stopping = true;
    }
    curl_multi_wakeup(m_impl->multi);
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

void CurlCourier::send(const core::Parcel& parcel)
{
    const auto target = m_impl->targets.find(parcel.endpoint);
    if (target == m_impl->targets.end())
        return;
    auto transfer = std::make_unique<Transfer>();
    transfer->parcel = parcel;
    transfer->target = &target->second;
    {
        const std::lock_guard lock(m_impl->inMutex);
        m_impl->in.push_back(std::move(transfer));
    }
    curl_multi_wakeup(m_impl->multi);
}

std::vector<core::Receipt> CurlCourier::take()
{
    const std::lock_guard lock(m_impl->outMutex);
    m_impl->news = false;
    return std::exchange(m_impl->out, {});
}

bool CurlCourier::hasNews() const
{
    return m_impl->news;
}

} // namespace service::notify
