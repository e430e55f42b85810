// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/filedesk.h"
#include "app/furtherwindows.h"
#include "app/keepingtransport.h"
#include "app/latetransport.h"
#include "app/options.h"
#include "app/pastwindow.h"
#include "app/profile.h"
#include "app/sandboxfile.h"
#include "app/sandboxprocess.h"
#include "app/traynotifier.h"
#include "client/api/betapi.h"
#include "client/api/qttimers.h"
#include "client/api/sandboxsession.h"
#include "client/feed/feed.h"
#include "client/feed/threadedcache.h"
#include "client/operations/runner.h"
#include "client/ports/systemports.h"
#include "client/store/auditheads.h"
#include "ui/mainwindow.h"
#include "ui/translation.h"

#include <QSettings>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>

namespace app {

// Builds everything and joins it: profile, journal, cache, service, feed, window. Members are in the order of their
// needs.
class Application : public QObject
{
    Q_OBJECT

public:
    enum class Started { Yes, HandedOver, Failed };

    explicit Application(Options options, QObject* parent = nullptr);
    ~Application() override;

    Started start();
    const QString& problem() const { return m_problem; } // a sentence after Failed
    ui::MainWindow& window() { return *m_window; }
    FileDesk* fileDesk() { return m_file.get(); }     // null over a service
    void killSandbox();                               // it comes back by itself
    PastWindow* pastWindow() { return m_past.get(); } // null: none is open
    const ui::Context& context() const { return *m_context; }

private:
    Started openProfile();
    bool openJournal();
    bool openJournalIn(const QString& folder);
    void turnRefundsOff(const QString& why);
    void openCache(const std::string& environmentId);
    std::string cacheKey();
    void limitCache();
    void tellCacheProblems();
    static QString unreadableText(qint64 count);
    void applySettings();
    void makeWindow();
    void connectWindow(ui::MainWindow* window);
    void showCachedRows();
    void showMoreCachedRows();
    void finishCachedRows();
    void showKeptAnswers();
    void keepInstance(const client::contract::InstanceInfo& instance);
    void recallStory(const client::contract::PartnerId& partner, const client::contract::BetId& bet,
                     const ui::Context::Recalled& done);
    void startSandbox();
    void joinSandbox();
    void openSession(const client::contract::SandboxPerson& person);
    void enterSandbox(const SandboxPlace& place);
    void followSandbox();
    void onSessionFailed(const QString& detail);
    void offerPeople();
    void openWindowAs(const QString& person);
    void openWindowOver(const QString& file);
    void recallTold(const ui::Context::RecalledTold& done);
    void openPast(const ui::MainWindow& beside);
    // On its thread from now on; null: there is none.
    client::feed::ThreadedCache* runningCache();
    Started startFile();
    std::string filePassword();
    QString rootFolder() const;
    std::string token() const;
    void renewToken(const std::function<void(bool)>& done);
    void readToken();
    void rememberAuditHead(const client::contract::AuditHeadText& head);
    void askInstance();
    void onInstance(const client::contract::InstanceInfo& instance);
    void startFeed();
    void onLinkChanged();
    void refreshLink();
    void onUnauthorized();
    QString target() const;
    QString settingsGroup() const;
    QString cacheFile() const;

    const Options m_options;
    QString m_problem;
    std::unique_ptr<QTemporaryDir> m_temporaryProfile;
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<QTemporaryDir> m_substituteJournal;
    std::unique_ptr<QSettings> m_settings;

    client::ports::SystemClock m_clock;
    client::ports::SystemRandom m_random;
    client::api::QtTimers m_timers;
    ui::Theme m_theme;
    ui::Translation m_translation;
    ui::Format m_format;
    ui::Connection m_connection;

    std::unique_ptr<FileDesk> m_file;
    std::string m_token;
    std::unique_ptr<client::store::Journal> m_journal;
    std::unique_ptr<SandboxProcess> m_sandbox;
    std::unique_ptr<SandboxFile> m_sandboxFile;
    std::optional<SandboxPlace> m_place; // that this window joined
    std::unique_ptr<client::store::AuditHeads> m_auditHeads;
    LateTransport m_transport;
    KeepingTransport m_keeping{m_transport, m_clock};
    client::api::CallLog m_calls{m_keeping, m_clock};
    std::unique_ptr<client::api::SandboxSession> m_session;
    std::unique_ptr<client::api::BetApi> m_api;
    std::unique_ptr<client::operations::Runner> m_runner;
    std::unique_ptr<client::store::Cache> m_openedCache; // until the feed takes it
    int m_cachedRowsRead = 0;
    std::string m_cacheCursor;
    std::unique_ptr<client::feed::ThreadedCache> m_cache;
    std::unique_ptr<client::feed::Feed> m_feed;
    std::unique_ptr<ui::Context> m_context;
    std::unique_ptr<TrayNotifier> m_notifier;
    std::unique_ptr<ui::MainWindow> m_window;
    FurtherWindows m_further;
    std::unique_ptr<PastWindow> m_past;

    std::string m_environmentId;    // whose rows the cache holds
    bool m_environmentSure = false; // since the link was lost the last time
    qint64 m_cachedAsOfMs = 0;
    qint64 m_unreachableSinceMs = 0; // before there is a feed
    QStringList m_cacheProblems;     // of which nobody was told yet
    QString m_linkError;
    QString m_blockedNote;
    bool m_tokenRefused = false;
    bool m_asking = false;
    QTimer m_askAgain;
    QTimer m_refresh;
    QTimer m_readCache; // at every turn of the event loop, while there are rows of the last session to read
};

} // namespace app
