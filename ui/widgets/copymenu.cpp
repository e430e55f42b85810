// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copymenu.h"

#include "client/contract/query.h"
#include "ui/betlink.h"
#include "ui/widgets/betcsv.h"
#include "ui/widgets/jsonview.h"

#include <QClipboard>
#include <QGuiApplication>

namespace ui {

using namespace client::contract;

namespace {

// One word for a shell, whatever it holds.
QString quoted(const QString& text)
{
    QString inner = text;
    inner.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + inner + QLatin1Char('\'');
}

} // namespace

QString curlCommand(const AttemptRow& attempt, const std::string& key)
{
    // "POST /api/refund", an empty line, the body.
    const QString request = QString::fromStdString(attempt.request);
    const QString first = request.section(QLatin1Char('\n'), 0, 0).trimmed();
    const QString method = first.section(QLatin1Char(' '), 0, 0);
    const QString path = first.section(QLatin1Char(' '), 1, 1);
    if (method.isEmpty() || !path.startsWith(QLatin1Char('/')))
        return {};
    const qsizetype end = request.indexOf(QStringLiteral("\n\n"));
    const QString body = end < 0 ? QString() : maskSecrets(request.mid(end + 2).trimmed());
    QString command = QStringLiteral("curl --request %1 \"$BASE_URL\"%2 --header \"Authorization: Bearer $TOKEN\"")
                          .arg(quoted(method), quoted(path));
    if (!key.empty())
        command += QStringLiteral(" --header %1")
                       .arg(quoted(QStringLiteral("Idempotency-Key: ") + QString::fromStdString(key)));
    if (!body.isEmpty())
        command += QStringLiteral(" --header 'Content-Type: application/json' --data-raw ") + quoted(body);
    return command;
}

CopyMenu::CopyMenu(Source source, QWidget* parent)
    : QMenu(parent), m_source(std::move(source)),
      m_id(add("copyBetId", [](const Subject& of) { return QString::fromStdString(of.bet.bet.text()); })),
      m_json(add("copyJson", [](const Subject& of) { return QString::fromStdString(prettyJson(encode(of.bet))); })),
      m_csv(add("copyCsv", [](const Subject& of) { return csvLine(of.bet); })),
      m_filter(add("copyFilter",
                   [](const Subject& of) {
                       return QString::fromStdString(
                           Query::termText(QueryField::Bet, QueryOperator::Equals, of.bet.bet.text()));
                   })),
      m_link(add("copyLink", [](const Subject& of) { return betLink(of.environment, of.bet); })),
      m_curl(add("copyCurl", [](const Subject& of) { return curlCommand(*of.attempt, of.key); }))
{
    connect(this, &QMenu::aboutToShow, this, [this] {
        const auto subject = m_source();
        m_curl->setEnabled(subject && subject->attempt && !curlCommand(*subject->attempt, subject->key).isEmpty());
    });
    retranslate();
}

QAction* CopyMenu::add(const char* name, std::function<QString(const Subject&)> text)
{
    QAction* action = addAction(QString());
    action->setObjectName(QLatin1String(name));
    connect(action, &QAction::triggered, this, [this, action, text = std::move(text)] {
        const auto subject = m_source();
        if (subject && (action != m_curl || subject->attempt))
            QGuiApplication::clipboard()->setText(text(*subject));
    });
    return action;
}

void CopyMenu::retranslate()
{
    m_id->setText(tr("Bet &id"));
    m_json->setText(tr("Row as &JSON"));
    m_csv->setText(tr("Row as C&SV"));
    m_filter->setText(tr("As &filter"));
    m_link->setText(tr("&Link for a colleague"));
    m_curl->setText(tr("Chosen attempt as c&URL, without secrets"));
}

} // namespace ui
