// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>

#include <optional>

namespace tests {

struct RawReply
{
    int status = 0;
    QMap<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
};

// A plain TCP connection to 127.0.0.1 that can be as rude as a test wants.
class RawClient
{
public:
    explicit RawClient(quint16 port);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool isConnected() const { return m_socket >= 0; }
    // False if the other side did not take all of it.
    bool send(const QByteArray& bytes, int timeoutMs = 10'000);
    // One reply with Content-Length, what follows it stays for the next call; nullopt: the connection ended before.
    std::optional<RawReply> reply(int timeoutMs = 15'000, bool hasBody = true);
    // Reads until `mark` has been seen; what was read up to there, or nothing.
    QByteArray readUntil(const QByteArray& mark, int timeoutMs = 15'000);
    // True if the other side closes within the time; what it still sends is dropped.
    bool isClosedWithin(int timeoutMs);
    void close();

private:
    bool readMore(int timeoutMs);

    int m_socket = -1;
    QByteArray m_read;
};

// A request with Host, Authorization and, unless there is no body, Content-Type and Content-Length.
QByteArray request(const QByteArray& method, const QByteArray& target, const QByteArray& token,
                   const QByteArray& body = {}, const QByteArray& moreHeaders = {});
// One request on a connection of its own.
RawReply exchange(quint16 port, const QByteArray& bytes);
// The value of a member of a JSON object, as text.
QByteArray member(const QByteArray& json, const char* name);

} // namespace tests
