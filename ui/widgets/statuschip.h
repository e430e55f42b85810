// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/states.h"
#include "ui/glyph.h"

#include <QString>
#include <QWidget>

namespace ui {

class Theme;

// A status outside of a table, with the table's shape, word and colours.
class StatusChip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusChip(const Theme& theme, QWidget* parent = nullptr);

    void setStatus(client::contract::ShownStatus status, const QString& word);
    void setLook(Glyph glyph, client::contract::ShownStatus tone, const QString& word);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Glyph m_glyph = Glyph::Dash;
    client::contract::ShownStatus m_status = client::contract::ShownStatus::Lost;
    QString m_word;
};

} // namespace ui
