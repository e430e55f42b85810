// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <functional>

class QWidget;

namespace ui {

// A table as a file that a spreadsheet opens.
class CsvFile
{
    Q_DECLARE_TR_FUNCTIONS(CsvFile)

public:
    // Asks where to, and calls `chosen` with the path unless the person gives up. `name` is the dialog's.
    static void ask(QWidget& parent, const char* name, const QString& fileName,
                    const std::function<void(const QString& path)>& chosen);
    // Written whole or not at all; what comes back says how it went.
    static QString save(const QString& path, const QByteArray& bytes, int rows);
};

} // namespace ui
