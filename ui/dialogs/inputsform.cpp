// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/inputsform.h"

#include "ui/dialogs/typedamount.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace ui {

namespace {

enum Outcome { Open, Lost, Won };
constexpr int payoutWidth = 140;
constexpr int outcomeMargins = 48;

} // namespace

InputsForm::InputsForm(const Format& format, QWidget* parent)
    : QWidget(parent), m_format(format), m_text(new QLabel(this)), m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("inputsForm"));
    m_text->setObjectName(QStringLiteral("inputsText"));
    m_text->setWordWrap(true);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::groupSpacing);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(3, 1);
    m_grid->addWidget(m_text, 0, 0, 1, 4);
    hide();
}

void InputsForm::setItems(const std::vector<client::contract::JobItem>& items, std::int64_t count)
{
    m_count = count;
    const auto isSame = [](const client::contract::JobItem& a, const client::contract::JobItem& b) {
        return a.partner == b.partner && a.bet == b.bet;
    };
    const std::size_t shown = std::min(items.size(), shownMax);
    const bool unchanged =
        shown == m_rows.size() && std::equal(m_rows.begin(), m_rows.end(), items.begin(),
                                             [&](const Row& row, const auto& item) { return isSame(row.item, item); });
    if (!unchanged) {
        for (const auto& row : m_rows) {
            for (QWidget* widget : {static_cast<QWidget*>(row.name), static_cast<QWidget*>(row.outcome),
                                    static_cast<QWidget*>(row.payout)})
                delete widget;
        }
        m_rows.clear();
        for (std::size_t i = 0; i < shown; ++i)
            addRow(items[i]);
    }
    setVisible(!m_rows.empty());
    retranslate();
}

void InputsForm::addRow(const client::contract::JobItem& item)
{
    const auto number = QString::number(m_rows.size());
    Row row{item, new QLabel(this), new QComboBox(this), new QLineEdit(this)};
    row.name->setObjectName(QStringLiteral("inputName") + number);
    row.name->setTextFormat(Qt::PlainText);
    row.outcome->setObjectName(QStringLiteral("inputOutcome") + number);
    row.payout->setObjectName(QStringLiteral("inputPayout") + number);
    row.payout->setMaxLength(40);
    row.payout->setFixedWidth(payoutWidth);
    row.payout->setEnabled(false);
    row.name->setBuddy(row.outcome);
    const int line = static_cast<int>(m_rows.size()) + 1;
    m_grid->addWidget(row.name, line, 0);
    m_grid->addWidget(row.outcome, line, 1);
    m_grid->addWidget(row.payout, line, 2);
    connect(row.outcome, &QComboBox::currentIndexChanged, this, [this, payout = row.payout](int outcome) {
        payout->setEnabled(outcome == Won);
        Q_EMIT edited();
    });
    connect(row.payout, &QLineEdit::textChanged, this, &InputsForm::edited);
    m_rows.push_back(row);
}

QChar InputsForm::decimalMark() const
{
    const client::contract::Currency twoDecimals;
    return m_format.amount(100, twoDecimals).at(1);
}

std::vector<client::contract::JobInput> InputsForm::inputs() const
{
    std::vector<client::contract::JobInput> inputs;
    for (const auto& row : m_rows) {
        const int outcome = row.outcome->currentIndex();
        if (outcome == Lost)
            inputs.push_back({row.item.partner, row.item.bet, false, {0, row.item.currency}});
        const auto typed =
            parseTyped(row.payout->text(), row.item.currency, decimalMark(), client::contract::amountMinorMax);
        if (outcome == Won && typed.problem == AmountProblem::None)
            inputs.push_back({row.item.partner, row.item.bet, true, typed.money});
    }
    return inputs;
}

QString InputsForm::problem() const
{
    for (const auto& row : m_rows) {
        if (row.outcome->currentIndex() != Won)
            continue;
        const auto typed =
            parseTyped(row.payout->text(), row.item.currency, decimalMark(), client::contract::amountMinorMax);
        const auto bet = Format::foreign(row.item.bet.text(), 64);
        switch (typed.problem) {
        case AmountProblem::None:
            continue;
        case AmountProblem::Empty:
            return tr("Bet %1: write the payout.").arg(bet);
        case AmountProblem::OtherDecimalMark:
            return tr("Bet %1: use `%2` as the decimal mark.").arg(bet, decimalMark());
        case AmountProblem::ForeignCharacter:
            return tr("Bet %1: the payout has a character that only looks like a digit or a mark.").arg(bet);
        case AmountProblem::TooPrecise:
            return tr("Bet %1: this currency has fewer decimals.").arg(bet);
        case AmountProblem::TooSmall:
            return tr("Bet %1: the payout of a won bet is above zero.").arg(bet);
        case AmountProblem::NotANumber:
        case AmountProblem::TooLarge:
            return tr("Bet %1: this is not a payout.").arg(bet);
        }
    }
    return {};
}

void InputsForm::retranslate()
{
    const int shown = static_cast<int>(m_rows.size());
    auto text = tr("%n bets have no selection or odds, so that nobody can compute them. Say what is right, or leave "
                   "them as they are.",
                   nullptr, static_cast<int>(m_count));
    if (m_count > shown)
        text += u' ' + tr("The first %n are shown.", nullptr, shown);
    m_text->setText(text);
    for (const auto& row : m_rows) {
        //: %1 a bet, %2 a player, %3 a partner, %4 the state of the bet now
        row.name->setText(tr("%1 of %2 at %3, now %4")
                              .arg(Format::foreign(row.item.bet.text(), 64),
                                   Format::foreign(row.item.player.text(), 64),
                                   Format::foreign(row.item.partner.text(), 64), m_format.state(row.item.from)));
        const QSignalBlocker blocker(row.outcome);
        const int chosen = std::max(0, row.outcome->currentIndex());
        row.outcome->clear();
        row.outcome->addItems({tr("Leave as it is"), tr("Lost"), tr("Won, payout")});
        row.outcome->setCurrentIndex(chosen);
        int width = 0;
        for (int i = 0; i < row.outcome->count(); ++i)
            width = std::max(width, row.outcome->fontMetrics().horizontalAdvance(row.outcome->itemText(i)));
        row.outcome->setMinimumWidth(width + outcomeMargins);
        row.outcome->setAccessibleName(tr("Outcome of bet %1").arg(Format::foreign(row.item.bet.text(), 64)));
        row.payout->setAccessibleName(tr("Payout of bet %1").arg(Format::foreign(row.item.bet.text(), 64)));
        row.payout->setPlaceholderText(QString::fromStdString(row.item.currency.code));
    }
}

void InputsForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
