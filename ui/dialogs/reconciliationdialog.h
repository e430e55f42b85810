// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/partnerupload.h"
#include "ui/context.h"

#include <QDialog>
#include <QPointer>
#include <QTimeZone>

#include <optional>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace ui {

// Begins a reconciliation: whose bets of which time, and where the partner's list comes from. A file is checked, then
// sent while the dialog shows how far it is; its mistakes are listed and nothing is sent. Cancel gives the run up. Not
// modal: a large file takes minutes. Shown with show().
class ReconciliationDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ReconciliationDialog(const Context& context, QWidget* parent = nullptr);
    ~ReconciliationDialog() override;

    client::operations::PartnerUpload& upload() { return m_upload; }
    bool isBusy() const { return m_upload.isRunning() || m_call; }
    // The file dialog ends here, too.
    void setFile(const QString& path);

public Q_SLOTS:
    // Esc: what runs is cancelled first.
    void reject() override;

Q_SIGNALS:
    void started(const client::contract::ReconciliationRow& run);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void askPartners();
    void askFile();
    void start();
    void pull(const client::contract::ReconciliationOrder& order);
    void onUploaded(client::operations::PartnerUpload::End end, const QString& detail);
    void showMistakes();
    client::contract::ReconciliationOrder order() const;
    std::optional<client::contract::Currency> currency() const;
    bool fromFile() const;
    QString missing() const;
    QString progressText() const;

    const Context m_context;
    client::operations::PartnerUpload m_upload;
    QPointer<client::api::Call> m_call; // of a pulled run
    QPointer<client::api::Call> m_partnersCall;
    QString m_told; // what came of the last try
    QLabel* m_text;
    const QTimeZone m_zone; // that the fields are written in, whatever is chosen meanwhile
    QLabel* m_partnerLabel;
    QComboBox* m_partner;
    QLabel* m_fromLabel;
    QDateTimeEdit* m_from;
    QLabel* m_toLabel;
    QDateTimeEdit* m_to;
    QLabel* m_sourceLabel;
    QComboBox* m_source;
    QLabel* m_fileLabel;
    QLineEdit* m_file;
    QPushButton* m_choose;
    QLabel* m_asOfLabel;
    QDateTimeEdit* m_asOf;
    QLabel* m_currencyLabel;
    QLineEdit* m_currency;
    QProgressBar* m_bar;
    QLabel* m_hint;
    QPlainTextEdit* m_mistakes;
    QPushButton* m_cancel;
    QPushButton* m_start;
};

} // namespace ui
