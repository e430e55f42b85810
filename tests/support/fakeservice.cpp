// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeservice.h"

#include <QFile>
#include <QPointer>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <set>

namespace tests::support {

using client::contract::Header;

namespace {

QString tlsFile(const char* name)
{
    return QStringLiteral(BETDESK_SOURCE_DIR "/tests/support/tls/") + QString::fromUtf8(name);
}

// Takes a whole request off the front of `bytes`, if there is one.
std::optional<SeenRequest> takeRequest(QByteArray& bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    SeenRequest request;
    qsizetype length = 0;
    const QList<QByteArray> lines = bytes.left(headEnd).split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray line = lines[i].trimmed();
        if (i == 0) {
            const QList<QByteArray> words = line.split(' ');
            request.method = words.value(0).toStdString();
            request.target = words.value(1).toStdString();
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        request.headers.push_back({line.left(colon).toStdString(), line.mid(colon + 1).trimmed().toStdString()});
        if (line.left(colon).compare("content-length", Qt::CaseInsensitive) == 0)
            length = line.mid(colon + 1).trimmed().toLongLong();
    }
    if (bytes.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = bytes.mid(headEnd + 4, length).toStdString();
    bytes.remove(0, headEnd + 4 + length);
    return request;
}

} // namespace

Reaction Reaction::answer(int status, const std::string& body, const std::vector<Header>& headers,
                          const std::string& contentType)
{
    Reaction reaction;
    reaction.bytes = "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Type: " + contentType +
                     "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    for (const Header& header : headers)
        reaction.bytes += header.name + ": " + header.value + "\r\n";
    reaction.bytes += "\r\n" + body;
    return reaction;
}

Reaction Reaction::hang()
{
    return raw({}, End::Hang);
}

Reaction Reaction::readAndClose()
{
    return raw({}, End::Close);
}

Reaction Reaction::readAndLeave()
{
    Reaction reaction = readAndClose();
    reaction.leavesForGood = true;
    return reaction;
}

Reaction Reaction::cut(const std::string& body, std::size_t bytes)
{
    Reaction reaction = answer(200, body);
    reaction.bytes.resize(reaction.bytes.size() - body.size() + bytes);
    reaction.end = End::Close;
    return reaction;
}

Reaction Reaction::twice(int status, const std::string& body)
{
    Reaction reaction = answer(status, body);
    reaction.bytes += reaction.bytes;
    return reaction;
}

Reaction Reaction::raw(const std::string& bytes, End end)
{
    Reaction reaction;
    reaction.bytes = bytes;
    reaction.end = end;
    return reaction;
}

struct FakeService::Impl
{
    std::unique_ptr<QTcpServer> server;
    bool tls = false;
    std::vector<Reaction> script{Reaction::answer(404, "{}")};
    std::size_t next = 0;
    std::function<Reaction(const SeenRequest&)> answer;
    std::vector<SeenRequest> requests;

    Reaction reactTo(const SeenRequest& request)
    {
        if (answer)
            return answer(request);
        const Reaction reaction = script[next];
        next = std::min(next + 1, script.size() - 1);
        return reaction;
    }

    int connections = 0;
    std::set<QTcpSocket*> sockets;
    QPointer<QTcpSocket> newest;
};

FakeService::FakeService(const std::optional<QSslConfiguration>& tls) : m_impl(std::make_unique<Impl>())
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_impl->server = std::move(server);
        m_impl->tls = true;
    } else {
        m_impl->server = std::make_unique<QTcpServer>();
    }
    m_impl->server->listen(QHostAddress::LocalHost);
    connect(m_impl->server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket* const socket = m_impl->server->nextPendingConnection()) {
            const int number = ++m_impl->connections;
            m_impl->sockets.insert(socket);
            const auto read = [this, socket, number, bytes = std::make_shared<QByteArray>()] {
                *bytes += socket->readAll();
                while (auto request = takeRequest(*bytes)) {
                    request->connection = number;
                    m_impl->requests.push_back(std::move(*request));
                    m_impl->newest = socket;
                    const Reaction reaction = m_impl->reactTo(m_impl->requests.back());
                    if (reaction.leavesForGood)
                        m_impl->server->close();
                    if (!reaction.bytes.empty())
                        socket->write(reaction.bytes.data(), static_cast<qint64>(reaction.bytes.size()));
                    Q_EMIT requestArrived();
                    if (reaction.end == Reaction::End::Close)
                        return socket->disconnectFromHost();
                }
            };
            connect(socket, &QTcpSocket::readyRead, this, read);
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_impl->sockets.erase(socket);
                socket->deleteLater();
            });
            read();
        }
    });
}

FakeService::~FakeService()
{
    for (QTcpSocket* const socket : m_impl->sockets)
        socket->disconnect(this);
}

QSslConfiguration FakeService::tlsConfiguration()
{
    QFile key(tlsFile("key.pem"));
    key.open(QIODevice::ReadOnly);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificateFile()));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QString FakeService::certificateFile()
{
    return tlsFile("certificate.pem");
}

QUrl FakeService::origin() const
{
    QUrl url;
    url.setScheme(m_impl->tls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_impl->server->serverPort());
    return url;
}

void FakeService::script(std::vector<Reaction> reactions)
{
    m_impl->script = std::move(reactions);
    m_impl->next = 0;
}

void FakeService::answerWith(std::function<Reaction(const SeenRequest&)> answer)
{
    m_impl->answer = std::move(answer);
}

void FakeService::push(const std::string& bytes)
{
    if (!m_impl->newest)
        return;
    m_impl->newest->write(bytes.data(), static_cast<qint64>(bytes.size()));
    // So that they are at the client before this returns.
    m_impl->newest->flush();
}

void FakeService::closeNewest()
{
    if (m_impl->newest)
        m_impl->newest->disconnectFromHost();
}

void FakeService::closeAll()
{
    for (QTcpSocket* const socket : std::set(m_impl->sockets))
        socket->disconnectFromHost();
}

const std::vector<SeenRequest>& FakeService::requests() const
{
    return m_impl->requests;
}

int FakeService::connections() const
{
    return m_impl->connections;
}

} // namespace tests::support
