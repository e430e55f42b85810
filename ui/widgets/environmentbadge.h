// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"
#include "ui/glyph.h"
#include "ui/theme.h"

#include <QStringList>
#include <QWidget>

namespace ui {

struct EnvironmentLook
{
    Glyph shape;
    QString word;
    QColor fill;
    QColor text;
};

// Shape, word and colour of an environment kind; "" while the service did not answer yet, "file" of a file, "past" of a
// recording.
EnvironmentLook environmentLook(const std::string& kind, Look look);
// The line around a window that says where its money is.
void paintEnvironmentFrame(QPainter& painter, const QRect& window, const std::string& kind, Look look);
// "bet-90412197 – Failures – PRODUCTION eu-1 – Betdesk"
QString titleOfWindow(QStringList parts, const client::contract::InstanceInfo& instance);

// ■ PRODUCTION eu-1: where the money is, said in three ways.
class EnvironmentBadge : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentBadge(const Theme& theme, QWidget* parent = nullptr);

    void setEnvironment(const std::string& kind, const QString& name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString text() const;

    const Theme& m_theme;
    std::string m_kind;
    QString m_name;
};

} // namespace ui
