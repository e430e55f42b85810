// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/transport.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

#include <memory>

namespace client::api {

struct TlsOptions
{
    QString caFile;               // empty: the system's
    QList<QByteArray> pinsSha256; // of the public key (SPKI), base64; empty: no pinning
};

// ports::Transport over Qt Network with the cures of reliability.md 1: one-shot bodies, manual redirects, HTTP/1.1
// only, one timer of our own per attempt, a 1 MiB cap while reading, plain HTTP to loopback only.
class QtTransport : public QObject, public ports::Transport
{
    Q_OBJECT

public:
    // `origin` is scheme, host and port.
    explicit QtTransport(const QUrl& origin, const TlsOptions& tls = {}, QObject* parent = nullptr);
    ~QtTransport() override;

    // Empty if the origin may be used, else the reason as a sentence.
    static QString originProblem(const QUrl& origin);

    Id send(ports::HttpRequest request, Done done) override;
    Id stream(ports::HttpRequest request, StreamHandler handler) override;
    void abort(Id id) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace client::api
