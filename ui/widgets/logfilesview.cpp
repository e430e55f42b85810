// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/logfilesview.h"

#include "client/review/rowsets.h"
#include "ui/reviewtexts.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>

namespace ui {

using client::review::Desk;
using client::review::Files;

namespace {

constexpr std::int64_t secondMs = 1'000, minuteMs = 60 * secondMs, hourMs = 60 * minuteMs;

} // namespace

std::optional<std::int64_t> parseShift(const QString& text)
{
    static const QRegularExpression form(
        QStringLiteral("^([+\\-\u2212]?)(?:(?:(\\d{1,6}):)?(\\d{1,6}):)?(\\d{1,9})(?:[.,](\\d{1,3}))?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const std::int64_t ms = match.captured(2).toLongLong() * hourMs + match.captured(3).toLongLong() * minuteMs +
                            match.captured(4).toLongLong() * secondMs +
                            match.captured(5).leftJustified(3, u'0').toLongLong();
    if (ms > client::review::shiftMsMax)
        return std::nullopt;
    const bool isBack = !match.captured(1).isEmpty() && match.captured(1) != QStringLiteral("+");
    return isBack ? -ms : ms;
}

QString shiftText(std::int64_t shiftMs)
{
    if (shiftMs == 0)
        return QStringLiteral("0");
    const std::int64_t ms = std::abs(shiftMs);
    const auto two = [](std::int64_t value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    return QStringLiteral("%1%2:%3:%4.%5")
        .arg(shiftMs < 0 ? QChar(0x2212) : QChar(u'+'))
        .arg(two(ms / hourMs), two(ms % hourMs / minuteMs), two(ms % minuteMs / secondMs))
        .arg(ms % secondMs, 3, 10, QLatin1Char('0'));
}

LogFilesModel::LogFilesModel(const Desk& desk, const Format& format, QObject* parent)
    : QAbstractTableModel(parent), m_desk(desk), m_format(format)
{
}

void LogFilesModel::refresh()
{
    const auto& files = m_desk.files().list();
    const bool isSame = files.size() == m_files.size() &&
                        std::equal(files.begin(), files.end(), m_files.begin(),
                                   [](const Files::File& a, const Files::File& b) { return a.path == b.path; });
    if (!isSame)
        beginResetModel();
    m_files = files;
    if (!isSame)
        endResetModel();
    else if (!m_files.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QString LogFilesModel::header(Column column)
{
    switch (column) {
    case Column::File:
        return tr("File");
    case Column::Shift:
        return tr("Shift");
    case Column::Lines:
        return tr("Lines");
    case Column::First:
        return tr("First");
    case Column::Last:
        return tr("Last");
    case Column::State:
        return tr("State");
    }
    return {};
}

QString LogFilesModel::text(const Files::File& file, Column column) const
{
    const auto time = [&](bool first) {
        const auto span = file.log ? client::review::spanOf(*file.log) : std::nullopt;
        return span ? m_format.dateTime((first ? span->firstMs : span->lastMs) + file.shiftMs) : dash();
    };
    switch (column) {
    case Column::File:
        return Format::fileName(file.path);
    case Column::Shift:
        return shiftText(file.shiftMs);
    case Column::Lines:
        return file.log ? m_format.number(static_cast<std::int64_t>(file.log->rows())) : dash();
    case Column::First:
        return time(true);
    case Column::Last:
        return time(false);
    case Column::State:
        if (file.isLoading)
            return tr("Reading");
        return file.problem ? ReviewTexts::problem(file.path, *file.problem) : tr("Read");
    }
    return {};
}

int LogFilesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_files.size());
}

int LogFilesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant LogFilesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto& of = file(index.row());
    const bool isNumber = column == Column::Lines || column == Column::Shift;
    switch (role) {
    case Qt::DisplayRole:
        return text(of, column);
    case Qt::ToolTipRole:
        return column == Column::File ? QVariant(Format::tip(Format::foreign(of.path.toStdString()))) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(header(column), text(of, column));
    default:
        return {};
    }
}

QVariant LogFilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole)
        return header(column);
    const bool isNumber = column == Column::Lines || column == Column::Shift;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

LogFilesView::LogFilesView(const Context& context, Desk& desk, QWidget* parent)
    : QWidget(parent), m_format(context.format), m_desk(desk), m_model(desk, context.format),
      m_table(new RowTable(context.theme)), m_shiftLabel(new QLabel), m_shift(new QLineEdit),
      m_set(plainButton("setShiftButton")), m_close(plainButton("closeLogButton")),
      m_wrong(plainLabel("wrongShift", TextRole::Secondary))
{
    setObjectName(QStringLiteral("logFilesView"));
    m_table->setObjectName(QStringLiteral("logFilesTable"));
    m_table->setModel(&m_model);
    m_shift->setObjectName(QStringLiteral("shiftField"));
    m_shift->setMaxLength(32);
    m_shiftLabel->setBuddy(m_shift);
    m_wrong->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metrics::cellPadding, 4, metrics::cellPadding, 4);
    row->setSpacing(8);
    row->addWidget(m_shiftLabel);
    row->addWidget(m_shift, 1);
    row->addWidget(m_set);
    row->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_wrong);
    column->addLayout(row);
    setFocusProxy(m_table);
    connect(m_table, &RowTable::currentRowChanged, this, &LogFilesView::onRow);
    connect(m_table, &RowTable::openRequested, m_shift, qOverload<>(&QWidget::setFocus));
    connect(m_shift, &QLineEdit::returnPressed, this, &LogFilesView::setShift);
    connect(m_set, &QPushButton::clicked, this, &LogFilesView::setShift);
    connect(m_close, &QPushButton::clicked, this, &LogFilesView::closeFile);
    retranslate();
    onRow();
}

