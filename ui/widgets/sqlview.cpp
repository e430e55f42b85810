// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sqlview.h"

#include "ui/widgets/csvfile.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/plainwidgets.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using client::contract::ErrorKind;
using client::review::SqlRun;

namespace {

constexpr int sqlCharsMax = 20'000;
constexpr int sqlLines = 3;
constexpr int columnWidthMax = 320;
constexpr int rowsMeasured = 50; // for the widths of columns

} // namespace

SqlView::SqlView(const Context& context, client::review::Desk& desk, QWidget* parent)
    : QWidget(parent), m_context(context), m_desk(desk), m_model(context.format), m_sql(new QPlainTextEdit),
      m_start(plainButton("runSqlButton")), m_export(plainButton("exportSqlButton")), m_said(new LineLabel),
      m_table(new RowTable(context.theme))
{
    setObjectName(QStringLiteral("sqlView"));
    m_sql->setObjectName(QStringLiteral("sqlText"));
    m_sql->setFont(Theme::monoFont());
    m_sql->setTabChangesFocus(true);
    m_sql->setPlainText(
        QStringLiteral("SELECT partner, status, count(*) AS lines FROM log GROUP BY 1, 2 ORDER BY 3 DESC"));
    m_sql->setFixedHeight(QFontMetrics(Theme::monoFont()).lineSpacing() * sqlLines + 12);
    m_sql->installEventFilter(this);
    m_said->setObjectName(QStringLiteral("sqlSaid"));
    m_table->setObjectName(QStringLiteral("sqlTable"));
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->setResizeContentsPrecision(rowsMeasured);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metrics::cellPadding, 4, metrics::cellPadding, 4);
    row->setSpacing(8);
    row->addWidget(m_said, 1);
    row->addWidget(m_export);
    row->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_sql);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    setFocusProxy(m_sql);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_run.isRunning())
            m_run.cancel();
        else
            run();
    });
    connect(m_export, &QPushButton::clicked, this, &SqlView::askForFile);
    connect(&m_run, &SqlRun::finished, this, &SqlView::onFinished);
    retranslate();
}

void SqlView::setSql(const QString& sql)
{
    m_sql->setPlainText(sql);
}

QString SqlView::sql() const
{
    return m_sql->toPlainText();
}

void SqlView::run()
{
    if (m_run.isRunning())
        return;
    m_hasRun = true;
    m_error.reset();
    m_exported.clear();
    m_run.start(m_desk.answer()->merged, sql().left(sqlCharsMax).toStdString());
    refresh();
}

void SqlView::onFinished(const std::shared_ptr<const SqlRun::Outcome>& outcome)
{
    m_error = *outcome ? std::nullopt : std::optional(outcome->error());
    m_model.setTable(*outcome ? **outcome : client::review::SqlTable());
    m_table->resizeColumnsToContents();
    for (int i = 0; i < m_model.columnCount(); ++i)
        m_table->setColumnWidth(i, std::min(m_table->columnWidth(i), columnWidthMax));
    refresh();
}

QString SqlView::said() const
{
    if (m_run.isRunning())
        return tr("Running…");
    if (!m_exported.isEmpty())
        return m_exported;
    if (m_error) {
        const auto detail = Format::foreign(m_error->detail, 200);
        if (m_error->kind == ErrorKind::Declined)
            return tr("Refused: nothing but one SELECT over the table log is run here. %1").arg(detail);
        if (m_error->kind == ErrorKind::NotSent)
            return tr("Stopped.");
        return tr("Not valid: %1").arg(detail);
    }
    if (!m_hasRun)
        return tr("The table is log: %1. Ctrl+Enter runs it.")
            .arg(QStringLiteral(
                "file, line, time, partner, bet, round, player, status, http, error, stake_minor, text…"));
    const int rows = m_model.rowCount();
    return m_model.table().isCut ? tr("Only the first %n rows are shown, there are more.", nullptr, rows)
                                 : tr("%n rows.", nullptr, rows);
}

void SqlView::refresh()
{
    m_said->setText(said());
    m_said->setAccessibleName(m_said->text());
    m_start->setText(m_run.isRunning() ? tr("S&top") : tr("&Run"));
    m_export->setEnabled(!m_run.isRunning() && m_model.rowCount() > 0);
}

void SqlView::askForFile()
{
    CsvFile::ask(*this, "sqlFileDialog", QStringLiteral("lines.csv"), [this](const QString& path) { exportTo(path); });
}

void SqlView::exportTo(const QString& path)
{
    m_exported = CsvFile::save(path, m_model.csv(), m_model.rowCount());
    refresh();
}

bool SqlView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_sql && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            run();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SqlView::retranslate()
{
    m_sql->setAccessibleName(tr("SQL over the lines"));
    m_table->setAccessibleName(tr("Rows of the SQL"));
    m_export->setText(tr("Save as CS&V…"));
    refresh();
}

void SqlView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui
