// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/reconciliationdialog.h"

#include "ui/jobtexts.h"
#include "ui/reconciliationtexts.h"
#include "ui/widgets/plainwidgets.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using client::contract::ReconciliationOrder;
using client::contract::ReconciliationSource;
using client::operations::PartnerUpload;

namespace {

constexpr int dialogWidth = 620;
constexpr int mistakesHeight = 120;
constexpr int progressSteps = 1'000;

} // namespace

ReconciliationDialog::ReconciliationDialog(const Context& context, QWidget* parent)
    : QDialog(parent), m_context(context), m_upload(context.api), m_text(plainLabel("reconcileText")),
      m_zone(context.format.zone()), m_partnerLabel(new QLabel), m_partner(new QComboBox), m_fromLabel(new QLabel),
      m_from(new QDateTimeEdit), m_toLabel(new QLabel), m_to(new QDateTimeEdit), m_sourceLabel(new QLabel),
      m_source(new QComboBox), m_fileLabel(new QLabel), m_file(new QLineEdit),
      m_choose(plainButton("chooseFileButton")), m_asOfLabel(new QLabel), m_asOf(new QDateTimeEdit),
      m_currencyLabel(new QLabel), m_currency(new QLineEdit), m_bar(new QProgressBar),
      m_hint(plainLabel("reconcileHint", TextRole::Secondary)), m_mistakes(new QPlainTextEdit),
      m_cancel(plainButton("cancelButton")), m_start(new QPushButton)
{
    setObjectName(QStringLiteral("reconciliationDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(m_source, &QComboBox::currentIndexChanged, this, &ReconciliationDialog::refresh);
    connect(m_partner, &QComboBox::editTextChanged, this, &ReconciliationDialog::refresh);
    for (auto* moment : {m_from, m_to, m_asOf})
        connect(moment, &QDateTimeEdit::dateTimeChanged, this, &ReconciliationDialog::refresh);
    for (auto* field : {m_file, m_currency})
        connect(field, &QLineEdit::textChanged, this, &ReconciliationDialog::refresh);
    connect(m_choose, &QPushButton::clicked, this, &ReconciliationDialog::askFile);
    connect(m_cancel, &QPushButton::clicked, this, &ReconciliationDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &ReconciliationDialog::start);
    connect(&m_upload, &PartnerUpload::progressed, this, &ReconciliationDialog::refresh);
    connect(&m_upload, &PartnerUpload::finished, this, &ReconciliationDialog::onUploaded);
    connect(&m_context.connection, &Connection::changed, this, &ReconciliationDialog::refresh);
    retranslate();
    askPartners();
    resize(dialogWidth, sizeHint().height());
    m_partner->setFocus();
}

ReconciliationDialog::~ReconciliationDialog()
{
    // Closed with the window: the run must not wait a day for rows that nobody sends.
    m_upload.disconnect(this);
    m_upload.cancel();
    for (const auto& call : {m_call, m_partnersCall}) {
        if (call)
            call->disconnect(this);
    }
}

void ReconciliationDialog::build()
{
    m_partner->setObjectName(QStringLiteral("reconcilePartner"));
    m_partner->setEditable(true);
    m_partner->setInsertPolicy(QComboBox::NoInsert);
    m_source->setObjectName(QStringLiteral("reconcileSource"));
    m_source->addItem(QString(), static_cast<int>(ReconciliationSource::File));
    m_source->addItem(QString(), static_cast<int>(ReconciliationSource::Pull));
    m_file->setObjectName(QStringLiteral("reconcileFile"));
    m_currency->setObjectName(QStringLiteral("reconcileCurrency"));
    m_currency->setMaxLength(3);
    m_bar->setObjectName(QStringLiteral("reconcileProgress"));
    m_bar->setRange(0, progressSteps);
    m_bar->setTextVisible(false);
    m_mistakes->setObjectName(QStringLiteral("reconcileMistakes"));
    m_mistakes->setReadOnly(true);
    m_mistakes->setTabChangesFocus(true);
    m_mistakes->setFont(Theme::monoFont());
    m_mistakes->setMinimumHeight(mistakesHeight);
    m_start->setObjectName(QStringLiteral("startReconciliationButton"));
    m_start->setDefault(true);
    setButtonRole(m_start, ButtonRole::Primary);

    // Yesterday, from midnight to midnight where the person is.
    const auto now = QDateTime::fromMSecsSinceEpoch(m_context.clock.utcMs(), m_zone);
    const QDateTime today(now.date(), QTime(0, 0), m_zone);
    const auto prepare = [&](QDateTimeEdit* moment, const char* name, const QDateTime& value) {
        moment->setObjectName(QLatin1String(name));
        moment->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
        moment->setTimeSpec(Qt::LocalTime);
        // Fields of the day as they read in the chosen zone; order() reads them in that zone again.
        moment->setTimeSpec(Qt::UTC); // a field of digits; no day of it lacks an hour
        moment->setDateTime(QDateTime(value.date(), value.time(), Qt::UTC));
    };
    prepare(m_from, "reconcileFrom", today.addDays(-1));
    prepare(m_to, "reconcileTo", today);
    prepare(m_asOf, "reconcileAsOf", now);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::groupSpacing);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto add = [&](QLabel* label, QWidget* field, QWidget* beside = nullptr) {
        label->setBuddy(field);
        grid->addWidget(label, line, 0);
        grid->addWidget(field, line, 1, 1, beside ? 1 : 2);
        if (beside)
            grid->addWidget(beside, line, 2);
        ++line;
    };
    add(m_partnerLabel, m_partner);
    add(m_fromLabel, m_from);
    add(m_toLabel, m_to);
    add(m_sourceLabel, m_source);
    add(m_fileLabel, m_file, m_choose);
    add(m_asOfLabel, m_asOf);
    add(m_currencyLabel, m_currency);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_start);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_text);
    layout->addLayout(grid);
    layout->addWidget(m_bar);
    layout->addWidget(m_hint);
    layout->addWidget(m_mistakes, 1);
    layout->addStretch();
    layout->addLayout(buttons);
    m_mistakes->hide();
}

