// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/rawclient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace tests {

RawClient::RawClient(quint16 port)
{
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where = {};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0) {
        ::close(made);
        return;
    }
    const int on = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(made, F_SETFL, O_NONBLOCK);
    m_socket = made;
}

RawClient::~RawClient()
{
    close();
}

RawClient::RawClient(RawClient&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_read(std::move(other.m_read))
{
}

void RawClient::close()
{
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

bool RawClient::send(const QByteArray& bytes, int timeoutMs)
{
    QElapsedTimer time;
    time.start();
    qsizetype sent = 0;
    while (sent < bytes.size() && time.elapsed() < timeoutMs) {
        const ssize_t count =
            ::send(m_socket, bytes.constData() + sent, static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count > 0) {
            sent += count;
            continue;
        }
        if (count < 0 && errno != EAGAIN)
            return false;
        pollfd room{m_socket, POLLOUT, 0};
        ::poll(&room, 1, 100);
    }
    return sent == bytes.size();
}

bool RawClient::readMore(int timeoutMs)
{
    pollfd data{m_socket, POLLIN, 0};
    if (timeoutMs <= 0 || ::poll(&data, 1, timeoutMs) <= 0)
        return false;
    std::array<char, 65'536> buffer;
    const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        return false;
    m_read.append(buffer.data(), count);
    return true;
}

std::optional<RawReply> RawClient::reply(int timeoutMs, bool hasBody)
{
    QElapsedTimer time;
    time.start();
    const auto left = [&] { return static_cast<int>(timeoutMs - time.elapsed()); };
    qsizetype end = -1;
    while ((end = m_read.indexOf("\r\n\r\n")) < 0) {
        if (!readMore(left()))
            return std::nullopt;
    }
    RawReply reply;
    const QList<QByteArray> lines = m_read.left(end).replace("\r\n", "\n").split('\n');
    reply.status = lines.first().mid(9, 3).toInt();
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        reply.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
    }
    m_read.remove(0, end + 4);
    const qsizetype length = hasBody ? reply.headers.value("content-length").toLongLong() : 0;
    while (m_read.size() < length) {
        if (!readMore(left()))
            return std::nullopt;
    }
    reply.body = m_read.left(length);
    m_read.remove(0, length);
    return reply;
}

QByteArray RawClient::readUntil(const QByteArray& mark, int timeoutMs)
{
    QElapsedTimer time;
    time.start();
    while (!m_read.contains(mark)) {
        if (!readMore(static_cast<int>(timeoutMs - time.elapsed())))
            return {};
    }
    const qsizetype end = m_read.indexOf(mark) + mark.size();
    const QByteArray taken = m_read.left(end);
    m_read.remove(0, end);
    return taken;
}

bool RawClient::isClosedWithin(int timeoutMs)
{
    QElapsedTimer time;
    time.start();
    std::array<char, 4'096> buffer;
    while (time.elapsed() < timeoutMs) {
        pollfd data{m_socket, POLLIN, 0};
        if (::poll(&data, 1, static_cast<int>(timeoutMs - time.elapsed())) <= 0)
            return false;
        const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count == 0 || (count < 0 && errno == ECONNRESET))
            return true;
    }
    return false;
}

QByteArray request(const QByteArray& method, const QByteArray& target, const QByteArray& token, const QByteArray& body,
                   const QByteArray& moreHeaders)
{
    QByteArray bytes = method + " " + target + " HTTP/1.1\r\nHost: betd\r\n" + moreHeaders;
    if (!token.isEmpty())
        bytes += "Authorization: Bearer " + token + "\r\n";
    if (method == "POST")
        bytes += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

RawReply exchange(quint16 port, const QByteArray& bytes)
{
    RawClient client(port);
    client.send(bytes);
    return client.reply().value_or(RawReply{});
}

QByteArray member(const QByteArray& json, const char* name)
{
    const QJsonValue value = QJsonDocument::fromJson(json).object().value(QLatin1String(name));
    return value.toVariant().toString().toUtf8();
}

} // namespace tests
