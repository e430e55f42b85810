// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/qttransport.h"

#include "client/api/oneshotbody.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTimer>

#include <algorithm>
#include <limits>
#include <map>

namespace client::api {

using contract::Exchange;
using contract::TransportError;

namespace {

constexpr qint64 replyBytesMax = 1 << 20;
// Beyond this the network layer stops reading, so that a flood waits in the sender and not in our memory.
constexpr qint64 readBufferBytes = 256 * 1024;

bool isLoopback(const QUrl& origin)
{
    const QString host = origin.host();
    return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback();
}

std::vector<contract::Header> headersOf(const QNetworkReply& reply)
{
    std::vector<contract::Header> headers;
    const QList<QNetworkReply::RawHeaderPair>& pairs = reply.rawHeaderPairs();
    headers.reserve(static_cast<std::size_t>(pairs.size()));
    for (const QNetworkReply::RawHeaderPair& pair : pairs)
        headers.push_back({pair.first.toStdString(), pair.second.toStdString()});
    return headers;
}

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// Qt reports every HTTP status from 400 on as an error too; those replies are complete.
bool isHttpStatus(QNetworkReply::NetworkError error, int status)
{
    if (error == QNetworkReply::NoError)
        return true;
    if (status < 400 || error == QNetworkReply::ContentReSendError)
        return false;
    const bool connection = error < QNetworkReply::ProxyConnectionRefusedError;
    return !connection && error != QNetworkReply::ProtocolFailure && error != QNetworkReply::ProtocolUnknownError;
}

bool isCutShort(const QNetworkReply& reply, qint64 received)
{
    const QByteArray length = reply.rawHeader("Content-Length");
    return !length.isEmpty() && length.toLongLong() != received;
}

// One request under way.
struct Flight
{
    QNetworkReply* reply = nullptr;
    OneShotBody* body = nullptr;
    QTimer* timer = nullptr;
    QElapsedTimer clock;
    std::string received;
    bool streaming = false;
    bool headersTold = false;
    TransportError ended = TransportError::None; // why we ended it ourselves
    ports::Transport::Done done;
    ports::Transport::StreamHandler handler;
};

struct End
{
    TransportError error;
    std::string detail;
};

End endOf(const QNetworkReply& reply, const Flight& flight, qint64 received)
{
    // Once the body was asked for, a connection stood: Qt may have sent it, lost it, and failed only at connecting
    // again.
    const bool mayHaveLeft = flight.body && flight.body->wasRead();
    if (flight.ended == TransportError::TlsFailed)
        return {mayHaveLeft ? TransportError::Reset : TransportError::TlsFailed,
                "The service's key is not the one that is pinned."};
    if (flight.ended != TransportError::None)
        return {flight.ended, {}};
    if (isHttpStatus(reply.error(), statusOf(reply))) {
        if (!flight.streaming && isCutShort(reply, received))
            return {TransportError::Reset, "The connection was lost before the answer was complete."};
        return {TransportError::None, {}};
    }
    const std::string detail = reply.errorString().toStdString();
    if (mayHaveLeft || statusOf(reply) != 0)
        return {TransportError::Reset, detail};
    if (reply.error() == QNetworkReply::ConnectionRefusedError || reply.error() == QNetworkReply::HostNotFoundError)
        return {TransportError::NotConnected, detail};
    if (reply.error() == QNetworkReply::SslHandshakeFailedError)
        return {TransportError::TlsFailed, detail};
    return {TransportError::Reset, detail};
}

} // namespace

struct QtTransport::Impl
{
    QtTransport& owner;
    QUrl origin;
    QString problem;
    TlsOptions options;
    QSslConfiguration tls;
    // Two, so that slow reads and streams never hold the connections that money waits for.
    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    Id lastId = 0;
    std::map<Id, std::unique_ptr<Flight>> flights;

    explicit Impl(QtTransport& transport) : owner(transport) {}

