// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/glyph.h"
#include "ui/theme.h"

#include <QWidget>

namespace ui {

struct EnvironmentLook
{
    Glyph shape;
    QString word;
    QColor fill;
    QColor text;
};

// Shape, word and colour of an environment kind; "" while the service did not answer yet, "file" of a file.
EnvironmentLook environmentLook(const std::string& kind, bool dark);

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
