// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/result.h"
#include "client/review/merged.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

namespace client::review {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>; // nothing: NULL

struct SqlTable
{
    std::vector<std::string> columns;
    std::vector<std::vector<SqlValue>> rows;
    bool isCut = false; // there is more than the limits let through
};

struct SqlLimits
{
    std::size_t rowsMax = 10'000;
    std::size_t bytesMax = 64 << 20; // of all texts; a row that goes beyond is left out
};

// The columns of the table `log`, in their order.
std::vector<std::string> sqlColumns();

// Runs one SELECT over the lines as the table `log` of SQLite, a row for each line: rowid is the position + 1, `line`
// the number in its file, amounts are in minor units, what a line does not have is NULL. Nothing else can be read,
// nothing written, no file reached, for temporary ones either: what is sorted is in memory. Of a text of more than 256
// KiB the beginning is given; a value or sorted row of more than 1 MiB is Invalid, so that no call of a function
// outlasts a stop by much. Declined: it would do more than read the table. Invalid: it is not SQL, in SQLite's words.
// NotSent: it was stopped.
contract::Result<SqlTable> runSql(const Merged& merged, std::string_view sql, const SqlLimits& limits = {},
                                  const std::stop_token& stop = {});

// Runs one statement at a time on a thread of its own. Destroying it stops what runs.
class SqlRun : public QObject
{
    Q_OBJECT

public:
    using Outcome = contract::Result<SqlTable>;

    explicit SqlRun(QObject* parent = nullptr) : QObject(parent) {}
    ~SqlRun() override;

    // Not while one runs.
    void start(std::shared_ptr<const Merged> merged, std::string sql);
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void finished(const std::shared_ptr<const client::review::SqlRun::Outcome>& outcome);

private:
    bool m_running = false;
    std::jthread m_thread;
};

} // namespace client::review
