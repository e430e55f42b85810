// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/auditpage.h"

#include "ui/jobtexts.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/rowtable.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using client::operations::AuditChain;
using client::operations::AuditExport;

namespace {

const QList<int> partSizes{420, 150};
constexpr int arrowRoom = 48;
constexpr std::int64_t hourMs = 3'600'000;

} // namespace

AuditPage::AuditPage(const Context& context, QWidget* parent)
    : Page(parent), m_context(context), m_model(context.api, context.clock, context.format), m_chain(context.api),
      m_export(context.api), m_who(new QLineEdit), m_action(new QLineEdit), m_object(new QLineEdit),
      m_period(new QComboBox), m_apply(new QPushButton), m_exportButton(new QPushButton), m_verify(new QPushButton),
      m_line(new LineLabel), m_cancel(new QPushButton), m_splitter(new QSplitter(Qt::Vertical)),
      m_table(new RowTable(context.theme)), m_empty(new QWidget(m_table)), m_emptyLabel(new QLabel(m_empty)),
      m_details(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("auditPage"));
    m_table->setObjectName(QStringLiteral("auditTable"));
    m_table->setModel(&m_model);
    m_emptyLabel->setObjectName(QStringLiteral("auditEmptyText"));
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    setTextRole(m_emptyLabel, TextRole::Secondary);
    auto* empty = new QVBoxLayout(m_empty);
    empty->addWidget(m_emptyLabel);
    m_details->setObjectName(QStringLiteral("auditDetails"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setFont(Theme::monoFont());
    m_details->setFrameShape(QFrame::NoFrame);
    m_splitter->setObjectName(QStringLiteral("auditSplitter"));
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes(partSizes);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildFilter());
    column->addWidget(m_splitter, 1);

    connect(m_table, &RowTable::currentRowChanged, this, [this] {
        const int row = m_table->currentRow();
        m_details->setPlainText(row < 0 ? QString() : m_model.details(row));
    });
    connect(m_table, &RowTable::openRequested, m_details, qOverload<>(&QWidget::setFocus));
    connect(m_table, &RowTable::filterRequested, m_who, qOverload<>(&QWidget::setFocus));
    connect(&m_model, &AuditModel::loadingChanged, this, [this] {
        refreshEmpty();
        refreshLine();
    });
    connect(&m_chain, &AuditChain::changed, this, &AuditPage::refreshLine);
    connect(&m_export, &AuditExport::progressed, this, &AuditPage::refreshLine);
    connect(&m_export, &AuditExport::finished, this, &AuditPage::onExported);
    connect(&context.connection, &Connection::changed, this, &AuditPage::onConnection);
    retranslate();
    onConnection();
}

QWidget* AuditPage::buildFilter()
{
    auto* bar = new QWidget;
    auto* column = new QVBoxLayout(bar);
    column->setContentsMargins(metrics::groupSpacing, 8, metrics::groupSpacing, 8);
    column->setSpacing(8);
    auto* fields = new QHBoxLayout;
    fields->setSpacing(8);
    const auto add = [&](QLineEdit* field, const char* name) {
        field->setObjectName(QLatin1String(name));
        field->setMaxLength(128);
        field->setClearButtonEnabled(true);
        fields->addWidget(field, 1);
        connect(field, &QLineEdit::returnPressed, this, &AuditPage::refresh);
    };
    add(m_who, "auditWho");
    add(m_action, "auditAction");
    add(m_object, "auditObject");
    m_period->setObjectName(QStringLiteral("auditPeriod"));
    for (const int hours : {0, 1, 24, 24 * 7})
        m_period->addItem(QString(), hours);
    connect(m_period, &QComboBox::currentIndexChanged, this, &AuditPage::refresh);
    fields->addWidget(m_period);
    m_apply->setObjectName(QStringLiteral("auditApply"));
    fields->addWidget(m_apply);
    connect(m_apply, &QPushButton::clicked, this, &AuditPage::refresh);

    auto* work = new QHBoxLayout;
    work->setSpacing(8);
    m_line->setObjectName(QStringLiteral("auditLine"));
    work->addWidget(m_line, 1);
    for (auto* button : {m_cancel, m_exportButton, m_verify})
        work->addWidget(button);
    m_cancel->setObjectName(QStringLiteral("auditCancel"));
    m_exportButton->setObjectName(QStringLiteral("auditExport"));
    m_verify->setObjectName(QStringLiteral("auditVerify"));
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_chain.cancel();
        m_export.cancel();
    });
    connect(m_exportButton, &QPushButton::clicked, this, &AuditPage::askForFile);
    connect(m_verify, &QPushButton::clicked, this, [this] {
        m_exportText.clear();
        m_chain.verify();
    });
    column->addLayout(fields);
    column->addLayout(work);
    return bar;
}

std::vector<QWidget*> AuditPage::panes() const
{
    return {m_table, m_who, m_details};
}

QWidget* AuditPage::filterField() const
{
    return m_who;
}

