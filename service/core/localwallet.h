// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/settings.h"
#include "service/core/wallet.h"

namespace service::core {

// The players' money in our own store: a double-entry ledger, idempotent by operation. Always answers at once.
class LocalWallet : public Wallet
{
public:
    explicit LocalWallet(const Settings& settings);

    std::optional<WalletReply> immediate(Store& store, const WalletOrder& order) override;
    void send(Store& store, const WalletOrder& order, Done done) override;
    std::optional<WalletReply> check(Store& store, const WalletOrder& order) override;

private:
    WalletReply apply(Store& store, const WalletOrder& order);

    const Settings m_settings;
};

} // namespace service::core
