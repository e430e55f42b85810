// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/failurenotedialog.h"

#include "ui/failuretexts.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int dialogWidth = 520;

} // namespace

FailureNoteDialog::FailureNoteDialog(const client::contract::FailureRow& row, QWidget* parent)
    : QDialog(parent), m_row(row), m_cause(new QLabel), m_label(new QLabel), m_note(new QLineEdit),
      m_cancel(new QPushButton), m_save(new QPushButton)
{
    setObjectName(QStringLiteral("failureNoteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_cause->setObjectName(QStringLiteral("noteCause"));
    m_cause->setTextFormat(Qt::PlainText);
    m_cause->setWordWrap(true);
    setTextRole(m_cause, TextRole::Secondary);
    m_label->setObjectName(QStringLiteral("noteLabel"));
    m_label->setBuddy(m_note);
    m_note->setObjectName(QStringLiteral("noteText"));
    m_note->setMaxLength(charsMax);
    m_note->setText(QString::fromStdString(row.note));
    m_note->selectAll();
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setAutoDefault(false);
    m_save->setObjectName(QStringLiteral("saveNoteButton"));
    m_save->setDefault(true);
    setButtonRole(m_save, ButtonRole::Primary);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::groupSpacing);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    column->setSpacing(metrics::groupSpacing);
    column->addWidget(m_cause);
    column->addWidget(m_label);
    column->addWidget(m_note);
    column->addStretch(1);
    column->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        Q_EMIT noted(m_note->text().simplified());
        accept();
    });
    retranslate();
    resize(dialogWidth, sizeHint().height());
    m_note->setFocus();
}

void FailureNoteDialog::retranslate()
{
    setWindowTitle(tr("Note on a group of failures"));
    m_cause->setText(FailureTexts::cause(m_row));
    m_label->setText(tr("&Note, for everybody who sees the group"));
    m_cancel->setText(tr("&Cancel"));
    m_save->setText(tr("&Save the note"));
}

void FailureNoteDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
