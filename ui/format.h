// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QCoreApplication>
#include <QString>
#include <QTimeZone>

#include <cstdint>
#include <optional>

namespace ui {

enum class Language { English, Russian };

// Values as text for people, in the chosen language and time zone. Amounts come from integer minor units, never a
// double. Digits are grouped by U+202F, the minus is U+2212, and "—" stands for none.
class Format
{
    Q_DECLARE_TR_FUNCTIONS(Format)

public:
    explicit Format(Language language = Language::English, QTimeZone zone = QTimeZone::systemTimeZone());

    void setLanguage(Language language) { m_language = language; }
    void setZone(const QTimeZone& zone) { m_zone = zone; }
    Language language() const { return m_language; }
    const QTimeZone& zone() const { return m_zone; }

    QString amount(std::int64_t minor, const client::contract::Currency& currency) const; // "1 288.00"
    QString amount(const std::optional<std::int64_t>& minor, const client::contract::Currency& currency) const;
    QString money(std::int64_t minor, const client::contract::Currency& currency) const;       // "1 288.00 EUR"
    QString signedMoney(std::int64_t minor, const client::contract::Currency& currency) const; // "+1 288.00 EUR"
    QString number(std::int64_t value) const;
    QString decimal(double value, int decimals) const; // for rates and seconds, not for money

    QString time(std::int64_t utcMs) const;                            // HH:mm:ss.zzz
    QString timeShort(std::int64_t utcMs) const;                       // HH:mm:ss
    QString moment(std::int64_t utcMs, std::int64_t nowMs) const;      // HH:mm:ss, with dd.MM if not of today
    QString dateTime(std::int64_t utcMs) const;                        // yyyy-MM-dd HH:mm:ss.zzz
    QString timeDetails(std::int64_t utcMs, std::int64_t nowMs) const; // UTC, local and age, for tooltips
    QString duration(std::int64_t ms) const;                           // "41 ms", "2.6 s", "4 min", "3 h"
    QString zoneName(std::int64_t utcMs) const;                        // "Europe/Moscow (UTC+3)"
    QString bytes(std::int64_t bytes) const;

    // The chip's words: "Funds held", "Retrying 3/5".
    QString status(client::contract::ShownStatus status) const;
    QString status(const client::contract::BetRow& row) const;
    QString state(client::contract::BetState state) const;

    // An element of somebody else's text, with control and bidi characters made visible and lengths bounded.
    static QString foreign(std::string_view text, int charsMax = 2'000);
    // The name of a file that somebody else may have named, without its folder.
    static QString fileName(const QString& path);
    // A tooltip in which markup is shown and not rendered.
    static QString tip(const QString& text);

private:
    Language m_language;
    QTimeZone m_zone;
};

inline QString dash()
{
    return QStringLiteral("—");
}

} // namespace ui
