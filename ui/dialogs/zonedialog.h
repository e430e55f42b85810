// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ports/clock.h"

#include <QByteArray>
#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ui {

// In which time zone every time is written: the system's, UTC or one of the IANA database.
class ZoneDialog : public QDialog
{
    Q_OBJECT

public:
    // `now` is the one in use: an IANA id, empty: the system's.
    ZoneDialog(QByteArray now, const client::ports::Clock& clock, QWidget* parent);

Q_SIGNALS:
    void chosen(const QByteArray& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    void filter(const QString& part);
    void choose();

    const QByteArray m_now;
    const client::ports::Clock& m_clock;
    QLabel* m_label;
    QLineEdit* m_part;
    QListWidget* m_zones;
    QPushButton* m_cancel;
    QPushButton* m_use;
};

} // namespace ui
