// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ui {

using client::contract::BetState;
using client::contract::ShownStatus;

namespace {

constexpr QChar narrowSpace(0x202F);
constexpr QChar minusSign(0x2212);

QString grouped(const QString& digits)
{
    QString text;
    text.reserve(digits.size() + digits.size() / 3);
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += narrowSpace;
        text += digits[i];
    }
    return text;
}

QDateTime at(std::int64_t utcMs, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, zone);
}

} // namespace

Format::Format(Language language, QTimeZone zone) : m_language(language), m_zone(std::move(zone)) {}

QString Format::amount(std::int64_t minor, const client::contract::Currency& currency) const
{
    const bool negative = minor < 0;
    QString digits = QString::number(negative ? -minor : minor);
    QString text;
    if (currency.exponent > 0) {
        digits = digits.rightJustified(currency.exponent + 1, u'0');
        const auto whole = digits.size() - currency.exponent;
        text = grouped(digits.left(whole)) + (m_language == Language::Russian ? u',' : u'.') + digits.mid(whole);
    } else {
        text = grouped(digits);
    }
    return negative ? minusSign + text : text;
}

QString Format::amount(const std::optional<std::int64_t>& minor, const client::contract::Currency& currency) const
{
    return minor ? amount(*minor, currency) : dash();
}

QString Format::money(std::int64_t minor, const client::contract::Currency& currency) const
{
    return amount(minor, currency) + QChar(QChar::Nbsp) + QString::fromStdString(currency.code);
}

QString Format::signedMoney(std::int64_t minor, const client::contract::Currency& currency) const
{
    return minor > 0 ? u'+' + money(minor, currency) : money(minor, currency);
}

QString Format::number(std::int64_t value) const
{
    const auto digits = grouped(QString::number(std::abs(value)));
    return value < 0 ? minusSign + digits : digits;
}

QString Format::decimal(double value, int decimals) const
{
    const auto plain = QString::number(std::abs(value), 'f', decimals);
    const auto point = plain.indexOf(u'.');
    auto text = grouped(point < 0 ? plain : plain.left(point));
    if (point >= 0)
        text += (m_language == Language::Russian ? u',' : u'.') + plain.mid(point + 1);
    const bool isZero = std::all_of(plain.begin(), plain.end(), [](QChar c) { return c == u'0' || c == u'.'; });
    return value < 0 && !isZero ? minusSign + text : text;
}

QString Format::time(std::int64_t utcMs) const
{
    return utcMs == 0 ? dash() : at(utcMs, m_zone).toString(u"HH:mm:ss.zzz");
}

QString Format::timeShort(std::int64_t utcMs) const
{
    return utcMs == 0 ? dash() : at(utcMs, m_zone).toString(u"HH:mm:ss");
}

QString Format::moment(std::int64_t utcMs, std::int64_t nowMs) const
{
    if (utcMs == 0)
        return dash();
    const auto then = at(utcMs, m_zone);
    return then.date() == at(nowMs, m_zone).date() ? timeShort(utcMs) : then.toString(u"dd.MM HH:mm:ss");
}

QString Format::dateTime(std::int64_t utcMs) const
{
    return utcMs == 0 ? dash() : at(utcMs, m_zone).toString(u"yyyy-MM-dd HH:mm:ss.zzz");
}

QString Format::timeDetails(std::int64_t utcMs, std::int64_t nowMs) const
{
    if (utcMs == 0)
        return dash();
    const auto utc = QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss.zzz");
    //: Tooltip of a time. %1 UTC time, %2 local time, %3 zone, %4 a duration such as "4 min"
    return tr("UTC: %1\nLocal: %2, %3\nAge: %4")
        .arg(utc, dateTime(utcMs), zoneName(utcMs), duration(std::max<std::int64_t>(0, nowMs - utcMs)));
}

