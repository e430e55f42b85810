// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/runner.h"

#include <QObject>

#include <optional>

namespace client::operations {

// One refund from preview to end (console.md 3.7 A), without widgets. One object per dialog.
class Refund : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Previewing,
        PreviewFailed, // previewError() says why; preview() asks again
        Blocked,       // the service names blockers in item()
        Ready,
        Sending, // an attempt is out
        Waiting, // between two attempts
        Refunded,
        Declined, // nothing moved; answer() says why
        NotSent,  // nothing left this machine, or it could not be journalled
        InDoubt,  // goes on in the background
    };

    Refund(Runner& runner, api::BetApi& api, const ports::Clock& clock, ports::Random& random,
           contract::InstanceInfo instance, contract::PartnerId partner, contract::BetId bet,
           QObject* parent = nullptr);
    ~Refund() override;

    void preview();
    // Sends at most once in the life of this object, whatever is pressed how often; later calls do nothing. The amount
    // must be the previewed currency's, above 0 and within the refundable amount.
    void confirm(const contract::Money& amount, const std::string& reason, const std::string& reasonText,
                 const std::string& ticket);
    void stopTrying();

    Step step() const;
    const std::optional<contract::RefundPreviewItem>& item() const;
    std::int64_t checkedAtMs() const; // UTC of the preview
    const contract::Error& previewError() const;
    const contract::Answer& answer() const; // of the last attempt or the end
    int attempt() const;
    std::int64_t nextAttemptAtMs() const; // steady
    const std::string& refundId() const;  // set by confirm()

Q_SIGNALS:
    void changed();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::operations
