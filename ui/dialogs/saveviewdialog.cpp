// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/saveviewdialog.h"

#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {

constexpr int dialogWidth = 460;
constexpr int hintLines = 3;

} // namespace

SaveViewDialog::SaveViewDialog(Kind kind, const QString& name, Adviser adviser, QWidget* parent)
    : QDialog(parent), m_kind(kind), m_adviser(std::move(adviser)), m_label(new QLabel), m_name(new QLineEdit),
      m_mine(new QRadioButton), m_shared(new QRadioButton), m_hint(new QLabel), m_cancel(new QPushButton),
      m_save(new QPushButton)
{
    setObjectName(kind == Kind::Save ? QStringLiteral("saveViewDialog") : QStringLiteral("renameViewDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_label->setObjectName(QStringLiteral("viewNameLabel"));
    m_label->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("viewName"));
    m_name->setMaxLength(charsMax);
    m_name->setText(name);
    m_name->selectAll();
    m_mine->setObjectName(QStringLiteral("mineButton"));
    m_shared->setObjectName(QStringLiteral("sharedButton"));
    m_mine->setChecked(true);
    m_hint->setObjectName(QStringLiteral("viewHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    // Room from the start: the buttons must not move when it says something.
    m_hint->setMinimumHeight(hintLines * m_hint->fontMetrics().lineSpacing());
    setTextRole(m_hint, TextRole::Secondary);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setAutoDefault(false);
    m_save->setObjectName(QStringLiteral("saveViewButton"));
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
    column->addWidget(m_label);
    column->addWidget(m_name);
    column->addWidget(m_mine);
    column->addWidget(m_shared);
    m_mine->setVisible(kind == Kind::Save);
    m_shared->setVisible(kind == Kind::Save);
    column->addWidget(m_hint);
    column->addStretch(1);
    column->addLayout(buttons);
    const auto onEdited = [this] {
        m_problem.clear();
        refresh();
    };
    connect(m_name, &QLineEdit::textChanged, this, onEdited);
    connect(m_shared, &QRadioButton::toggled, this, [this, onEdited] {
        m_hasChosen = true;
        onEdited();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SaveViewDialog::send);
    retranslate();
    resize(dialogWidth, sizeHint().height());
    m_name->setFocus();
}

void SaveViewDialog::send()
{
    m_problem.clear();
    m_sending = true;
    refresh();
    Q_EMIT saveRequested(m_name->text().trimmed(), m_shared->isChecked());
}

void SaveViewDialog::end(const QString& problem)
{
    m_sending = false;
    m_problem = problem;
    if (problem.isEmpty()) {
        accept();
        return;
    }
    refresh();
    m_name->setFocus();
}

void SaveViewDialog::refresh()
{
    const auto name = m_name->text().trimmed();
    if (!m_hasChosen) {
        const QSignalBlocker quiet(m_shared);
        (m_adviser(name, false).isShared ? m_shared : m_mine)->setChecked(true);
    }
    const auto advice = m_adviser(name, m_shared->isChecked());
    m_save->setEnabled(!name.isEmpty() && !advice.blocks && !m_sending);
    m_hint->setText(m_sending ? tr("Sending…") : m_problem.isEmpty() ? advice.text : m_problem);
    m_hint->setAccessibleName(m_hint->text());
    for (QWidget* input :
         {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_mine), static_cast<QWidget*>(m_shared)})
        input->setEnabled(!m_sending);
}

void SaveViewDialog::retranslate()
{
    setWindowTitle(m_kind == Kind::Save ? tr("Save view") : tr("Rename view"));
    m_label->setText(m_kind == Kind::Save ? tr("&Name of the view") : tr("New &name of the view"));
    m_mine->setText(tr("Only for &me"));
    m_shared->setText(tr("For &everybody"));
    m_cancel->setText(tr("&Cancel"));
    m_save->setText(m_kind == Kind::Save ? tr("&Save view") : tr("&Rename view"));
    refresh();
}

void SaveViewDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