QString Format::duration(std::int64_t ms) const
{
    if (ms < 0)
        return minusSign + duration(-ms);
    if (ms < 1'000)
        return tr("%1 ms").arg(number(ms));
    if (ms < 60'000)
        return tr("%1 s").arg(decimal(static_cast<double>(ms) / 1'000.0, 1));
    if (ms < 3'600'000)
        return tr("%1 min").arg(number(ms / 60'000));
    if (ms < 48 * 3'600'000LL)
        return tr("%1 h").arg(number(ms / 3'600'000));
    return tr("%n days", nullptr, static_cast<int>(ms / 86'400'000));
}

QString Format::zoneName(std::int64_t utcMs) const
{
    const int seconds = m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC));
    QString offset = QStringLiteral("UTC");
    if (seconds != 0) {
        offset += (seconds < 0 ? minusSign : QChar(u'+')) + QString::number(std::abs(seconds) / 3600);
        if (const int minutes = std::abs(seconds) / 60 % 60)
            offset += u':' + QString::number(minutes).rightJustified(2, u'0');
    }
    const auto id = QString::fromUtf8(m_zone.id());
    if (id == QStringLiteral("UTC") || id == QStringLiteral("Etc/UTC"))
        return offset;
    return QStringLiteral("%1 (%2)").arg(id, offset);
}

QString Format::bytes(std::int64_t bytes) const
{
    const auto value = static_cast<double>(bytes);
    if (bytes < 1'000'000)
        return tr("%1 kB").arg(number((bytes + 999) / 1'000));
    if (bytes < 1'000'000'000)
        return tr("%1 MB").arg(decimal(value / 1e6, 1));
    return tr("%1 GB").arg(decimal(value / 1e9, 1));
}

QString Format::status(ShownStatus status) const
{
    switch (status) {
    case ShownStatus::InDoubt:
        return tr("In doubt");
    case ShownStatus::Retrying:
        return tr("Retrying");
    case ShownStatus::Failed:
        return tr("Failed");
    case ShownStatus::Refunded:
        return tr("Refunded");
    case ShownStatus::Recalculated:
        return tr("Recalculated");
    case ShownStatus::Won:
        return tr("Won");
    case ShownStatus::Lost:
        return tr("Lost");
    case ShownStatus::FundsHeld:
        return tr("Funds held");
    case ShownStatus::Checked:
        return tr("Approved");
    case ShownStatus::Expired:
        return tr("Expired");
    }
    return {};
}

QString Format::status(const client::contract::BetRow& row) const
{
    const auto shown = row.shown();
    if (shown == ShownStatus::Retrying && row.operation && row.operation->attempt > 0)
        return tr("Retrying %1/%2").arg(row.operation->attempt).arg(row.operation->attemptsMax);
    return status(shown);
}

QString Format::state(BetState state) const
{
    switch (state) {
    case BetState::None:
        return tr("not known");
    case BetState::Checked:
        return tr("checked");
    case BetState::Blocked:
        return tr("hold");
    case BetState::Won:
        return tr("won");
    case BetState::Lost:
        return tr("lost");
    case BetState::Refunded:
        return tr("refunded");
    case BetState::Rejected:
        return tr("rejected");
    case BetState::Expired:
        return tr("expired");
    }
    return {};
}

QString Format::foreign(std::string_view text, int charsMax)
{
    const auto decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    QString visible;
    int count = 0;
    for (const char32_t c : decoded.toUcs4()) {
        if (++count > charsMax) {
            visible += u'…';
            break;
        }
        const auto category = QChar::category(c);
        const bool isHidden = category == QChar::Other_Control || category == QChar::Other_Format ||
                              category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        if (!isHidden)
            visible += QString::fromUcs4(&c, 1);
        else if (c < 0x20)
            visible += QChar(static_cast<char16_t>(0x2400 + c)); // Unicode's control pictures
        else
            visible += QStringLiteral("⟨U+%1⟩").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
    }
    return visible;
}

QString Format::fileName(const QString& path)
{
    return foreign(QFileInfo(path).fileName().toStdString(), 64);
}

QString Format::tip(const QString& text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

} // namespace ui
