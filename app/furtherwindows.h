// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/feed/feed.h"
#include "ui/context.h"
#include "ui/linkstatus.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <vector>

class QSettings;

namespace ui {
class MainWindow;
class Translation;
} // namespace ui

namespace app {

// The windows that a person opened beside the first one. Each is a console of its own over the same connection: what
// the feed brings goes to all of them.
class FurtherWindows : public QObject
{
    Q_OBJECT

public:
    explicit FurtherWindows(QObject* parent = nullptr) : QObject(parent) {}
    ~FurtherWindows() override;

    // Saved views go to all windows, `first` among them.
    void setFirst(ui::MainWindow& first);
    ui::MainWindow* open(const ui::Context& context, ui::Translation& translation, QSettings& settings,
                         const QString& profile, const ui::MainWindow& like);

    void onRows(const client::feed::Rows& rows);
    void setLink(const ui::LinkStatus& status);

Q_SIGNALS:
    void opened(ui::MainWindow* window);

private:
    void shareViews(ui::MainWindow* window);

    QPointer<ui::MainWindow> m_first;
    std::vector<QPointer<ui::MainWindow>> m_windows;
    ui::LinkStatus m_link;
};

} // namespace app