    QNetworkRequest prepare(const ports::HttpRequest& request) const;
    bool isPinned(const QSslCertificate& certificate) const;
    Flight* find(Id id);
    Id launch(const ports::HttpRequest& request, std::unique_ptr<Flight> prepared);
    void refuse(Id id);
    // Ends it for a reason of ours; what the reply then says of itself is not asked.
    void giveUp(Id id, TransportError why);
    void tellHeaders(Id id);
    void take(Id id);
    void land(Id id);
};

QNetworkRequest QtTransport::Impl::prepare(const ports::HttpRequest& request) const
{
    // Appended as text, because QUrl's own parts would change what is already escaped.
    QUrl url = QUrl::fromEncoded(origin.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment) +
                                     QByteArray::fromStdString(request.target),
                                 QUrl::StrictMode);
    QNetworkRequest prepared(url);
    for (const contract::Header& header : request.headers)
        prepared.setRawHeader(QByteArray::fromStdString(header.name), QByteArray::fromStdString(header.value));
    // Naming it keeps Qt from unpacking replies behind the cap on their size.
    prepared.setRawHeader("Accept-Encoding", "identity");
    prepared.setRawHeader("User-Agent", "betdesk/" BETDESK_VERSION);
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    prepared.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    prepared.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setSslConfiguration(tls);
    return prepared;
}

bool QtTransport::Impl::isPinned(const QSslCertificate& certificate) const
{
    if (options.pinsSha256.isEmpty())
        return true;
    const QByteArray key = certificate.publicKey().toDer();
    return options.pinsSha256.contains(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toBase64());
}

Flight* QtTransport::Impl::find(Id id)
{
    const auto found = flights.find(id);
    return found == flights.end() ? nullptr : found->second.get();
}

ports::Transport::Id QtTransport::Impl::launch(const ports::HttpRequest& request, std::unique_ptr<Flight> prepared)
{
    const Id id = ++lastId;
    Flight& flight = *flights.emplace(id, std::move(prepared)).first->second;
    flight.clock.start();
    if (!problem.isEmpty()) {
        QTimer::singleShot(0, &owner, [this, id] { refuse(id); });
        return id;
    }
    QNetworkRequest network = prepare(request);
    if (request.method == "GET") {
        flight.reply = reads.get(network);
    } else {
        flight.body = new OneShotBody(QByteArray::fromStdString(request.body));
        network.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        network.setHeader(QNetworkRequest::ContentLengthHeader, static_cast<qlonglong>(request.body.size()));
        flight.reply = request.method == "POST"
                           ? writes.post(network, flight.body)
                           : writes.sendCustomRequest(network, QByteArray::fromStdString(request.method), flight.body);
        flight.body->setParent(flight.reply);
    }
    flight.reply->setReadBufferSize(readBufferBytes);
    connect(flight.reply, &QNetworkReply::encrypted, &owner, [this, id] {
        Flight* const out = find(id);
        if (out && !isPinned(out->reply->sslConfiguration().peerCertificate()))
            giveUp(id, TransportError::TlsFailed);
    });
    connect(flight.reply, &QNetworkReply::metaDataChanged, &owner, [this, id] { tellHeaders(id); });
    connect(flight.reply, &QNetworkReply::readyRead, &owner, [this, id] { take(id); });
    connect(flight.reply, &QNetworkReply::finished, &owner, [this, id] { land(id); });
    flight.timer = new QTimer(flight.reply);
    flight.timer->setSingleShot(true);
    flight.timer->setTimerType(Qt::PreciseTimer);
    connect(flight.timer, &QTimer::timeout, &owner, [this, id] { giveUp(id, TransportError::Timeout); });
    flight.timer->start(
        static_cast<int>(std::clamp<std::int64_t>(request.timeoutMs, 1, std::numeric_limits<int>::max())));
    return id;
}

void QtTransport::Impl::refuse(Id id)
{
    const auto found = flights.find(id);
    if (found == flights.end())
        return;
    const std::unique_ptr<Flight> flight = std::move(found->second);
    flights.erase(found);
    Exchange exchange;
    exchange.error = TransportError::NotConnected;
    exchange.maybeSent = false;
    exchange.errorDetail = problem.toStdString();
    const auto& told = flight->streaming ? flight->handler.onEnd : flight->done;
    if (told)
        told(std::move(exchange));
}

void QtTransport::Impl::giveUp(Id id, TransportError why)
{
    Flight* const flight = find(id);
    if (!flight || flight->ended != TransportError::None)
        return;
    flight->ended = why;
    flight->reply->abort();
    // abort() says finished() at once, unless the reply had finished already.
    land(id);
}

void QtTransport::Impl::tellHeaders(Id id)
{
    Flight* const flight = find(id);
    if (!flight || !flight->streaming || flight->headersTold || statusOf(*flight->reply) == 0)
        return;
    flight->headersTold = true;
    flight->timer->stop();
    // A copy, because the handler may abort the stream from inside.
    const auto told = flight->handler.onHeaders;
    if (told)
        told(statusOf(*flight->reply), headersOf(*flight->reply));
}

