// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"
#include "service/core/courier.h"
#include "service/notify/endpoint.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace service::notify {

// Webhooks and mail by libcurl, on a thread of its own. Taken is what was answered with a status of 2xx, or what a mail
// server accepted; a redirect is not followed.
class CurlCourier : public core::Courier
{
public:
    struct Target
    {
        Endpoint endpoint;
        std::string secret;
    };

    // By the endpoint's name.
    CurlCourier(std::map<std::string, Target> targets, const client::ports::Clock& clock);
    ~CurlCourier() override;

    // `wake` is called on the courier's thread whenever there is a receipt.
    void begin(std::function<void()> wake);
    // Nothing is called any more; what is on its way is dropped, and sent again at the next start.
    void stop();

    void send(const core::Parcel& parcel) override;
    std::vector<core::Receipt> take() override;
    bool hasNews() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::notify
