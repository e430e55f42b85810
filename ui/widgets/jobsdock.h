// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/place.h"
#include "ui/theme.h"

#include <QDockWidget>

class QSortFilterProxyModel;

namespace ui {

class JobsModel;
class RowTable;

// The jobs that have not ended, beside whatever page is worked on.
class JobsDock : public QDockWidget
{
    Q_OBJECT

public:
    // The model outlives the dock.
    JobsDock(const Theme& theme, JobsModel& jobs, QWidget* parent = nullptr);

    RowTable& table() { return *m_table; }

Q_SIGNALS:
    void placeRequested(const ui::Place& place);

protected:
    void changeEvent(QEvent* event) override;

private:
    void openCurrent();
    void retranslate();

    JobsModel& m_jobs;
    QSortFilterProxyModel* m_shown;
    RowTable* m_table;
};

} // namespace ui
