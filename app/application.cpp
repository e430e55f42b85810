// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/logging.h"
#include "client/store/cache.h"
#include "client/store/journal.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

namespace app {

using client::feed::LinkState;

namespace {

constexpr int cachedRowsAtStart = 5'000;
constexpr int cachedRoundsAtStart = 2'000;
constexpr int askAgainMs = 2'000;
constexpr int refreshMs = 1'000;
constexpr qint64 tokenFileMax = 64 * 1024;
constexpr std::size_t macKeyBytes = 32;

bool isUp(LinkState link)
{
    return link != LinkState::Connecting && link != LinkState::Offline;
}

std::string freshKey(client::ports::Random& random)
{
    std::string key;
    while (key.size() < macKeyBytes) {
        const auto bits = random.next();
        for (int i = 0; i < 8; ++i)
            key += static_cast<char>(bits >> (8 * i) & 0xFF);
    }
    return key;
}

} // namespace

Application::Application(Options options, QObject* parent) : QObject(parent), m_options(std::move(options))
{
    m_askAgain.setSingleShot(true);
    m_askAgain.setInterval(askAgainMs);
    connect(&m_askAgain, &QTimer::timeout, this, &Application::askInstance);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &Application::refreshLink);
}

Application::~Application()
{
    if (m_feed)
        m_feed->stop();
    m_window.reset();
    m_feed.reset();
    m_cache.reset();
}

QString Application::target() const
{
    return m_options.sandbox ? QStringLiteral("sandbox") : m_options.connect.toString(QUrl::RemoveUserInfo);
}

// A group of settings; a slash would make it several.
QString Application::settingsGroup() const
{
    auto name = target();
    return name.replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9.]+")), QStringLiteral("_"));
}

