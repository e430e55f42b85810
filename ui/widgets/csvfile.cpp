// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/csvfile.h"

#include "ui/format.h"

#include <QFileDialog>
#include <QSaveFile>
#include <QStandardPaths>

namespace ui {

void CsvFile::ask(QWidget& parent, const char* name, const QString& fileName,
                  const std::function<void(const QString& path)>& chosen)
{
    auto* dialog = new QFileDialog(&parent, tr("Save the rows"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QLatin1String(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Table, CSV (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(fileName);
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent, chosen);
    dialog->open();
}

QString CsvFile::save(const QString& path, const QByteArray& bytes, int rows)
{
    QSaveFile file(path);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    const auto name = Format::fileName(path);
    return isSaved ? tr("Saved as %1: %n rows.", nullptr, rows).arg(name)
                   : tr("Not saved: %1 cannot be written (%2).").arg(name, file.errorString());
}

} // namespace ui
