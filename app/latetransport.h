// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/qttransport.h"

#include <QObject>

#include <memory>
#include <set>
#include <vector>

namespace app {

// A transport whose other side may come later, as the sandbox does: until then every request ends as not connected.
class LateTransport : public QObject, public client::ports::Transport
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Requests that are out go on to where they were sent.
    void setOrigin(const QUrl& origin);
    bool hasOrigin() const { return !m_transports.empty(); }

    Id send(client::ports::HttpRequest request, Done done) override;
    Id stream(client::ports::HttpRequest request, StreamHandler handler) override;
    void abort(Id id) override;

private:
    Id refuse(std::function<void(client::contract::Exchange)> done);
    Id global(Id id) const;

    QUrl m_origin;
    std::vector<std::unique_ptr<client::api::QtTransport>> m_transports; // the newest is used
    std::set<Id> m_refusals;                                             // not told yet
    Id m_nextRefusal = 1;
};

} // namespace app