QString Application::cacheFile() const
{
    const auto digest = QCryptographicHash::hash(target().toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    return m_profile->file(QStringLiteral("cache-%1.db").arg(QString::fromLatin1(digest)));
}

Application::Started Application::openProfile()
{
    auto folder = m_options.profile.isEmpty() ? Profile::userFolder() : m_options.profile;
    if (!m_options.tour.isEmpty() && m_options.profile.isEmpty()) {
        m_temporaryProfile = std::make_unique<QTemporaryDir>();
        folder = m_temporaryProfile->path();
    }
    m_profile = std::make_unique<Profile>(folder);
    switch (m_profile->open()) {
    case Profile::Opened::Own:
        break;
    case Profile::Opened::HandedOver:
        return Started::HandedOver;
    case Profile::Opened::Failed:
        m_problem = m_profile->problem();
        return Started::Failed;
    }
    m_settings = std::make_unique<QSettings>(m_profile->file(QStringLiteral("settings.ini")), QSettings::IniFormat);
    connect(m_profile.get(), &Profile::raiseRequested, this, [this] {
        if (!m_window)
            return;
        m_window->show();
        m_window->raise();
        m_window->activateWindow();
    });
    return Started::Yes;
}

// Without a journal nothing may be sent, yet everything can be read: a console on a full or read-only disk stays
// useful.
bool Application::openJournal()
{
    if (openJournalIn(m_profile->folder())) {
        if (m_journal->isReadOnly()) {
            const auto why = QString::fromStdString(m_journal->whyReadOnly());
            qCCritical(logStore).noquote() << "the journal can only be read:" << why;
            turnRefundsOff(tr("Refunds are off: the journal can only be read (%1).").arg(why));
        }
        return true;
    }
    qCCritical(logStore).noquote() << "the journal can not be used:" << m_problem;
    turnRefundsOff(tr("Refunds are off: the journal can not be used (%1).").arg(m_problem));
    m_substituteJournal = std::make_unique<QTemporaryDir>();
    return openJournalIn(m_substituteJournal->path());
}

void Application::turnRefundsOff(const QString& why)
{
    m_connection.block(why);
    m_blockedNote = why;
}

bool Application::openJournalIn(const QString& folder)
{
    const QDir files(folder);
    const auto key =
        client::store::journalKey(files.filePath(QStringLiteral("journal.key")).toStdString(), freshKey(m_random));
    if (!key) {
        m_problem = QString::fromStdString(key.error().detail);
        return false;
    }
    auto journal = client::store::Journal::open(
        {.path = files.filePath(QStringLiteral("journal.db")).toStdString(), .vfs = {}, .macKey = *key});
    if (!journal) {
        m_problem = QString::fromStdString(journal.error().detail);
        return false;
    }
    m_journal = std::move(*journal);
    for (const auto& id : m_journal->damaged())
        qCWarning(logStore) << "the journal's row" << QString::fromStdString(id) << "is damaged and is never sent";
    return true;
}

void Application::openCache(const std::string& environmentId)
{
    auto cache =
        client::store::Cache::open({.path = cacheFile().toStdString(), .vfs = {}, .environmentId = environmentId});
    m_environmentId = environmentId;
    if (!cache) {
        // A console without a cache is still a console: the feed brings everything again.
        qCWarning(logStore) << "the cache can not be opened:" << QString::fromStdString(cache.error().detail);
        cache = client::store::Cache::open({.path = ":memory:", .vfs = {}, .environmentId = environmentId});
    }
    if (!cache)
        return;
    if ((*cache)->wasRebuilt())
        qCWarning(logStore) << "the cache was damaged and is filled anew";
    m_cacheCursor = (*cache)->cursor();
    m_cachedAsOfMs = (*cache)->newestAt();
    m_openedCache = std::move(*cache);
}

void Application::applySettings()
{
    const auto storedLanguage = m_settings->value(QStringLiteral("language"), -1).toInt();
    const auto systemLanguage =
        QLocale::system().language() == QLocale::Russian ? ui::Language::Russian : ui::Language::English;
    const auto language = m_options.language.value_or(storedLanguage < 0    ? systemLanguage
                                                      : storedLanguage == 1 ? ui::Language::Russian
                                                                            : ui::Language::English);
    m_format.setLanguage(language);
    m_translation.use(language);
    const auto storedTheme = m_settings->value(QStringLiteral("theme"), 0).toInt();
    m_theme.setMode(m_options.theme.value_or(storedTheme == 1   ? ui::ThemeMode::Light
                                             : storedTheme == 2 ? ui::ThemeMode::Dark
                                                                : ui::ThemeMode::System));
    const auto safety = m_settings->value(settingsGroup() + QStringLiteral("/safety"), 2).toInt();
    m_connection.setSafety(safety == 0   ? ui::SafetyLevel::ReadOnly
                           : safety == 1 ? ui::SafetyLevel::Confirm
                                         : ui::SafetyLevel::ConfirmAndType);
}

Application::Started Application::start()
{
    if (const auto opened = openProfile(); opened != Started::Yes)
        return opened;
    applySettings();
    if (!openJournal())
        return Started::Failed;
    openCache(m_settings->value(settingsGroup() + QStringLiteral("/environment")).toString().toStdString());

    m_api = std::make_unique<client::api::BetApi>(m_transport, m_timers, m_clock, m_random, [this] { return m_token; });
    m_runner = std::make_unique<client::operations::Runner>(*m_journal, *m_api, m_timers, m_clock);
    m_context = std::make_unique<ui::Context>(
        ui::Context{*m_api, *m_runner, m_clock, m_random, m_connection, m_theme, m_format});
    makeWindow();
    showCachedRows();
    refreshLink();
    m_window->show();
    m_refresh.start();

    if (m_options.sandbox) {
        startSandbox();
        return m_sandbox ? Started::Yes : Started::Failed;
    }
    readToken();
    m_transport.setOrigin(m_options.connect);
    askInstance();
    return Started::Yes;
}

void Application::makeWindow()
{
    m_window = std::make_unique<ui::MainWindow>(*m_context, m_translation, *m_settings, settingsGroup());
    if (m_options.tour.isEmpty()) {
        m_notifier = std::make_unique<TrayNotifier>();
        m_window->setNotifier(m_notifier.get());
    }
    if (m_options.size.isValid())
        m_window->resize(m_options.size);
    connect(m_window.get(), &ui::MainWindow::retryRequested, this, [this] {
        if (m_feed)
            m_feed->retryNow();
        askInstance();
    });
}

void Application::showCachedRows()
{
    if (m_openedCache)
        m_window->onRows({.bets = m_openedCache->newestBets(cachedRowsAtStart),
                          .rounds = m_openedCache->newestRounds(cachedRoundsAtStart),
                          .snapshot = true});
}

void Application::startSandbox()
{
    const auto program = SandboxProcess::findProgram();
    if (program.isEmpty()) {
        m_problem = tr("The service betd was found neither beside betdesk nor on the PATH.");
        return;
    }
    m_sandbox = std::make_unique<SandboxProcess>(program, m_profile->folder(), m_options.sandboxArguments, m_random);
    m_token = m_sandbox->token();
    connect(m_sandbox.get(), &SandboxProcess::noteChanged, this, &Application::refreshLink);
    connect(m_sandbox.get(), &SandboxProcess::listening, this, [this](const QUrl& origin) {
        m_transport.setOrigin(origin);
        if (m_feed)
            m_feed->retryNow();
        askInstance();
    });
    m_sandbox->start();
}

void Application::readToken()
{
    QFile file(m_options.tokenFile);
    m_token.clear();
    if (!file.open(QIODevice::ReadOnly)) {
        m_linkError = tr("The token file can not be read: %1").arg(file.errorString());
        return;
    }
    const auto words = QString::fromUtf8(file.read(tokenFileMax)).simplified().split(u' ');
    m_token = words.first().toStdString();
    if (m_token.empty())
        m_linkError = tr("The token file is empty.");
}

void Application::askInstance()
{
    if (m_asking || !m_transport.hasOrigin())
        return;
    m_asking = true;
    auto* call = m_api->instance();
    connect(call, &client::api::Call::finished, this, [this, call] {
        m_asking = false;
        if (call->result()) {
            m_linkError.clear();
            m_unreachableSinceMs = 0;
            m_tokenRefused = false;
            onInstance(*call->result());
            return;
        }
        const auto status = call->answer().httpStatus;
        qCInfo(logLink) << "the service did not say who it is:" << QString::fromStdString(call->answer().errorClass);
        if (status == 401 || status == 403)
            onUnauthorized();
        if (m_unreachableSinceMs == 0)
            m_unreachableSinceMs = m_clock.utcMs();
        m_linkError = QString::fromStdString(call->answer().detail);
        refreshLink();
        m_askAgain.start();
    });
}

void Application::onInstance(const client::contract::InstanceInfo& instance)
{
    const bool isOther = instance.environmentId != m_environmentId;
    if (isOther) {
        // Rows of one environment are never shown under the name of another.
        m_runner->suspend();
        m_feed.reset();
        m_cache.reset();
        m_openedCache.reset();
        m_window->onRows({.bets = {}, .rounds = {}, .snapshot = true, .startsOver = true});
        openCache(instance.environmentId);
        m_settings->setValue(settingsGroup() + QStringLiteral("/environment"),
                             QString::fromStdString(instance.environmentId));
        showCachedRows();
    }
    m_connection.setInstance(instance);
    m_runner->resume(instance);
    if (!m_feed)
        startFeed();
    refreshLink();
}

void Application::startFeed()
{
    if (m_openedCache)
        m_cache = std::make_unique<client::feed::ThreadedCache>(std::move(m_openedCache));
    if (!m_cache)
        return;
    m_feed = std::make_unique<client::feed::Feed>(
        *m_api, m_transport, m_timers, m_clock, m_random, [this] { return m_token; }, *m_cache, m_cacheCursor);
    connect(m_feed.get(), &client::feed::Feed::rowsChanged, m_window.get(), &ui::MainWindow::onRows);
    connect(m_feed.get(), &client::feed::Feed::linkChanged, this, &Application::onLinkChanged);
    connect(m_feed.get(), &client::feed::Feed::statsChanged, this, &Application::refreshLink);
    connect(m_feed.get(), &client::feed::Feed::unauthorized, this, &Application::onUnauthorized);
    connect(m_feed.get(), &client::feed::Feed::cacheFailed, this, [this](const QString& detail) {
        qCWarning(logStore) << "the cache failed:" << detail;
        m_window->showProblem(tr("The local cache can not be written: %1").arg(detail));
    });
    m_feed->start();
}

void Application::onLinkChanged()
{
    const auto link = m_feed->link();
    qCInfo(logLink) << "link state" << static_cast<int>(link) << m_feed->lastError();
    if (link == LinkState::Offline)
        m_runner->suspend();
    else if (isUp(link) && !isUp(m_connection.link()))
        askInstance(); // another service may answer at this address now; the runner waits for it
    refreshLink();
}

void Application::onUnauthorized()
{
    m_tokenRefused = true;
    if (!m_options.sandbox)
        readToken();
    refreshLink();
}

void Application::refreshLink()
{
    if (!m_window)
        return;
    ui::LinkStatus status;
    if (m_feed) {
        status.state = m_feed->link();
        status.offlineSinceMs = m_feed->offlineSinceMs();
        status.dataAsOfMs = m_feed->dataAsOfMs();
        status.nextRetryMs = m_feed->nextRetryMs();
        status.lagMs = m_feed->lagMs();
        status.clockSkewMs = m_feed->clockSkewMs();
        status.eventsPerSecond = m_feed->eventsPerSecond();
        status.error = m_feed->lastError();
    } else if (m_unreachableSinceMs > 0) {
        status.state = LinkState::Offline;
        status.offlineSinceMs = m_unreachableSinceMs;
        status.nextRetryMs = m_askAgain.remainingTime();
        status.error = m_linkError;
    }
    if (status.dataAsOfMs == 0)
        status.dataAsOfMs = m_cachedAsOfMs;
    status.cacheBytes = QFileInfo(cacheFile()).size() + QFileInfo(cacheFile() + QStringLiteral("-wal")).size();
    if (!m_blockedNote.isEmpty())
        status.note = m_blockedNote;
    else if (m_sandbox)
        status.note = m_sandbox->note();
    else if (m_tokenRefused)
        status.note = tr("The service refused the token.");
    else if (m_token.empty())
        status.note = m_linkError;
    m_window->setLink(status);
}

} // namespace app
