// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/encoder.h"
#include "client/contract/views.h"
#include "tests/ui/bench.h"
#include "ui/dialogs/saveviewdialog.h"
#include "ui/models/viewsmodel.h"
#include "ui/pages/betspage.h"
#include "ui/widgets/linelabel.h"
#include "ui/widgets/queryfield.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

#include <map>

// The page of bets with a scripted service behind it, which keeps views as the real one does.
namespace bets {

class BetsDesk : public bench::Bench
{
public:
    BetsDesk()
    {
        be("manager"); // who may share views
        transport.otherwise =
            [this](const client::ports::HttpRequest& request) -> std::optional<client::contract::Exchange> {
            if (request.target.starts_with("/api/v1/views"))
                return viewsAnswer(request);
            asked << QString::fromStdString(request.target);
            if (answers.empty())
                return std::nullopt;
            auto answer = answers.front();
            answers.erase(answers.begin());
            return answer;
        };
        page->resize(1'100, 600);
        page->show();
    }
    void be(const char* role)
    {
        auto info = bench::instance();
        info.roles = {role};
        connect(info);
    }
    static client::contract::Exchange pageOf(std::vector<client::contract::BetRow> rows, const std::string& next = {})
    {
        client::contract::Page<client::contract::BetRow> made;
        made.rows = std::move(rows);
        made.nextCursor = next;
        return bench::reply(200, client::contract::encode(made));
    }
    QString ids()
    {
        QStringList found;
        for (int row = 0; row < page->search().model().rowCount(); ++row)
            found << QString::fromStdString(page->search().model().row(row).bet.text()).mid(2);
        return found.join(u' ');
    }
    // The views of the service, as a.petrova may change them.
    client::contract::Exchange viewsAnswer(const client::ports::HttpRequest& request)
    {
        viewCalls << QString::fromStdString(request.method);
        if (refusal)
            return *refusal;
        const std::string id = request.target.substr(request.target.rfind('/') + 1);
        if (request.method == "GET") {
            client::contract::Page<client::contract::ViewRow> all;
            for (const auto& [key, row] : kept)
                all.rows.push_back(row);
            return bench::reply(200, client::contract::encode(all));
        }
        if (request.method == "DELETE") {
            const auto gone = kept.extract(id);
            return gone.empty() ? bench::reply(client::contract::problem(client::contract::ProblemCode::NotFound))
                                : bench::reply(200, client::contract::encode(gone.mapped()));
        }
        const auto order = client::contract::decodeViewOrder(request.body).value();
        if (losesAnswers) {
            // It was kept, the answer is lost, and the next attempts meet a service that is busy.
            if (kept.count(id) != 0)
                return bench::reply(client::contract::problem(client::contract::ProblemCode::Maintenance));
            kept[id] = {client::contract::ViewId(id),
                        "a.petrova",
                        order.name,
                        order.query,
                        order.columns,
                        order.sort,
                        order.descending,
                        order.shared,
                        1,
                        1};
            return bench::timeout();
        }
        // The same again is taken once.
        if (kept.count(id) != 0 && order.expectedVersion + 1 == kept[id].version && order.query == kept[id].query)
            return bench::reply(200, client::contract::encode(kept[id]));
        if (order.expectedVersion != (kept.count(id) == 0 ? 0 : kept[id].version))
            return bench::reply(client::contract::problem(client::contract::ProblemCode::VersionConflict));
        kept[id] = {client::contract::ViewId(id),
                    "a.petrova",
                    order.name,
                    order.query,
                    order.columns,
                    order.sort,
                    order.descending,
                    order.shared,
                    1,
                    order.expectedVersion + 1};
        return bench::reply(200, client::contract::encode(kept[id]));
    }
    void keep(const char* id, const char* owner, const char* name, bool shared = true)
    {
        kept[id] = {client::contract::ViewId(id),
                    owner,
                    name,
                    "status:failed amount>1",
                    {"amount", "time", "of_a_newer_console"},
                    "amount",
                    true,
                    shared,
                    1,
                    3};
    }
    void askViews()
    {
        page->shared().ask();
        time.advance(100);
    }
    int rowOf(const char* id) { return views.rowOfKey(QStringLiteral("service ") + QLatin1String(id)); }
    QMenu& openMenu()
    {
        auto* menu = page->findChild<QMenu*>(QStringLiteral("viewsMenu"));
        Q_EMIT menu->aboutToShow();
        return *menu;
    }
    QAction* action(const char* name) { return openMenu().findChild<QAction*>(QLatin1String(name)); }
    QString said(QSignalSpy& spy)
    {
        time.advance(60'000);
        const auto text = spy.isEmpty() ? QString() : spy.last().first().toString();
        spy.clear();
        return text;
    }
    ui::SaveViewDialog& dialog(const char* name)
    {
        return *page->findChildren<ui::SaveViewDialog*>(QLatin1String(name)).last();
    }
    static QLineEdit& nameIn(const QDialog& dialog)
    {
        return *dialog.findChild<QLineEdit*>(QStringLiteral("viewName"));
    }
    static QPushButton& saveIn(const QDialog& dialog)
    {
        return *dialog.findChild<QPushButton*>(QStringLiteral("saveViewButton"));
    }
    static QString hintOf(const QDialog& dialog)
    {
        return dialog.findChild<QLabel*>(QStringLiteral("viewHint"))->text();
    }
    static void choose(const QDialog& dialog, const char* button)
    {
        dialog.findChild<QRadioButton*>(QLatin1String(button))->click();
    }
    void type(const char* query) { page->field().setQueryText(QLatin1String(query)); }
    QString errorText() { return page->findChild<ui::LineLabel*>(QStringLiteral("queryError"))->text(); }
    QString textOf(const char* name) { return page->findChild<QLabel*>(QLatin1String(name))->text(); }

    ui::BetsModel known{clock, format, 1'000};
    ui::ViewsModel views{known, format};
    std::map<std::string, client::contract::ViewRow> kept;
    std::optional<client::contract::Exchange> refusal; // to every call about views
    bool losesAnswers = false;                         // of what is kept
    QStringList viewCalls;
    std::vector<client::contract::Exchange> answers;
    QStringList asked;
    const ui::Context given = context();
    std::unique_ptr<ui::BetsPage> page = std::make_unique<ui::BetsPage>(given, known, views);
};

} // namespace bets