QString AuditPage::filter() const
{
    const QStringList parts{m_who->text().trimmed(), m_action->text().trimmed(), m_object->text().trimmed(),
                            QString::number(m_period->currentData().toInt())};
    const auto text = parts.join(u'|');
    return text == QStringLiteral("|||0") ? QString() : text;
}

void AuditPage::setFilter(const QString& text)
{
    if (text == filter())
        return;
    const auto parts = text.split(u'|');
    m_who->setText(parts.value(0));
    m_action->setText(parts.value(1));
    m_object->setText(parts.value(2));
    {
        const QSignalBlocker blocker(m_period);
        m_period->setCurrentIndex(std::max(0, m_period->findData(parts.value(3).toInt())));
    }
    refresh();
}

client::api::AuditFilter AuditPage::asked() const
{
    client::api::AuditFilter filter;
    filter.subject = m_who->text().trimmed().toStdString();
    filter.action = m_action->text().trimmed().toStdString();
    filter.object = m_object->text().trimmed().toStdString();
    if (const int hours = m_period->currentData().toInt(); hours > 0)
        filter.createdFrom = m_context.clock.utcMs() - hours * hourMs;
    return filter;
}

bool AuditPage::isReachable() const
{
    return m_context.connection.isReachable();
}

bool AuditPage::isAuditor() const
{
    const auto& roles = m_context.connection.instance().roles;
    return std::find(roles.begin(), roles.end(), "auditor") != roles.end();
}

bool AuditPage::mayRead() const
{
    const auto& roles = m_context.connection.instance().roles;
    return std::any_of(roles.begin(), roles.end(), [](const std::string& role) {
        return role == "auditor" || role == "manager" || role == "support";
    });
}

void AuditPage::onConnection()
{
    // Entries of one environment, or of what one person may see, are not shown to another.
    const auto& instance = m_context.connection.instance();
    if (m_environmentId != instance.environmentId || m_subject != instance.subject) {
        m_environmentId = instance.environmentId;
        m_subject = instance.subject;
        m_chain.cancel();
        m_export.cancel();
        m_exportText.clear();
        m_model.clear();
    }
    loadIfShown();
    refreshEmpty();
    refreshLine();
}

void AuditPage::loadIfShown()
{
    if (isVisible() && isReachable() && mayRead() && !m_model.wasLoaded() && !m_model.isLoading() &&
        m_model.problem().isEmpty())
        m_model.load(asked());
}

void AuditPage::refresh()
{
    Q_EMIT filterChanged();
    if (!isReachable() || !mayRead())
        return;
    m_exportText.clear();
    m_model.load(asked());
}

void AuditPage::escape()
{
    setFilter({});
}

