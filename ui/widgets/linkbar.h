// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/linkstatus.h"

#include <QWidget>

class QPushButton;

namespace ui {

class LineLabel;
class Format;
class Theme;

// The bar under the top bar that says when and why the screen is not live. Hidden while it is.
class LinkBar : public QWidget
{
    Q_OBJECT

public:
    LinkBar(const Theme& theme, const Format& format, QWidget* parent = nullptr);

    void setStatus(const LinkStatus& status);
    QString text() const;

Q_SIGNALS:
    void retryRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    client::contract::ShownStatus tone() const;

    const Theme& m_theme;
    const Format& m_format;
    LinkStatus m_status;
    LineLabel* m_label;
    QPushButton* m_retryButton;
};

} // namespace ui