// Those that the service knows are offered; another one may be typed, and the service says what it thinks of it.
void ReconciliationDialog::askPartners()
{
    auto* call = m_context.api.stats();
    m_partnersCall = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_partnersCall.clear();
        if (!call->result())
            return;
        const auto typed = m_partner->currentText();
        for (const auto& partner : call->result()->partners)
            m_partner->addItem(Format::foreign(partner.partner.text(), 128));
        if (!typed.isEmpty())
            m_partner->setEditText(typed);
        refresh();
    });
}

bool ReconciliationDialog::fromFile() const
{
    return m_source->currentData().toInt() == static_cast<int>(ReconciliationSource::File);
}

ReconciliationOrder ReconciliationDialog::order() const
{
    const auto utc = [this](const QDateTimeEdit* moment) {
        return QDateTime(moment->date(), moment->time(), m_zone).toMSecsSinceEpoch();
    };
    ReconciliationOrder order;
    order.partner = client::contract::PartnerId(m_partner->currentText().trimmed().toStdString());
    order.from = utc(m_from);
    order.to = utc(m_to);
    order.source = fromFile() ? ReconciliationSource::File : ReconciliationSource::Pull;
    if (fromFile())
        order.asOf = utc(m_asOf);
    return order;
}

std::optional<client::contract::Currency> ReconciliationDialog::currency() const
{
    const auto parsed = client::contract::Currency::parse(m_currency->text().trimmed().toUpper().toStdString());
    return parsed ? std::optional(*parsed) : std::nullopt;
}

QString ReconciliationDialog::missing() const
{
    if (const auto whyNot = ReconciliationTexts::whyNot(m_context.connection); !whyNot.isEmpty())
        return whyNot;
    const auto order = this->order();
    if (order.partner.empty())
        return tr("Choose the partner.");
    if (order.from >= order.to)
        return tr("The time ends before it begins.");
    if (order.asOf > m_context.clock.utcMs())
        return tr("The list cannot be from the future.");
    if (fromFile() && m_file->text().trimmed().isEmpty())
        return tr("Choose the partner's file.");
    if (fromFile() && !m_currency->text().trimmed().isEmpty() && !currency())
        return tr("The currency has three letters, such as EUR.");
    return {};
}

void ReconciliationDialog::askFile()
{
    auto* dialog = new QFileDialog(this, tr("The partner's list"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("partnerFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Lists (*.csv *.json *.jsonl *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ReconciliationDialog::setFile);
    dialog->open();
}

void ReconciliationDialog::setFile(const QString& path)
{
    m_file->setText(path);
    // A list is as old as its file, until somebody knows better.
    const auto written = QFileInfo(path).lastModified().toMSecsSinceEpoch();
    if (QFileInfo::exists(path) && written < m_context.clock.utcMs()) {
        const auto moment = QDateTime::fromMSecsSinceEpoch(written, m_zone);
        m_asOf->setDateTime(QDateTime(moment.date(), moment.time(), Qt::UTC));
    }
    refresh();
}

void ReconciliationDialog::start()
{
    if (isBusy() || !missing().isEmpty())
        return;
    m_told.clear();
    m_mistakes->hide();
    if (fromFile())
        m_upload.start(order(), m_file->text().trimmed(), currency());
    else
        pull(order());
    refresh();
}

void ReconciliationDialog::pull(const ReconciliationOrder& order)
{
    auto* call = m_context.api.createReconciliation(order);
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result()) {
            Q_EMIT started(*call->result());
            accept();
            return;
        }
        m_told = tr("Not begun (%1).").arg(JobTexts::refusal(call->answer()));
        refresh();
    });
}

