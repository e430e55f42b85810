// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/reportbar.h"

#include "ui/jobtexts.h"
#include "ui/widgets/linelabel.h"

#include <QAccessible>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStandardPaths>

#include <algorithm>

namespace ui {

using client::operations::JobReport;

ReportBar::ReportBar(const Context& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_report(context.api), m_label(new LineLabel(this)),
      m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("reportBar"));
    m_label->setObjectName(QStringLiteral("reportText"));
    m_cancel->setObjectName(QStringLiteral("cancelReportButton"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::groupSpacing);
    row->addWidget(m_label, 1);
    row->addWidget(m_cancel);
    hide();
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_report.isRunning())
            m_report.cancel();
        else
            hide();
    });
    connect(&m_report, &JobReport::progressed, this, &ReportBar::retranslate);
    connect(&m_report, &JobReport::finished, this, &ReportBar::onFinished);
    retranslate();
}

void ReportBar::ask(const client::contract::JobRow& row)
{
    if (m_report.isRunning())
        return;
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog = new QFileDialog(this, tr("Save report"), folder);
    dialog->setObjectName(QStringLiteral("reportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Table, CSV (*.csv)"), tr("JSON, one line a bet (*.jsonl)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QStringLiteral("*.jsonl")) ? QStringLiteral("jsonl")
                                                                            : QStringLiteral("csv"));
    });
    dialog->selectFile(QStringLiteral("job-%1.csv").arg(row.number));
    connect(dialog, &QFileDialog::fileSelected, this, [this, row](const QString& path) { save(row, path); });
    dialog->open();
}

void ReportBar::save(const client::contract::JobRow& row, const QString& path)
{
    const bool isJson = QFileInfo(path).suffix().startsWith(QStringLiteral("json"), Qt::CaseInsensitive);
    m_linesExpected = row.counts.total();
    m_result.clear();
    show();
    if (!m_report.save(row.id, isJson ? JobReport::Format::JsonLines : JobReport::Format::Csv, path))
        return;
    retranslate();
    Q_EMIT runningChanged();
}

// A page that came and was no good has no refusal of the service.
QString ReportBar::refusedText(const QString& detail) const
{
    const auto& answer = m_report.answer();
    if (answer.problem && answer.problem->code == client::contract::ProblemCode::LimitExceeded)
        return tr("more rows than your role may export; ask a manager");
    return answer.kind == client::contract::AnswerKind::Accepted ? Format::foreign(detail.toStdString(), 200)
                                                                 : JobTexts::refusal(answer);
}

void ReportBar::onFinished(JobReport::End end, const QString& detail)
{
    const auto file = QFileInfo(m_report.path()).fileName();
    switch (end) {
    case JobReport::End::Saved:
        m_result = tr("Saved as %1.").arg(file);
        break;
    case JobReport::End::Cancelled:
        m_result = tr("Cancelled. No file was written.");
        break;
    case JobReport::End::ServiceFailed:
        m_result = tr("Not saved: the service did not give the report (%1).").arg(refusedText(detail));
        break;
    case JobReport::End::FileFailed:
        m_result = tr("Not saved: %1 cannot be written (%2).").arg(file, detail);
        break;
    }
    retranslate();
    Q_EMIT runningChanged();
}

QString ReportBar::text() const
{
    return m_label->text();
}

void ReportBar::retranslate()
{
    if (m_report.isRunning()) {
        // The heading of a CSV is a line too.
        const auto lines = std::min<std::int64_t>(m_report.lines(), m_linesExpected);
        m_label->setText(tr("Saving the report: %1 of %2 bets…")
                             .arg(m_context.format.number(lines), m_context.format.number(m_linesExpected)));
    } else {
        m_label->setText(m_result);
    }
    m_cancel->setText(m_report.isRunning() ? tr("Cancel") : tr("Hide"));
    setAccessibleName(m_label->text());
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void ReportBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
