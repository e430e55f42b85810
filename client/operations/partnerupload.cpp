// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/partnerupload.h"

#include <algorithm>
#include <iterator>

namespace client::operations {

namespace {

constexpr qint64 stretchBytes = 64 * 1024;

} // namespace

PartnerUpload::PartnerUpload(api::BetApi& api, QObject* parent) : QObject(parent), m_api(api) {}

PartnerUpload::~PartnerUpload()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
}

bool PartnerUpload::start(const contract::ReconciliationOrder& order, const QString& path,
                          const std::optional<contract::Currency>& currency)
{
    if (isRunning())
        return false;
    m_order = order;
    m_currency = currency;
    m_path = path;
    m_run = {};
    m_answer = {};
    m_chunk = 0;
    m_rowsSent = 0;
    m_mistakes.clear();
    m_mistakeCount = 0;
    m_phase = Phase::Checking;
    if (openFile())
        readOn();
    return true;
}

bool PartnerUpload::openFile()
{
    m_file = std::make_unique<QFile>(m_path);
    m_reader = std::make_unique<contract::PartnerFile>(m_currency);
    m_lines.clear();
    m_atEnd = false;
    m_bytesDone = 0;
    if (!m_file->open(QIODevice::ReadOnly)) {
        close(End::FileFailed, m_file->errorString());
        return false;
    }
    m_bytesTotal = m_file->size();
    return true;
}

// One stretch a turn of the event loop, so that a large file does not stop the window.
void PartnerUpload::readOn()
{
    QMetaObject::invokeMethod(this, &PartnerUpload::onRead, Qt::QueuedConnection);
}

void PartnerUpload::onRead()
{
    if (!m_file || m_call)
        return; // cancelled meanwhile
    const QByteArray text = m_file->read(stretchBytes);
    if (m_file->error() != QFileDevice::NoError)
        return close(End::FileFailed, m_file->errorString());
    m_bytesDone += text.size();
    m_atEnd = text.isEmpty();
    if (m_atEnd)
        m_reader->finish();
    else
        m_reader->feed(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    auto lines = m_reader->takeLines();
    Q_EMIT progressed();
    if (!m_file)
        return; // cancelled by who was told
    if (m_phase == Phase::Sending) {
        m_lines.insert(m_lines.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
        return sendChunk();
    }
    if (m_atEnd)
        return onEndOfFile();
    readOn();
}

void PartnerUpload::onEndOfFile()
{
    m_mistakes = m_reader->mistakes();
    m_mistakeCount = m_reader->mistakeCount();
    m_rowsExpected = m_reader->linesRead();
    if (m_mistakeCount > 0)
        return close(End::Mistakes);
    create();
}

template <typename Row, typename Then>
void PartnerUpload::follow(api::CallOf<Row>* call, Then then)
{
    m_call = call;
    connect(call, &api::Call::finished, this, [this, call, then] {
        m_call.clear();
        m_answer = call->answer();
        if (!call->result())
            return close(End::ServiceFailed, QString::fromStdString(m_answer.detail));
        m_run = *call->result();
        then();
    });
}

void PartnerUpload::create()
{
    m_order.source = contract::ReconciliationSource::File;
    m_creating = m_api.createReconciliation(m_order);
    follow(m_creating.data(), [this] {
        m_creating.clear();
        m_phase = Phase::Sending;
        if (openFile())
            readOn();
    });
}

void PartnerUpload::sendChunk()
{
    const std::size_t size = std::min(m_lines.size(), contract::partnerLinesPerChunk);
    if (!m_atEnd && size < contract::partnerLinesPerChunk)
        return readOn();
    if (size == 0)
        return compare();
    const auto end = m_lines.begin() + static_cast<std::ptrdiff_t>(size);
    contract::PartnerChunk chunk{++m_chunk, {std::make_move_iterator(m_lines.begin()), std::make_move_iterator(end)}};
    m_lines.erase(m_lines.begin(), end);
    follow(m_api.sendPartnerRows(m_run.id, chunk), [this, size] {
        m_rowsSent += static_cast<qint64>(size);
        Q_EMIT progressed();
        if (m_file)
            sendChunk();
    });
}

void PartnerUpload::compare()
{
    // Who saved the file anew between the passes has another list now, and half of each is neither.
    if (m_reader->mistakeCount() > 0 || m_rowsSent != m_rowsExpected)
        return close(End::FileFailed, QStringLiteral("the file changed while it was read"));
    follow(m_api.compareReconciliation(m_run.id, {m_chunk, m_rowsSent}), [this] { close(End::Comparing); });
}

// Best effort: a run that nobody feeds ends by itself after a day.
void PartnerUpload::giveUpRun()
{
    if (m_phase == Phase::Sending && !m_run.id.empty())
        m_api.cancelReconciliation(m_run.id);
}

void PartnerUpload::cancel()
{
    if (!isRunning())
        return;
    if (m_call)
        m_call->disconnect(this);
    if (auto* const creating = m_creating.data()) {
        // It may have arrived: the run has to be known before it can be given up.
        connect(creating, &api::Call::finished, &m_api, [api = &m_api, creating] {
            if (creating->result())
                api->cancelReconciliation(creating->result()->id);
        });
        m_creating.clear();
    } else if (m_call) {
        m_call->stop();
    }
    close(End::Cancelled);
}

void PartnerUpload::close(End end, const QString& detail)
{
    if (end != End::Comparing)
        giveUpRun();
    m_phase = Phase::Idle;
    m_file.reset();
    m_lines.clear();
    m_call.clear();
    m_creating.clear();
    Q_EMIT finished(end, detail);
}

} // namespace client::operations