void ReconciliationDialog::onUploaded(PartnerUpload::End end, const QString& detail)
{
    const auto file = Format::foreign(QFileInfo(m_file->text()).fileName().toStdString(), 128);
    switch (end) {
    case PartnerUpload::End::Comparing:
        Q_EMIT started(m_upload.run());
        accept();
        return;
    case PartnerUpload::End::Mistakes:
        m_told =
            tr("Nothing was sent: %1 has %n mistakes.", nullptr, static_cast<int>(m_upload.mistakeCount())).arg(file);
        showMistakes();
        break;
    case PartnerUpload::End::Cancelled:
        m_told = tr("Cancelled. Nothing is compared.");
        break;
    case PartnerUpload::End::ServiceFailed:
        m_told = tr("The service did not take the list (%1). Nothing is compared.")
                     .arg(JobTexts::refusal(m_upload.answer()));
        break;
    case PartnerUpload::End::FileFailed:
        m_told = tr("%1 cannot be read (%2).").arg(file, Format::foreign(detail.toStdString(), 200));
        break;
    }
    refresh();
    (end == PartnerUpload::End::Mistakes ? static_cast<QWidget*>(m_mistakes) : m_start)->setFocus();
}

void ReconciliationDialog::showMistakes()
{
    QStringList lines;
    for (const auto& mistake : m_upload.mistakes())
        lines << tr("Line %1: %2").arg(m_context.format.number(mistake.line), Format::foreign(mistake.detail, 300));
    if (const auto more = m_upload.mistakeCount() - static_cast<qint64>(m_upload.mistakes().size()); more > 0)
        lines << tr("… and %n more.", nullptr, static_cast<int>(more));
    m_mistakes->setPlainText(lines.join(u'\n'));
    m_mistakes->show();
}

QString ReconciliationDialog::progressText() const
{
    if (m_call)
        return tr("Asking the service to pull the list…");
    if (!m_upload.isSending())
        return tr("Checking the file: %1 of %2…")
            .arg(m_context.format.bytes(m_upload.bytesDone()), m_context.format.bytes(m_upload.bytesTotal()));
    if (m_context.connection.link() == client::feed::LinkState::Offline)
        return tr("%n rows are sent. The service does not answer; it is tried again.", nullptr,
                  static_cast<int>(m_upload.rowsSent()));
    return tr("%n rows are sent…", nullptr, static_cast<int>(m_upload.rowsSent()));
}

void ReconciliationDialog::refresh()
{
    const bool busy = isBusy();
    const auto missing = this->missing();
    m_hint->setText(busy ? progressText() : !m_told.isEmpty() ? m_told : missing);
    m_hint->setAccessibleName(m_hint->text());
    m_bar->setVisible(busy);
    m_bar->setValue(m_upload.bytesTotal() == 0
                        ? 0
                        : static_cast<int>(m_upload.bytesDone() * progressSteps / m_upload.bytesTotal()));
    m_start->setEnabled(!busy && missing.isEmpty());
    m_start->setToolTip(busy ? QString() : missing);
    m_cancel->setText(busy ? tr("&Cancel") : tr("&Close"));
    for (auto* field : {static_cast<QWidget*>(m_partner), static_cast<QWidget*>(m_from), static_cast<QWidget*>(m_to),
                        static_cast<QWidget*>(m_source)})
        field->setEnabled(!busy);
    for (auto* field : {static_cast<QWidget*>(m_file), static_cast<QWidget*>(m_choose), static_cast<QWidget*>(m_asOf),
                        static_cast<QWidget*>(m_currency)})
        field->setEnabled(!busy && fromFile());
}

void ReconciliationDialog::reject()
{
    if (m_upload.isRunning())
        return m_upload.cancel();
    if (m_call) {
        // It may have begun; the list of runs shows it then.
        m_call->stop();
        return;
    }
    QDialog::reject();
}

void ReconciliationDialog::retranslate()
{
    setWindowTitle(tr("Compare with a partner"));
    m_text->setText(tr("Our bets are compared with the partner's list, bet by bet. Nothing is moved or repaired."));
    m_partnerLabel->setText(tr("&Partner"));
    m_fromLabel->setText(tr("Bets made fro&m"));
    m_toLabel->setText(tr("&to (not included)"));
    m_sourceLabel->setText(tr("&List"));
    m_source->setItemText(0, tr("From a file, CSV or JSON"));
    m_source->setItemText(1, tr("Pulled from the partner by the service"));
    m_fileLabel->setText(tr("&File"));
    m_choose->setText(tr("C&hoose…"));
    m_asOfLabel->setText(tr("List ma&de at"));
    m_asOf->setToolTip(tr("What moved later is pending, and no exception."));
    m_currencyLabel->setText(tr("C&urrency"));
    m_currency->setPlaceholderText(tr("only if the file names none"));
    m_bar->setAccessibleName(tr("Progress"));
    m_mistakes->setAccessibleName(tr("Mistakes in the file"));
    m_start->setText(tr("Com&pare"));
    refresh();
}

void ReconciliationDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
