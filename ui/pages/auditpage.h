// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/operations/auditchain.h"
#include "client/operations/auditexport.h"
#include "ui/context.h"
#include "ui/models/auditmodel.h"
#include "ui/pages/page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSplitter;

namespace ui {

class LineLabel;
class RowTable;

// The audit log: who did what, with a filter that the service applies, an export, and the check of its chain. Nothing
// is asked for before somebody looks: a refusal would be a row of the log itself.
class AuditPage : public Page
{
    Q_OBJECT

public:
    explicit AuditPage(const Context& context, QWidget* parent = nullptr);

    QString title() const override { return tr("Audit"); }
    Glyph icon() const override { return Glyph::Padlock; }
    std::vector<QWidget*> panes() const override;
    QWidget* filterField() const override;
    // "a.petrova|refund|bet:acme/b-1|24", as the fields stand.
    QString filter() const override;
    void setFilter(const QString& text) override;
    void refresh() override;
    void escape() override;
    void save(QSettings& settings) const override;
    void restore(QSettings& settings) override;
    void resetLayout() override;

    AuditModel& model() { return m_model; }
    RowTable& table() { return *m_table; }
    QString emptyText() const;
    QString chainText() const;
    // The export's own file dialog ends here.
    void exportTo(const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildFilter();
    void retranslate();
    void onConnection();
    void loadIfShown();
    void askForFile();
    void onExported(client::operations::AuditExport::End end, const QString& detail);
    void refreshEmpty();
    void refreshLine();
    void fitColumns();
    client::api::AuditFilter asked() const;
    bool mayRead() const;
    bool isAuditor() const;
    bool isReachable() const;

    const Context m_context;
    AuditModel m_model;
    client::operations::AuditChain m_chain;
    client::operations::AuditExport m_export;
    QString m_exportText;
    std::string m_environmentId;
    std::string m_subject;

    QLineEdit* m_who;
    QLineEdit* m_action;
    QLineEdit* m_object;
    QComboBox* m_period;
    QPushButton* m_apply;
    QPushButton* m_exportButton;
    QPushButton* m_verify;
    LineLabel* m_line;
    QPushButton* m_cancel;
    QSplitter* m_splitter;
    RowTable* m_table;
    QWidget* m_empty;
    QLabel* m_emptyLabel;
    QPlainTextEdit* m_details;
};

} // namespace ui
