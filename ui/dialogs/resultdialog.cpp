// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/resultdialog.h"

#include "ui/roundtexts.h"
#include "ui/widgets/plainwidgets.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int dialogWidth = 520;
constexpr int resultMax = 64;

} // namespace

ResultDialog::ResultDialog(const Context& context, const client::contract::RoundRow& round, const QStringList& known,
                           QWidget* parent)
    : QDialog(parent), m_context(context), m_round(round), m_title(plainLabel("resultTitle", TextRole::Section)),
      m_text(plainLabel("resultText")), m_resultLabel(new QLabel), m_result(new QComboBox), m_sourceLabel(new QLabel),
      m_source(new QLineEdit), m_hint(plainLabel("resultHint", TextRole::Secondary)), m_cancel(new QPushButton),
      m_post(new QPushButton)
{
    setObjectName(QStringLiteral("resultDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_result->setObjectName(QStringLiteral("officialResult"));
    m_result->setEditable(true);
    m_result->setInsertPolicy(QComboBox::NoInsert);
    m_result->addItems(known);
    m_result->setCurrentIndex(-1);
    m_result->lineEdit()->setMaxLength(resultMax);
    m_resultLabel->setBuddy(m_result);
    m_source->setObjectName(QStringLiteral("officialSource"));
    m_source->setMaxLength(120);
    m_sourceLabel->setBuddy(m_source);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setDefault(true);
    m_post->setObjectName(QStringLiteral("postResultNowButton"));
    m_post->setAutoDefault(false);
    setButtonRole(m_post, ButtonRole::Primary);

    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(metrics::groupSpacing);
    fields->setVerticalSpacing(8);
    fields->setColumnStretch(1, 1);
    fields->addWidget(m_resultLabel, 0, 0);
    fields->addWidget(m_result, 0, 1);
    fields->addWidget(m_sourceLabel, 1, 0);
    fields->addWidget(m_source, 1, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_post);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addLayout(fields);
    layout->addWidget(m_hint);
    layout->addStretch(1);
    layout->addLayout(buttons);

    connect(m_result, &QComboBox::editTextChanged, this, &ResultDialog::refresh);
    connect(m_source, &QLineEdit::textChanged, this, &ResultDialog::refresh);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_post, &QPushButton::clicked, this, &ResultDialog::post);
    connect(&m_context.connection, &Connection::changed, this, &ResultDialog::refresh);
    retranslate();
    resize(dialogWidth, sizeHint().height());
    m_result->setFocus();
}

ResultDialog::~ResultDialog()
{
    if (m_call)
        m_call->disconnect(this);
}

std::string ResultDialog::result() const
{
    return m_result->currentText().simplified().toStdString();
}

QString ResultDialog::missing() const
{
    if (const auto whyNot = m_context.connection.whyNot(Act::PostResult); !whyNot.isEmpty())
        return whyNot;
    if (result().empty())
        return tr("Write the result.");
    // Saying it once more takes back that the official result is another one.
    if (result() == m_round.result && !m_round.needsRecalculation)
        return tr("This is already the recorded result.");
    if (m_source->text().trimmed().isEmpty())
        return tr("Write where this result comes from.");
    return {};
}

void ResultDialog::refresh()
{
    const auto missing = this->missing();
    m_post->setEnabled(missing.isEmpty() && !m_call);
    m_hint->setText(m_call ? tr("Posting…") : !m_problem.isEmpty() ? m_problem : missing);
    for (auto* field : {static_cast<QWidget*>(m_result), static_cast<QWidget*>(m_source)})
        field->setEnabled(!m_call);
}

void ResultDialog::post()
{
    if (m_call || !missing().isEmpty())
        return;
    m_problem.clear();
    auto* call = m_context.api.postResult(m_round.round, {result(), m_source->text().simplified().toStdString()});
    m_call = call;
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_call.clear();
        if (call->result()) {
            Q_EMIT posted(*call->result());
            accept();
            return;
        }
        const auto why = Format::foreign(call->result().error().detail, 200);
        m_problem = call->answer().kind == client::contract::AnswerKind::Declined
                        ? tr("The service refused: %1").arg(why)
                        : tr("The service did not answer (%1). Posting again is safe.").arg(why);
        refresh();
    });
    refresh();
}

void ResultDialog::retranslate()
{
    setWindowTitle(tr("Official result"));
    m_title->setText(tr("Official result of round %1").arg(Format::foreign(m_round.round.text(), 64)));
    m_text->setText(m_round.resultVersion == 0
                        ? tr("The round has no result yet. The official one closes it; no money moves now.")
                        //: %1 a result, %2 its version
                        : tr("The round has %1 (version %2). Another result does not change it and moves no money: the "
                             "round is marked for a recalculation.")
                              .arg(RoundTexts::result(m_round.result))
                              .arg(m_round.resultVersion));
    m_resultLabel->setText(tr("&Result"));
    m_result->setAccessibleName(tr("Official result"));
    m_sourceLabel->setText(tr("&Source"));
    m_source->setAccessibleName(tr("Source of the result"));
    m_source->setPlaceholderText(tr("For example: the studio's protocol"));
    m_cancel->setText(tr("&Cancel"));
    m_post->setText(tr("&Post result"));
    refresh();
}

void ResultDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
