// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fileopener.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

namespace ui {

namespace {

// Of a drag of one file of this computer; empty of anything else.
QString pathOf(const QDropEvent& event)
{
    const auto urls = event.mimeData()->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

FileOpener::FileOpener(QWidget* window) : QObject(window), m_window(window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

void FileOpener::ask()
{
    auto* dialog = new QFileDialog(m_window, tr("Open a bundle"));
    dialog->setObjectName(QStringLiteral("openFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Incident bundles (*.betlog)"), tr("Events, JSON lines (*.jsonl *.log *.gz)")});
    connect(dialog, &QFileDialog::fileSelected, this, &FileOpener::chosen);
    dialog->open();
}

bool FileOpener::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto& drop = static_cast<QDropEvent&>(*event);
    const QString path = pathOf(drop);
    if (path.isEmpty())
        return false;
    drop.acceptProposedAction();
    if (event->type() == QEvent::Drop)
        Q_EMIT chosen(path);
    return true;
}

} // namespace ui
