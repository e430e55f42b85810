// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace ui {

// How a person says which file to look at: by a dialog, or by dropping it on the window.
class FileOpener : public QObject
{
    Q_OBJECT

public:
    explicit FileOpener(QWidget* window);

    void ask();

Q_SIGNALS:
    void chosen(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window;
};

} // namespace ui
