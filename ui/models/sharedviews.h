// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/views.h"
#include "ui/context.h"
#include "ui/models/savedview.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>
#include <string>

namespace ui {

class ViewsModel;

// The views that the service keeps: asked for when it begins to answer, and changed by their owner. What it says goes
// into the model; without it the model keeps what was known.
class SharedViews : public QObject
{
    Q_OBJECT

public:
    SharedViews(const Context& context, ViewsModel& views, QObject* parent = nullptr);

    // Told once how a change ended: what went wrong, in a sentence, or nothing. Without it a problem is a message.
    using Ended = std::function<void(const QString& problem)>;

    // Why the service can keep nothing now, or nothing for everybody, in a sentence; empty: it can.
    QString whyNot(bool shared = false) const;
    void ask();
    // Takes the place of one's own view of that name, here or on the service.
    void save(const SavedView& view, bool shared, const Ended& ended = {});
    void rename(client::contract::ViewRow row, const QString& name, const Ended& ended = {});
    void share(client::contract::ViewRow row, bool shared);
    void remove(const client::contract::ViewRow& row);

Q_SIGNALS:
    void kept(const QString& key); // of a view, in the model
    void message(const QString& text);

private:
    bool isReachable() const;
    void onConnection();
    void onAsked();
    void put(const client::contract::ViewId& id, const client::contract::ViewOrder& order, const QString& done,
             const Ended& ended);
    // Why a change was not made; asks for the list where that may help.
    QString refusal(const client::api::Call& call, const QString& name);

    const Context m_context;
    ViewsModel& m_views;
    QPointer<client::api::CallOf<client::contract::Page<client::contract::ViewRow>>> m_asked;
    // New ones whose order was not answered, by name: the next try must not make a second one.
    std::map<std::string, client::contract::ViewId> m_unanswered;
    bool m_reachable = false;
    bool m_unknown = false; // to the service, which is older than views
    std::string m_environment;
    std::string m_reader;
};

} // namespace ui