void QtTransport::Impl::take(Id id)
{
    tellHeaders(id);
    Flight* const flight = find(id);
    if (!flight || flight->ended != TransportError::None)
        return;
    const QByteArray bytes = flight->reply->readAll();
    if (bytes.isEmpty())
        return;
    if (flight->streaming) {
        const auto told = flight->handler.onData;
        if (told)
            told(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        return;
    }
    if (static_cast<qint64>(flight->received.size()) + bytes.size() > replyBytesMax)
        return giveUp(id, TransportError::ReplyTooLarge);
    flight->received.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

void QtTransport::Impl::land(Id id)
{
    take(id);
    const auto found = flights.find(id);
    if (found == flights.end())
        return;
    const std::unique_ptr<Flight> flight = std::move(found->second);
    flights.erase(found);
    QNetworkReply& reply = *flight->reply;
    reply.disconnect(&owner);
    flight->timer->stop();
    reply.deleteLater();

    Exchange exchange;
    exchange.durationMs = flight->clock.elapsed();
    exchange.status = statusOf(reply);
    exchange.headers = headersOf(reply);
    exchange.body = std::move(flight->received);
    const auto [error, detail] = endOf(reply, *flight, static_cast<qint64>(exchange.body.size()));
    exchange.error = error;
    exchange.errorDetail = detail;
    exchange.maybeSent = error != TransportError::NotConnected && error != TransportError::TlsFailed;
    const auto& told = flight->streaming ? flight->handler.onEnd : flight->done;
    if (told)
        told(std::move(exchange));
}

QtTransport::QtTransport(const QUrl& origin, const TlsOptions& tls, QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(*this))
{
    m_impl->origin = origin;
    m_impl->problem = originProblem(origin);
    m_impl->options = tls;
    m_impl->tls = QSslConfiguration::defaultConfiguration();
    m_impl->tls.setProtocol(QSsl::TlsV1_2OrLater);
    m_impl->tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_impl->tls.setAllowedNextProtocols({});
    if (!tls.caFile.isEmpty())
        m_impl->tls.setCaCertificates(QSslCertificate::fromPath(tls.caFile));
    for (QNetworkAccessManager* const manager : {&m_impl->reads, &m_impl->writes}) {
        manager->setAutoDeleteReplies(false);
        manager->setStrictTransportSecurityEnabled(false);
        if (isLoopback(origin))
            manager->setProxy(QNetworkProxy::NoProxy);
    }
}

QtTransport::~QtTransport()
{
    while (!m_impl->flights.empty())
        abort(m_impl->flights.begin()->first);
}

QString QtTransport::originProblem(const QUrl& origin)
{
    if (!origin.isValid() || origin.host().isEmpty())
        return QStringLiteral("This is not the address of a service.");
    if (!origin.userInfo().isEmpty())
        return QStringLiteral("The address of a service holds no user name or password.");
    if ((!origin.path().isEmpty() && origin.path() != QStringLiteral("/")) || origin.hasQuery() || origin.hasFragment())
        return QStringLiteral("The address of a service is scheme, host and port only.");
    if (origin.scheme() == QStringLiteral("https"))
        return {};
    if (origin.scheme() != QStringLiteral("http"))
        return QStringLiteral("A service is reached by https, or by http on this machine.");
    if (!isLoopback(origin))
        return QStringLiteral("Without TLS only a service on this machine may be used.");
    return {};
}

ports::Transport::Id QtTransport::send(ports::HttpRequest request, Done done)
{
    auto flight = std::make_unique<Flight>();
    flight->done = std::move(done);
    return m_impl->launch(request, std::move(flight));
}

ports::Transport::Id QtTransport::stream(ports::HttpRequest request, StreamHandler handler)
{
    auto flight = std::make_unique<Flight>();
    flight->streaming = true;
    flight->handler = std::move(handler);
    return m_impl->launch(request, std::move(flight));
}

void QtTransport::abort(Id id)
{
    const auto found = m_impl->flights.find(id);
    if (found == m_impl->flights.end())
        return;
    const std::unique_ptr<Flight> flight = std::move(found->second);
    m_impl->flights.erase(found);
    if (!flight->reply)
        return;
    flight->reply->disconnect(this);
    flight->timer->stop();
    flight->reply->abort();
    flight->reply->deleteLater();
}

} // namespace client::api
