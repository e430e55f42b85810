// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/operations/differenceexport.h"

#include "client/contract/csv.h"
#include "client/contract/json.h"

#include <QSaveFile>

#include <vector>

namespace client::operations {

namespace {

constexpr int rowsPerPage = 500;

std::string amount(const std::optional<std::int64_t>& minor, const contract::Currency& currency)
{
    return minor ? contract::Money{*minor, currency}.text() : std::string();
}

std::string time(std::int64_t utcMs)
{
    return utcMs == 0 ? std::string() : contract::json::timeText(utcMs);
}

std::string line(const contract::ReconciliationItem& item)
{
    std::vector<std::string> cells{item.partner.text(), item.bet.text(), std::string(word(item.kind)), item.why,
                                   time(item.since)};
    if (const auto& ours = item.ours)
        cells.insert(cells.end(),
                     {std::string(word(ours->state)), ours->stake.text(), ours->stake.currency.code,
                      amount(ours->payoutMinor, ours->stake.currency),
                      amount(ours->refundedMinor, ours->stake.currency), ours->round.text(), time(ours->createdAt)});
    else
        cells.resize(cells.size() + 7);
    if (const auto& theirs = item.theirs)
        cells.insert(cells.end(),
                     {std::string(word(theirs->state)), theirs->stake.text(), theirs->stake.currency.code,
                      amount(theirs->payoutMinor, theirs->stake.currency),
                      amount(theirs->refundedMinor, theirs->stake.currency), std::to_string(theirs->lines)});
    else
        cells.resize(cells.size() + 6);
    cells.insert(cells.end(), {time(item.acceptedAt), item.acceptedBy, item.acceptedReason});
    std::string text;
    for (const auto& cell : cells)
        text += (text.empty() ? "" : ",") + contract::csvCell(cell);
    return text + '\n';
}

} // namespace

DifferenceExport::DifferenceExport(api::BetApi& api, QObject* parent) : QObject(parent), m_api(api) {}

DifferenceExport::~DifferenceExport()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
}

bool DifferenceExport::save(const std::string& run, const api::ReconciliationItemFilter& filter, const QString& path)
{
    if (isRunning())
        return false;
    m_run = run;
    m_filter = filter;
    m_filter.cursor.clear();
    m_filter.limit = rowsPerPage;
    m_path = path;
    m_rows = 0;
    m_file = std::make_unique<QSaveFile>(path);
    if (!m_file->open(QIODevice::WriteOnly) ||
        !write("partner_id,bet_id,class,why,since,our_state,our_amount,our_currency,our_payout,our_refunded,our_round,"
               "our_created_at,their_state,their_amount,their_currency,their_payout,their_refunded,their_rows,"
               "accepted_at,accepted_by,accepted_reason\n")) {
        close(End::FileFailed, m_file->errorString());
        return true;
    }
    askPage();
    return true;
}

void DifferenceExport::askPage()
{
    auto* const call = m_api.reconciliationItems(m_run, m_filter);
    m_call = call;
    connect(call, &api::Call::finished, this, [this, call] {
        m_answer = call->answer();
        if (!call->result())
            return close(End::ServiceFailed, QString::fromStdString(call->answer().detail));
        onPage(*call->result());
    });
}

void DifferenceExport::onPage(const contract::Page<contract::ReconciliationItem>& page)
{
    std::string text;
    for (const auto& item : page.rows)
        text += line(item);
    m_rows += static_cast<qint64>(page.rows.size());
    if (!write(text))
        return close(End::FileFailed, m_file->errorString());
    Q_EMIT progressed();
    if (!isRunning())
        return; // cancelled by who was told
    // Pages without rows are allowed: a rare filter passes over many differences.
    if (!page.nextCursor.empty() && page.nextCursor == m_filter.cursor)
        return close(End::ServiceFailed, QStringLiteral("the list does not end"));
    if (!page.nextCursor.empty()) {
        m_filter.cursor = page.nextCursor;
        return askPage();
    }
    if (!m_file->commit())
        return close(End::FileFailed, m_file->errorString());
    close(End::Saved);
}

bool DifferenceExport::write(const std::string& text)
{
    return m_file->write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
}

void DifferenceExport::cancel()
{
    if (!isRunning())
        return;
    if (m_call) {
        m_call->disconnect(this);
        m_call->stop();
    }
    close(End::Cancelled);
}

void DifferenceExport::close(End end, const QString& detail)
{
    if (end != End::Saved)
        m_file->cancelWriting();
    m_file.reset();
    m_call.clear();
    Q_EMIT finished(end, detail);
}

} // namespace client::operations
