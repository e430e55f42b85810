// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jobsdock.h"

#include "ui/models/jobsmodel.h"
#include "ui/widgets/rowtable.h"

#include <QEvent>
#include <QHeaderView>
#include <QSortFilterProxyModel>

namespace ui {

namespace {

class RunningJobs : public QSortFilterProxyModel
{
public:
    RunningJobs(const JobsModel& jobs, QObject* parent) : QSortFilterProxyModel(parent), m_jobs(jobs) {}

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override
    {
        return !client::contract::isEnded(m_jobs.row(row).state);
    }

private:
    const JobsModel& m_jobs;
};

} // namespace

JobsDock::JobsDock(const Theme& theme, JobsModel& jobs, QWidget* parent)
    : QDockWidget(parent), m_jobs(jobs), m_shown(new RunningJobs(jobs, this)), m_table(new RowTable(theme))
{
    setObjectName(QStringLiteral("jobsDock"));
    m_shown->setSourceModel(&jobs);
    m_table->setObjectName(QStringLiteral("runningJobsTable"));
    m_table->setModel(m_shown);
    setWidget(m_table);
    connect(m_table, &RowTable::openRequested, this, &JobsDock::openCurrent);
    retranslate();
}

void JobsDock::openCurrent()
{
    const int row = m_table->currentRow();
    if (row < 0)
        return;
    const auto& job = m_jobs.row(m_shown->mapToSource(m_shown->index(row, 0)).row());
    Q_EMIT placeRequested({Place::Kind::Job, QString::fromStdString(job.id.text())});
}

void JobsDock::retranslate()
{
    setWindowTitle(tr("Jobs that run or wait"));
    m_table->setAccessibleName(windowTitle());
}

void JobsDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

} // namespace ui
