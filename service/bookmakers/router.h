// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/bookmakers/gateway.h"

namespace service::bookmakers {

// Each order to whoever holds its players' money: the gateway for partners that it serves, our own wallet for the rest.
class Router : public core::Wallet
{
public:
    Router(core::Wallet& own, Gateway& gateway);

    std::optional<core::WalletReply> immediate(core::Store& store, const core::WalletOrder& order) override;
    void send(core::Store& store, const core::WalletOrder& order, Done done) override;
    std::optional<core::WalletReply> check(core::Store& store, const core::WalletOrder& order) override;
    bool checkLater(const core::WalletOrder& order, const Done& done) override;
    bool ask(const core::WalletOrder& order, const Done& done) override;
    bool list(const core::ListOrder& order, const ListDone& done) override;
    std::int64_t nextDueMs() const override;
    void tick(core::Store& store) override;
    void onCommitted() override;
    void onRolledBack() override;

private:
    core::Wallet& of(const core::WalletOrder& order);

    core::Wallet& m_own;
    Gateway& m_gateway;
};

} // namespace service::bookmakers
