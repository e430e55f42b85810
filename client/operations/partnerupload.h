// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/betapi.h"
#include "client/contract/partnerfile.h"

#include <QFile>
#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace client::operations {

// Brings a partner's file to the service, in two passes over the file: the first looks for mistakes and sends nothing,
// the second sends chunk after chunk and asks for the comparison. Neither holds more of the file than a chunk; between
// two stretches of it the event loop runs.
class PartnerUpload : public QObject
{
    Q_OBJECT

public:
    enum class End { Comparing, Mistakes, Cancelled, ServiceFailed, FileFailed };

    explicit PartnerUpload(api::BetApi& api, QObject* parent = nullptr);
    ~PartnerUpload() override;

    // `currency` is of amounts without one. False, and nothing happens, while another file is on its way.
    bool start(const contract::ReconciliationOrder& order, const QString& path,
               const std::optional<contract::Currency>& currency = {});
    // A run that was begun is given up on the service, too.
    void cancel();

    bool isRunning() const { return m_phase != Phase::Idle; }
    bool isSending() const { return m_phase == Phase::Sending; }
    qint64 bytesDone() const { return m_bytesDone; } // of this pass
    qint64 bytesTotal() const { return m_bytesTotal; }
    qint64 rowsSent() const { return m_rowsSent; }
    qint64 mistakeCount() const { return m_mistakeCount; }
    const std::vector<contract::PartnerFileMistake>& mistakes() const { return m_mistakes; }
    // As the service answered last; of Comparing.
    const contract::ReconciliationRow& run() const { return m_run; }
    // What the service said last; of ServiceFailed.
    const contract::Answer& answer() const { return m_answer; }

Q_SIGNALS:
    void progressed();
    // Exactly once for each start() that returned true. `detail` is English, and empty unless something failed.
    void finished(client::operations::PartnerUpload::End end, const QString& detail);

private:
    enum class Phase { Idle, Checking, Sending };

    bool openFile();
    void readOn();
    void onRead();
    void onEndOfFile();
    void create();
    void sendChunk();
    void compare();
    template <typename Row, typename Then>
    void follow(api::CallOf<Row>* call, Then then);
    void giveUpRun();
    void close(End end, const QString& detail = {});

    api::BetApi& m_api;
    contract::ReconciliationOrder m_order;
    std::optional<contract::Currency> m_currency;
    QString m_path;
    Phase m_phase = Phase::Idle;
    std::unique_ptr<QFile> m_file;
    std::unique_ptr<contract::PartnerFile> m_reader;
    QPointer<api::Call> m_call;
    QPointer<api::CallOf<contract::ReconciliationRow>> m_creating;
    std::vector<contract::PartnerLine> m_lines; // read, not sent
    bool m_atEnd = false;
    std::int64_t m_chunk = 0;
    std::int64_t m_rowsExpected = 0; // as the first pass counted them
    qint64 m_rowsSent = 0;
    qint64 m_bytesDone = 0;
    qint64 m_bytesTotal = 0;
    qint64 m_mistakeCount = 0;
    std::vector<contract::PartnerFileMistake> m_mistakes;
    contract::ReconciliationRow m_run;
    contract::Answer m_answer;
};

} // namespace client::operations
