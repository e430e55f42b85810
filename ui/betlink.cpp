// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/betlink.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace ui {

namespace {

constexpr auto scheme = "betdesk://";

} // namespace

QString betLink(const std::string& environment, const client::contract::BetRow& bet)
{
    const auto part = [](const std::string& text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(text)));
    };
    return QStringLiteral("%1%2/bet/%3/%4")
        .arg(QLatin1String(scheme), part(environment), part(bet.partner.text()), part(bet.bet.text()));
}

std::optional<BetLink> parseBetLink(const QString& text)
{
    // QUrl would take the environment for a host and change its case.
    if (text.size() > betLinkCharsMax || !text.startsWith(QLatin1String(scheme), Qt::CaseInsensitive))
        return std::nullopt;
    const auto coded = text.mid(qsizetype(qstrlen(scheme))).split(u'/');
    if (coded.size() != 4 || coded[1] != QStringLiteral("bet"))
        return std::nullopt;
    QStringList parts;
    for (const auto& part : coded) {
        const auto plain = QUrl::fromPercentEncoding(part.toUtf8());
        const bool isText = std::none_of(plain.begin(), plain.end(), [](QChar c) { return !c.isPrint(); });
        if (plain.isEmpty() || !isText)
            return std::nullopt;
        parts << plain;
    }
    return BetLink{parts[0], parts[2], parts[3]};
}

} // namespace ui