void LogFilesView::refresh()
{
    m_model.refresh();
    // One file alone needs no choice.
    if (m_table->currentRow() < 0 && m_model.rowCount() == 1)
        m_table->selectRowAt(0);
}

void LogFilesView::onRow()
{
    const int row = m_table->currentRow();
    for (auto* widget : std::initializer_list<QWidget*>{m_shift, m_set, m_close})
        widget->setEnabled(row >= 0);
    m_wrong->hide();
    m_shift->setText(row < 0 ? QString() : shiftText(m_model.file(row).shiftMs));
}

void LogFilesView::setShift()
{
    const int row = m_table->currentRow();
    if (row < 0)
        return;
    const auto shift = parseShift(m_shift->text());
    m_wrong->setVisible(!shift.has_value());
    if (!shift)
        return;
    m_shift->setText(shiftText(*shift));
    m_desk.files().setShift(m_model.file(row).path, *shift);
}

void LogFilesView::closeFile()
{
    if (const int row = m_table->currentRow(); row >= 0)
        m_desk.files().close(m_model.file(row).path);
}

void LogFilesView::retranslate()
{
    m_table->setAccessibleName(tr("Files of the review"));
    m_shiftLabel->setText(tr("S&hift of its times"));
    m_shift->setPlaceholderText(tr("For example −00:01:30.250"));
    m_shift->setAccessibleName(tr("Shift of its times"));
    m_set->setText(tr("Shi&ft"));
    m_close->setText(tr("&Close the file"));
    m_wrong->setText(tr("A shift looks like −00:01:30.250: hours, minutes, seconds, at most ten years."));
    m_model.refresh();
    constexpr std::int64_t someMs = 1'790'000'000'000;
    const auto fit = [this](LogFilesModel::Column column, const QString& sample) {
        m_table->fitColumn(static_cast<int>(column), {LogFilesModel::header(column), sample});
    };
    fit(LogFilesModel::Column::File, QStringLiteral("events-00.jsonl"));
    fit(LogFilesModel::Column::Shift, shiftText(-someMs % hourMs));
    fit(LogFilesModel::Column::Lines, m_format.number(999'999));
    fit(LogFilesModel::Column::First, m_format.dateTime(someMs));
    fit(LogFilesModel::Column::Last, m_format.dateTime(someMs));
}

void LogFilesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
