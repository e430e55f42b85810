// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/querychips.h"

#include "ui/glyph.h"
#include "ui/theme.h"
#include "ui/widgets/linelabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ui {

using client::contract::Query;

namespace {

QString termText(const client::contract::QueryTerm& term)
{
    const auto text = QString::fromStdString(Query::termText(term.field, term.op, term.value));
    return term.negated ? QStringLiteral("not ") + text : text;
}

} // namespace

QueryChips::QueryChips(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_layout(new QHBoxLayout(this)), m_errorLabel(new LineLabel(this))
{
    setObjectName(QStringLiteral("queryChips"));
    m_errorLabel->setObjectName(QStringLiteral("queryError"));
    m_layout->setContentsMargins(12, 4, 12, 4);
    m_layout->addWidget(m_errorLabel, 1);
    connect(&theme, &Theme::changed, this, &QueryChips::rebuild);
    rebuild();
}

void QueryChips::setQuery(const Query& query)
{
    m_query = query;
    rebuild();
}

void QueryChips::setError(const QString& error)
{
    m_error = error;
    rebuild();
}

void QueryChips::setShown(bool shown)
{
    m_shown = shown;
    rebuild();
}

QStringList QueryChips::chipTexts() const
{
    QStringList texts;
    if (m_query.isConjunction()) {
        for (const auto& term : m_query.terms())
            texts << termText(term);
    } else {
        texts << QString::fromStdString(m_query.text());
    }
    return texts;
}

QString QueryChips::textWithout(std::size_t index) const
{
    QStringList kept;
    for (std::size_t i = 0; m_query.isConjunction() && i < m_query.terms().size(); ++i) {
        if (i != index)
            kept << termText(m_query.terms()[i]);
    }
    return kept.join(u' ');
}

void QueryChips::rebuild()
{
    if (m_chips) {
        m_chips->hide();
        m_chips->deleteLater(); // it may hold the button whose click brought us here
    }
    m_chips = new QWidget(this);
    auto* row = new QHBoxLayout(m_chips);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    const auto texts = m_query.isEmpty() ? QStringList{} : chipTexts();
    for (int i = 0; i < texts.size(); ++i) {
        auto* chip = new QPushButton(m_chips);
        chip->setObjectName(QStringLiteral("queryChip%1").arg(i));
        auto shown = texts[i];
        chip->setText(shown.replace(u'&', QStringLiteral("&&")).left(80));
        chip->setIcon(glyphIcon(Glyph::Close, m_theme.colors().secondary, m_theme.colors().separator));
        chip->setIconSize({10, 10});
        chip->setLayoutDirection(Qt::RightToLeft); // the cross stands behind its text
        chip->setToolTip(tr("Remove this condition"));
        chip->setAccessibleName(tr("Remove the condition %1").arg(texts[i]));
        chip->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        chip->setFixedHeight(metrics::hitTarget);
        connect(chip, &QPushButton::clicked, this,
                [this, i] { Q_EMIT textChanged(textWithout(static_cast<std::size_t>(i))); });
        row->addWidget(chip);
    }
    m_chips->setVisible(m_error.isEmpty());
    m_layout->insertWidget(0, m_chips);
    m_layout->setStretchFactor(m_chips, 0);
    m_errorLabel->setText(m_error);
    auto own = palette();
    own.setColor(QPalette::WindowText, m_theme.state(client::contract::ShownStatus::Failed).text);
    m_errorLabel->setPalette(own);
    setVisible(m_shown && (!m_error.isEmpty() || !texts.isEmpty()));
}

void QueryChips::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colors().separator);
}

void QueryChips::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

} // namespace ui
