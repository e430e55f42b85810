// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/problem.h"
#include "client/ports/transport.h"
#include "client/store/journal.h"
#include "tests/support/virtualtime.h"
#include "tests/ui/stories.h"
#include "ui/context.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTranslator>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What a dialog or dock is given, with a scripted service and virtual time behind it.
namespace bench {

inline client::contract::Exchange reply(int status, std::string body)
{
    client::contract::Exchange exchange;
    exchange.status = status;
    exchange.body = std::move(body);
    exchange.durationMs = 5;
    return exchange;
}

inline client::contract::Exchange reply(const client::contract::Problem& problem)
{
    return reply(problem.status, client::contract::encode(problem));
}

inline client::contract::Exchange timeout()
{
    client::contract::Exchange exchange;
    exchange.error = client::contract::TransportError::Timeout;
    return exchange;
}

inline client::contract::Exchange notConnected()
{
    client::contract::Exchange exchange;
    exchange.error = client::contract::TransportError::NotConnected;
    exchange.maybeSent = false;
    exchange.errorDetail = "connection refused";
    return exchange;
}

// Answers each route with what its script says; the last line of a script holds for ever. A route without a script
// hangs.
class Transport : public client::ports::Transport
{
public:
    using Answer = std::function<client::contract::Exchange(const client::ports::HttpRequest&)>;
    static constexpr std::int64_t latencyMs = 5;

    explicit Transport(tests::support::VirtualTime& time) : m_time(time) {}

    // "bet", "timeline", "preview", "refund", "retry", or the path.
    static std::string route(const client::ports::HttpRequest& request)
    {
        const std::string& target = request.target;
        if (target.find("/refunds") != std::string::npos)
            return target.find("dry_run=true") != std::string::npos ? "preview" : "refund";
        if (target.find("/timeline") != std::string::npos)
            return "timeline";
        if (target.find("retry") != std::string::npos)
            return "retry";
        return target.find("/bets/") != std::string::npos ? "bet" : target;
    }

    void script(const std::string& name, std::vector<Answer> answers)
    {
        m_scripts[name] = {answers.begin(), answers.end()};
    }
    void script(const std::string& name, const client::contract::Exchange& exchange)
    {
        script(name, {[exchange](const client::ports::HttpRequest&) { return exchange; }});
    }
    int count(const std::string& name) const
    {
        int found = 0;
        for (const client::ports::HttpRequest& request : seen)
            found += route(request) == name ? 1 : 0;
        return found;
    }

    Id send(client::ports::HttpRequest request, Done done) override
    {
        seen.push_back(request);
        auto& script = m_scripts[route(request)];
        const Id id = ++m_lastId;
        const std::optional<client::contract::Exchange> answered =
            script.empty() ? otherwise(request) : script.front()(request);
        if (!answered)
            return id;
        const client::contract::Exchange& exchange = *answered;
        if (script.size() > 1)
            script.pop_front();
        m_events[id] = m_time.after(latencyMs, [done = std::move(done), exchange] { done(exchange); });
        return id;
    }
    Id stream(client::ports::HttpRequest, StreamHandler) override { return ++m_lastId; }
    void abort(Id id) override
    {
        if (const auto event = m_events.find(id); event != m_events.end())
            m_time.cancel(event->second);
    }

    std::vector<client::ports::HttpRequest> seen;
    // Of a request whose route has no script; nullopt hangs.
    std::function<std::optional<client::contract::Exchange>(const client::ports::HttpRequest&)> otherwise =
        [](const client::ports::HttpRequest&) { return std::nullopt; };

private:
    tests::support::VirtualTime& m_time;
    std::map<std::string, std::deque<Answer>> m_scripts;
    std::map<Id, tests::support::VirtualTime::Id> m_events;
    Id m_lastId = 0;
};

inline client::contract::InstanceInfo instance(const char* kind = "staging")
{
    return {"env-1", "eu-1", kind, "0.1.0", "a.petrova", {"support"}};
}

// Every text 40 % longer, with its placeholders and mnemonics in place: what a translation may do to a layout.
class PseudoTranslator : public QTranslator
{
public:
    QString translate(const char*, const char* source, const char*, int) const override
    {
        const QString text = QString::fromUtf8(source);
        return text + QString(text.size() * 2 / 5, QChar(u'ж'));
    }
    bool isEmpty() const override { return false; }
};

// Names of the visible buttons, labels and fields below `root` that have less room than their text needs.
inline QStringList clipped(const QWidget& root)
{
    QStringList names;
    for (const auto* button : root.findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty() && button->width() < button->sizeHint().width())
            names << button->objectName();
    for (const auto* label : root.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() ||
            label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
            continue;
        const bool isCut = label->wordWrap() ? label->height() < label->heightForWidth(label->width())
                                             : label->width() < label->sizeHint().width();
        if (isCut)
            names << label->objectName();
    }
    QList<const QWidget*> fields;
    // The box around a number or a time has the room that counts, not the line within it.
    for (const auto* field : root.findChildren<QAbstractSpinBox*>())
        fields << field;
    for (const auto* field : root.findChildren<QLineEdit*>())
        if (!qobject_cast<const QAbstractSpinBox*>(field->parentWidget()))
            fields << field;
    for (const auto* field : root.findChildren<QComboBox*>())
        fields << field;
    for (const auto* field : fields)
        if (field->isVisible() &&
            (field->height() < field->sizeHint().height() || field->visibleRegion().boundingRect() != field->rect()))
            names << field->objectName();
    return names;
}

// For looking at a screen by eye: saves it where BETDESK_PICTURES says, and does nothing without it.
inline void shoot(QWidget& widget, const QString& name)
{
    const auto folder = qEnvironmentVariable("BETDESK_PICTURES");
    if (!folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

// 18:51:07 UTC when nothing has run yet.
class Bench
{
public:
    Bench()
    {
        const client::store::JournalOptions options{
            directory.filePath(QStringLiteral("journal.db")).toStdString(), {}, std::string(32, 'k')};
        journal = *client::store::Journal::open(options);
        runner = std::make_unique<client::operations::Runner>(*journal, api, timers, clock);
        connect(instance());
        theme.setMode(ui::ThemeMode::Light);
    }

    void connect(const client::contract::InstanceInfo& info)
    {
        connection.setInstance(info);
        connection.setLink(client::feed::LinkState::Live);
        runner->resume(info);
    }
    ui::Context context() { return {api, *runner, clock, random, connection, theme, format}; }

    // In memory where there is such a place: the journal syncs with every intent.
    QTemporaryDir directory{QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm/betdesk-test")
                                                                      : QString()};
    tests::support::VirtualTime time;
    tests::support::VirtualClock clock{time, stories::startMs + 496'000 - 1'000'000};
    tests::support::VirtualTimers timers{time};
    tests::support::SeededRandom random{7};
    Transport transport{time};
    client::api::BetApi api{transport, timers, clock, random, [] { return std::string("t"); }};
    std::unique_ptr<client::store::Journal> journal;
    std::unique_ptr<client::operations::Runner> runner;
    ui::Connection connection;
    ui::Theme theme;
    ui::Format format{ui::Language::English, QTimeZone::utc()};
};

} // namespace bench
