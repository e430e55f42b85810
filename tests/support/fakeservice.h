// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/exchange.h"

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QTcpSocket;

namespace tests::support {

// What a request looked like when it had arrived whole.
struct SeenRequest
{
    std::string method;
    std::string target;
    std::vector<client::contract::Header> headers;
    std::string body;
    int connection = 0; // 1-based, in the order of their coming
};

// What the service does with one request.
struct Reaction
{
    enum class End { KeepAlive, Close, Hang };

    std::string bytes; // sent as they are
    End end = End::KeepAlive;
    bool leavesForGood = false; // stops listening before it closes

    static Reaction answer(int status, const std::string& body,
                           const std::vector<client::contract::Header>& headers = {},
                           const std::string& contentType = "application/json");
    static Reaction hang();
    static Reaction readAndClose();
    static Reaction readAndLeave();
    // The head promises the whole body, the connection ends after `bytes` of it.
    static Reaction cut(const std::string& body, std::size_t bytes);
    static Reaction twice(int status, const std::string& body);
    static Reaction raw(const std::string& bytes, End end);
};

// A real HTTP server on 127.0.0.1 with a script, in the test's own event loop.
class FakeService : public QObject
{
    Q_OBJECT

public:
    explicit FakeService(const std::optional<QSslConfiguration>& tls = std::nullopt);
    ~FakeService() override;

    // A self-made certificate and its key; certificateFile() is then what a client has to trust.
    static QSslConfiguration tlsConfiguration();
    static QString certificateFile();

    QUrl origin() const;
    // Used one by one; the last one serves every later request too.
    void script(std::vector<Reaction> reactions);
    // Instead of a script.
    void answerWith(std::function<Reaction(const SeenRequest&)> answer);
    // More bytes for the newest request's connection, for streams.
    void push(const std::string& bytes);
    void closeNewest();
    void closeAll();

    const std::vector<SeenRequest>& requests() const;
    int connections() const;

Q_SIGNALS:
    void requestArrived();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tests::support