void AuditPage::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Save the audit log"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("auditFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Table, CSV (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("audit.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &AuditPage::exportTo);
    dialog->open();
}

void AuditPage::exportTo(const QString& path)
{
    m_export.save(asked(), path);
    refreshLine();
}

void AuditPage::onExported(AuditExport::End end, const QString& detail)
{
    const auto file = QFileInfo(m_export.path()).fileName();
    switch (end) {
    case AuditExport::End::Saved:
        m_exportText = tr("Saved as %1: %n rows.", nullptr, static_cast<int>(m_export.rows())).arg(file);
        break;
    case AuditExport::End::Cancelled:
        m_exportText = tr("Cancelled. No file was written.");
        break;
    case AuditExport::End::ServiceFailed:
        m_exportText = tr("Not saved: the service did not give the log (%1).")
                           .arg(m_export.answer().kind == client::contract::AnswerKind::Accepted
                                    ? Format::foreign(detail.toStdString(), 200)
                                    : JobTexts::refusal(m_export.answer()));
        break;
    case AuditExport::End::FileFailed:
        m_exportText = tr("Not saved: %1 cannot be written (%2).").arg(file, detail);
        break;
    }
    refreshLine();
}

QString AuditPage::chainText() const
{
    const auto number = [this](std::int64_t value) { return m_context.format.number(value); };
    const auto& check = m_chain.check();
    switch (m_chain.state()) {
    case AuditChain::State::Idle:
        break;
    case AuditChain::State::Checking:
        return tr("Checking the chain: row %1 of %2…").arg(number(check.checkedTo), number(check.headSeq));
    case AuditChain::State::Whole:
        return check.publicKey.empty()
                   ? tr("The chain is whole up to row %1. The service signs nothing.").arg(number(check.checkedTo))
                   : tr("The chain is whole up to row %1, and so are its signatures.").arg(number(check.checkedTo));
    case AuditChain::State::Broken:
        return tr("The chain is broken at row %1: %2. Tell the auditor, and keep a copy of the database.")
            .arg(number(check.firstBad), Format::foreign(check.why, 200));
    case AuditChain::State::Failed:
        return tr("The chain could not be checked (%1).").arg(JobTexts::refusal(m_chain.answer()));
    }
    return {};
}

QString AuditPage::emptyText() const
{
    if (m_model.rowCount() > 0)
        return {};
    if (m_context.connection.isKnown() && !mayRead())
        return tr("Audit entries need the Auditor role.");
    if (!isReachable())
        return tr("The audit log needs a connection.");
    if (!m_model.problem().isEmpty())
        return tr("The service did not give the log (%1). F5 asks again.").arg(m_model.problem());
    if (!m_model.wasLoaded())
        return tr("Reading the log…");
    // Who is no auditor sees a part of the log, so the whole may hold what is not found.
    if (!isAuditor())
        return filter().isEmpty() ? tr("There is no entry of yours or of your team.")
                                  : tr("No entry of yours or of your team matches.");
    return filter().isEmpty() ? tr("The log is empty.") : tr("No entry matches.");
}

void AuditPage::refreshEmpty()
{
    const auto text = emptyText();
    m_emptyLabel->setText(text);
    m_empty->setGeometry(m_table->viewport()->geometry());
    m_empty->setVisible(!text.isEmpty());
}

void AuditPage::refreshLine()
{
    const bool isChecking = m_chain.state() == AuditChain::State::Checking;
    const bool isBusy = isChecking || m_export.isRunning();
    QString text;
    if (m_export.isRunning())
        text = tr("Saving the log: %n rows so far…", nullptr, static_cast<int>(m_export.rows()));
    else if (!m_exportText.isEmpty() && !isChecking)
        text = m_exportText;
    else if (m_chain.state() != AuditChain::State::Idle)
        text = chainText();
    else if (m_model.rowCount() > 0)
        text = m_model.canFetchMore({}) ? tr("%n rows read; more when you scroll down.", nullptr, m_model.rowCount())
                                        : tr("%n rows.", nullptr, m_model.rowCount());
    m_line->setText(text);
    m_line->setAccessibleName(text);
    const bool may = isReachable() && mayRead();
    m_cancel->setVisible(isBusy);
    m_exportButton->setEnabled(may && !isBusy);
    m_verify->setEnabled(may && isAuditor() && !isBusy);
    m_verify->setToolTip(isAuditor() ? tr("The service checks hash and signature of every row. “betd audit verify” "
                                          "does the same without its word.")
                                     : tr("Only an auditor may check the chain."));
    for (auto* field : {static_cast<QWidget*>(m_who), static_cast<QWidget*>(m_action), static_cast<QWidget*>(m_object),
                        static_cast<QWidget*>(m_period), static_cast<QWidget*>(m_apply)})
        field->setEnabled(may);
}

void AuditPage::fitColumns()
{
    using Column = AuditModel::Column;
    const auto fit = [this](Column column, const QString& text) {
        m_table->fitColumn(static_cast<int>(column), {text, AuditModel::header(column)});
    };
    fit(Column::When, QStringLiteral("0000-00-00 00:00:00.000"));
    fit(Column::Who, QStringLiteral("a.petrova00"));
    fit(Column::Roles, QStringLiteral("support, viewer"));
    fit(Column::Action, QStringLiteral("job_retry_failed"));
    fit(Column::Object, QStringLiteral("bet:northbet/b-00000000"));
    fit(Column::Reason, QStringLiteral("technical_issue"));
    fit(Column::Change, QStringLiteral("blocked → refunded, and some"));
}

void AuditPage::retranslate()
{
    const auto name = [](QLineEdit* field, const QString& text) {
        field->setPlaceholderText(text);
        field->setAccessibleName(text);
    };
    name(m_who, tr("Who"));
    name(m_action, tr("Action"));
    name(m_object, tr("Object"));
    const QStringList periods{tr("Any time"), tr("Last hour"), tr("Last 24 h"), tr("Last 7 days")};
    int widest = 0;
    for (int i = 0; i < m_period->count(); ++i) {
        m_period->setItemText(i, periods.value(i));
        widest = std::max(widest, m_period->fontMetrics().horizontalAdvance(periods.value(i)));
    }
    m_period->setMinimumWidth(widest + arrowRoom);
    m_period->setAccessibleName(tr("Period"));
    m_apply->setText(tr("&Show"));
    m_cancel->setText(tr("&Cancel"));
    m_exportButton->setText(tr("Save as CS&V…"));
    m_verify->setText(tr("Verify c&hain"));
    m_table->setAccessibleName(tr("Audit log"));
    m_details->setAccessibleName(tr("The chosen entry"));
    m_model.retranslate();
    if (const int row = m_table->currentRow(); row >= 0)
        m_details->setPlainText(m_model.details(row));
    fitColumns();
    refreshEmpty();
    refreshLine();
}

void AuditPage::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
}

void AuditPage::restore(QSettings& settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
}

void AuditPage::resetLayout()
{
    fitColumns();
    m_splitter->setSizes(partSizes);
}

void AuditPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void AuditPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_empty->setGeometry(m_table->viewport()->geometry());
}

void AuditPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    loadIfShown();
    refreshEmpty();
}

} // namespace ui
