// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/changesdialog.h"

#include "ui/format.h"
#include "ui/theme.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace ui {

ChangesDialog::ChangesDialog(const Theme& theme, const Format& format, client::review::Changed changed, qint64 beforeMs,
                             qint64 afterMs, QWidget* parent)
    : QDialog(parent), m_format(format), m_beforeMs(beforeMs), m_afterMs(afterMs), m_model(format),
      m_text(new QLabel(this)), m_table(new RowTable(theme, this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("changesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_model.setChanges(std::move(changed));
    m_text->setObjectName(QStringLiteral("changesText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("changesTable"));
    m_table->setModel(&m_model);
    m_close->setObjectName(QStringLiteral("closeButton"));
    m_close->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::dialogMargin, metrics::dialogMargin, metrics::dialogMargin,
                               metrics::dialogMargin);
    layout->setSpacing(metrics::groupSpacing);
    layout->addWidget(m_text);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
    resize(860, 460);
}

void ChangesDialog::retranslate()
{
    setWindowTitle(tr("What changed"));
    const auto before = m_format.dateTime(m_beforeMs), after = m_format.dateTime(m_afterMs);
    const int all = m_model.rowCount() + static_cast<int>(m_model.leftOut());
    //: %1 and %2 times
    auto text = all == 0 ? tr("Between %1 and %2 nothing changed.").arg(before, after)
                         //: %1 and %2 times
                         : tr("%n bets and rounds changed between %1 and %2.", nullptr, all).arg(before, after);
    if (m_model.leftOut() > 0)
        text += u' ' + tr("Only the first %1 are listed.").arg(m_format.number(m_model.rowCount()));
    m_text->setText(text);
    m_table->setAccessibleName(tr("What changed"));
    m_close->setText(tr("Close"));
    m_model.retranslate();
    m_table->resizeColumnsToContents();
}

void ChangesDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace ui
