// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/logging.h"
#include "app/tokenfile.h"
#include "client/contract/failures.h"
#include "client/contract/sandbox.h"
#include "client/contract/stats.h"
#include "client/store/cache.h"
#include "client/store/journal.h"
#include "ui/pages/overviewpage.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <utility>

namespace app {

using client::feed::LinkState;

namespace {

constexpr int cachedRowsAtStart = 5'000;
constexpr int cachedRowsAtOnce = 250; // more than a screen shows; a few milliseconds
constexpr int cachedRoundsAtStart = 2'000;
constexpr int askAgainMs = 2'000;
constexpr int refreshMs = 1'000;
constexpr std::size_t macKeyBytes = 32;
constexpr std::size_t toldBytesMax = std::size_t(256) << 20; // of lines that are shown from memory
constexpr auto instanceTarget = "/api/v1/instance";          // under which the instance is kept

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
    connect(&m_refresh, &QTimer::timeout, this, &Application::followSandbox);
    connect(&m_readCache, &QTimer::timeout, this, &Application::showMoreCachedRows);
}

Application::~Application()
{
    if (m_feed)
        m_feed->stop();
    if (m_session)
        m_session->disconnect(this);
    m_past.reset();
    m_window.reset();
    m_feed.reset();
    m_keeping.setCache(nullptr);
    m_cache.reset();
}

QString Application::target() const
{
    if (!m_options.open.isEmpty())
        return QStringLiteral("file");
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

// Where the windows of one sandbox meet.
QString Application::rootFolder() const
{
    return m_options.profile.isEmpty() ? Profile::userFolder() : m_options.profile;
}

Application::Started Application::openProfile()
{
    auto folder = rootFolder();
    if (m_options.join) {
        // Before any folder is made for somebody who has nowhere to go.
        m_place = SandboxFile::read(folder);
        if (!m_place) {
            m_problem = tr("No sandbox runs on the profile %1. Start one with betdesk --sandbox.").arg(folder);
            return Started::Failed;
        }
        folder = QDir(folder).filePath(QStringLiteral("people/") + m_options.person);
    }
    // A file needs no place of its own, and is looked at while the console of this profile runs.
    if (!m_options.open.isEmpty() || (!m_options.tour.isEmpty() && m_options.profile.isEmpty())) {
        m_temporaryProfile = std::make_unique<QTemporaryDir>();
        folder = m_temporaryProfile->path();
    }
    m_profile = std::make_unique<Profile>(folder);
    switch (m_profile->open(m_options.link, m_options.review)) {
    case Profile::Opened::Own:
        break;
    case Profile::Opened::HandedOver:
        return Started::HandedOver;
    case Profile::Opened::Failed:
        m_problem = m_profile->problem();
        return Started::Failed;
    }
    const QString own = QDir(rootFolder()).filePath(QStringLiteral("settings.ini"));
    m_settings = std::make_unique<QSettings>(
        !m_options.open.isEmpty() && QFileInfo::exists(own) ? own : m_profile->file(QStringLiteral("settings.ini")),
        QSettings::IniFormat);
    connect(m_profile.get(), &Profile::raiseRequested, this, [this] {
        if (!m_window)
            return;
        m_window->show();
        m_window->raise();
        m_window->activateWindow();
    });
    connect(m_profile.get(), &Profile::linkRequested, this, [this](const QString& link) {
        if (m_window)
            m_window->openLink(link);
    });
    connect(m_profile.get(), &Profile::reviewRequested, this, [this](const QStringList& files) {
        if (m_window)
            m_window->review(files);
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
    const auto key = cacheKey();
    // Nothing that says something of people is written where it could not be sealed.
    auto cache = client::store::Cache::open({.path = key.empty() ? ":memory:" : cacheFile().toStdString(),
                                             .vfs = {},
                                             .environmentId = environmentId,
                                             .key = key});
    m_environmentId = environmentId;
    if (!cache) {
        // A console without a cache is still a console: the feed brings everything again.
        const auto why = QString::fromStdString(cache.error().detail);
        qCWarning(logStore).noquote() << "the cache can not be opened:" << why;
        m_cacheProblems << tr("The local cache is kept in memory only: its file cannot be opened (%1).").arg(why);
        cache = client::store::Cache::open({.path = ":memory:", .vfs = {}, .environmentId = environmentId});
    }
    if (!cache)
        return;
    if ((*cache)->wasRebuilt()) {
        qCWarning(logStore) << "the cache was damaged and is filled anew";
        m_cacheProblems << tr("The local cache could not be read, because it is damaged or its key is another, and is "
                              "filled anew. The old file "
                              "is kept beside it.");
    }
    m_cacheCursor = (*cache)->cursor();
    m_cachedAsOfMs = (*cache)->newestAt();
    m_openedCache = std::move(*cache);
}

std::string Application::cacheKey()
{
    const auto key =
        client::store::journalKey(m_profile->file(QStringLiteral("cache.key")).toStdString(), freshKey(m_random));
    if (!key) {
        const auto why = QString::fromStdString(key.error().detail);
        qCWarning(logStore).noquote() << "the cache has no key and stays in memory:" << why;
        m_cacheProblems << tr("The local cache is kept in memory only: its key cannot be used (%1).").arg(why);
    }
    return key.value_or(std::string());
}

QString Application::unreadableText(qint64 count)
{
    return tr("%n rows of the local cache could not be read and were left out; the service is asked for them again.",
              nullptr, static_cast<int>(count));
}

// Once there is a window, and all rows were read.
void Application::tellCacheProblems()
{
    if (m_openedCache && m_openedCache->isDamaged()) {
        m_openedCache.reset();
        openCache(m_environmentId);
    }
    if (m_openedCache && m_openedCache->unreadable() > 0) {
        qCWarning(logStore) << "damaged rows of the cache:" << m_openedCache->unreadable();
        m_cacheProblems << unreadableText(m_openedCache->unreadable());
        if (const auto done = m_openedCache->forgetUnreadable(); !done)
            qCWarning(logStore) << "they stay:" << QString::fromStdString(done.error().detail);
        m_cacheCursor = m_openedCache->cursor();
    }
    if (!m_cacheProblems.isEmpty())
        m_window->showProblem(std::exchange(m_cacheProblems, {}).join(u' '));
}

// By settings.ini, and not less than what makes the next start a useful one.
void Application::limitCache()
{
    constexpr qint64 dayMs = 86'400'000;
    constexpr qint64 mebibyte = 1'048'576;
    const auto days = std::max(m_settings->value(QStringLiteral("cache/days"), 30).toLongLong(), qint64(1));
    const auto megabytes = std::max(m_settings->value(QStringLiteral("cache/megabytes"), 500).toLongLong(), qint64(10));
    m_cache->worker().keepWithin([this, days, megabytes] {
        return client::store::CacheLimits{.createdFrom = m_clock.utcMs() - days * dayMs,
                                          .bytesMax = megabytes * mebibyte};
    });
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
    if (const QTimeZone zone(m_settings->value(QStringLiteral("zone")).toByteArray()); zone.isValid())
        m_format.setZone(zone);
    const auto storedTheme = m_settings->value(QStringLiteral("theme"), 0).toInt();
    m_theme.setMode(m_options.theme.value_or(storedTheme == 1   ? ui::ThemeMode::Light
                                             : storedTheme == 2 ? ui::ThemeMode::Dark
                                             : storedTheme == 3 ? ui::ThemeMode::HighContrast
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
    if (!m_options.open.isEmpty())
        return startFile();
    openCache(m_settings->value(settingsGroup() + QStringLiteral("/environment")).toString().toStdString());

    m_api = std::make_unique<client::api::BetApi>(m_calls, m_timers, m_clock, m_random, [this] { return token(); });
    m_api->setTokenRenewal([this](const std::function<void(bool)>& done) { renewToken(done); });
    m_auditHeads =
        std::make_unique<client::store::AuditHeads>(m_profile->file(QStringLiteral("audit-heads.json")).toStdString());
    connect(m_api.get(), &client::api::BetApi::auditHeadSeen, this, &Application::rememberAuditHead);
    m_runner = std::make_unique<client::operations::Runner>(*m_journal, *m_api, m_timers, m_clock);
    m_context = std::make_unique<ui::Context>(
        ui::Context{*m_api, *m_runner, m_clock, m_random, m_connection, m_theme, m_format, m_auditHeads.get(),
                    [this](const client::contract::PartnerId& partner, const client::contract::BetId& bet,
                           const ui::Context::Recalled& done) { recallStory(partner, bet, done); },
                    [this](const ui::Context::RecalledTold& done) { recallTold(done); }, &m_calls});
    makeWindow();
    showCachedRows();
    showKeptAnswers();
    if (!m_readCache.isActive())
        tellCacheProblems();
    refreshLink();
    m_window->show();
    if (!m_options.link.isEmpty())
        m_window->openLink(m_options.link);
    if (!m_options.review.isEmpty())
        m_window->review(m_options.review);
    m_refresh.start();

    if (m_options.join) {
        joinSandbox();
        return Started::Yes;
    }
    if (m_options.sandbox) {
        startSandbox();
        return m_sandbox ? Started::Yes : Started::Failed;
    }
    readToken();
    m_transport.setOrigin(m_options.connect);
    askInstance();
    return Started::Yes;
}

// The screens over a file are those over a service; only who answers differs.
Application::Started Application::startFile()
{
    m_file = std::make_unique<FileDesk>(m_options.open, filePassword(), m_clock);
    m_api = std::make_unique<client::api::BetApi>(m_file->service(), m_timers, m_clock, m_random,
                                                  [] { return std::string(); });
    m_runner = std::make_unique<client::operations::Runner>(*m_journal, *m_api, m_timers, m_clock);
    m_context = std::make_unique<ui::Context>(
        ui::Context{*m_api, *m_runner, m_file->clock(), m_random, m_connection, m_theme, m_format});
    m_context->bundleNotes = [this](const client::contract::PartnerId& partner, const client::contract::BetId& bet) {
        return m_file->notesOf(partner, bet);
    };
    makeWindow();
    m_file->attach(*m_window, *m_context);
    m_window->show();
    m_refresh.start();
    return Started::Yes;
}

std::string Application::filePassword()
{
    if (m_options.passwordFile.isEmpty())
        return {};
    QFile file(m_options.passwordFile);
    return file.open(QIODevice::ReadOnly) ? file.readLine(4'096).trimmed().toStdString() : std::string();
}

void Application::makeWindow()
{
    m_window = std::make_unique<ui::MainWindow>(*m_context, m_translation, *m_settings, settingsGroup(),
                                                ui::WindowOptions{.reviewFolder = m_profile->folder()});
    // What a file tells of is past: nobody is called to the screen for it.
    if (m_options.tour.isEmpty() && !m_file) {
        m_notifier = std::make_unique<TrayNotifier>();
        m_window->setNotifier(m_notifier.get());
    }
    if (m_options.size.isValid())
        m_window->resize(m_options.size);
    connectWindow(m_window.get());
    m_further.setFirst(*m_window);
    connect(&m_further, &FurtherWindows::opened, this, &Application::connectWindow);
}

void Application::connectWindow(ui::MainWindow* window)
{
    connect(window, &ui::MainWindow::fileRequested, this, &Application::openWindowOver);
    connect(window, &ui::MainWindow::retryRequested, this, [this] {
        if (m_feed)
            m_feed->retryNow();
        askInstance();
    });
    connect(window, &ui::MainWindow::anotherWindowRequested, this,
            [this, window] { m_further.open(*m_context, m_translation, *m_settings, settingsGroup(), *window); });
    connect(window, &ui::MainWindow::pastRequested, this, [this, window] { openPast(*window); });
}

// What a screen shows, so that it shows at once; the rest follows part by part.
void Application::showCachedRows()
{
    if (!m_openedCache)
        return;
    m_cachedRowsRead = cachedRowsAtOnce;
    auto bets = m_openedCache->newestBets(cachedRowsAtOnce);
    const bool isMore = static_cast<qint64>(bets.size()) + m_openedCache->unreadable() >= cachedRowsAtOnce;
    m_window->onRows(
        {.bets = std::move(bets), .rounds = m_openedCache->newestRounds(cachedRoundsAtStart), .snapshot = true});
    if (isMore)
        m_readCache.start();
}

void Application::showMoreCachedRows()
{
    const client::feed::Rows rows{
        .bets = m_openedCache->newestBets(cachedRowsAtOnce, m_cachedRowsRead), .rounds = {}, .snapshot = true};
    m_cachedRowsRead += cachedRowsAtOnce;
    m_window->onRows(rows);
    m_further.onRows(rows);
    if (m_cachedRowsRead < cachedRowsAtStart)
        return;
    m_readCache.stop();
    tellCacheProblems();
}

// For who forgets damaged rows, or hands the cache on.
void Application::finishCachedRows()
{
    while (m_readCache.isActive())
        showMoreCachedRows();
}

// Who was there and what it said, so that a console without a service is no empty one.
void Application::showKeptAnswers()
{
    if (!m_openedCache)
        return;
    const auto kept = [this](const char* target) { return m_openedCache->keptAnswer(target); };
    if (const auto answer = kept(instanceTarget)) {
        const auto instance = client::contract::decodeInstance(answer->body);
        if (instance && instance->environmentId == m_environmentId)
            m_connection.setInstance(*instance);
    }
    if (const auto answer = kept(KeepingTransport::failuresTarget)) {
        if (const auto page = client::contract::decodeFailurePage(answer->body))
            m_window->onRows({.failures = page->rows});
    }
    if (const auto answer = kept(KeepingTransport::statsTarget)) {
        auto* overview = m_window->findChild<ui::OverviewPage*>();
        if (const auto stats = client::contract::decodeStats(answer->body))
            overview->showEarlier(*stats, answer->at);
    }
}

void Application::keepInstance(const client::contract::InstanceInfo& instance)
{
    if (m_cache)
        m_cache->worker().keepAnswer(instanceTarget, {encode(instance), m_clock.utcMs()});
}

void Application::recallStory(const client::contract::PartnerId& partner, const client::contract::BetId& bet,
                              const ui::Context::Recalled& done)
{
    const auto told = [this, done](const std::optional<client::store::KeptAnswer>& answer, qint64 unreadable) {
        if (unreadable > 0)
            m_window->showProblem(unreadableText(unreadable));
        if (!answer)
            return done(std::nullopt, 0);
        const auto story = client::contract::decodeStory(answer->body);
        done(story ? std::optional(*story) : std::nullopt, answer->at);
    };
    const auto target = KeepingTransport::storyTarget(partner, bet);
    if (m_cache)
        return m_cache->worker().recallAnswer(target, told);
    if (!m_openedCache)
        return told(std::nullopt, 0);
    finishCachedRows();
    const auto answer = m_openedCache->keptAnswer(target);
    told(answer, m_openedCache->forgetUnreadable().value_or(0));
}

void Application::startSandbox()
{
    const auto program = SandboxProcess::findProgram();
    if (program.isEmpty()) {
        m_problem = tr("The service betd was found neither beside betdesk nor on the PATH.");
        return;
    }
    m_sandbox = std::make_unique<SandboxProcess>(program, m_profile->folder(), m_options.sandboxArguments, m_random);
    m_sandboxFile = std::make_unique<SandboxFile>(m_profile->folder());
    const auto* person = client::contract::findSandboxPerson(m_options.person.toStdString());
    openSession(person ? *person : client::contract::sandboxPeople().front());
    connect(m_sandbox.get(), &SandboxProcess::noteChanged, this, &Application::refreshLink);
    connect(m_sandbox.get(), &SandboxProcess::listening, this, [this](const QUrl& origin) {
        const SandboxPlace place{origin, m_sandbox->token()};
        if (!m_sandboxFile->write(place))
            qCWarning(logSandbox) << "no further window can join: sandbox.json can not be written";
        enterSandbox(place);
    });
    m_sandbox->start();
}

void Application::killSandbox()
{
    if (m_sandbox)
        m_sandbox->kill();
}

void Application::joinSandbox()
{
    openSession(*client::contract::findSandboxPerson(m_options.person.toStdString()));
    enterSandbox(*m_place);
}

void Application::openSession(const client::contract::SandboxPerson& person)
{
    m_session = std::make_unique<client::api::SandboxSession>(m_transport, m_timers, m_clock, person);
    connect(m_session.get(), &client::api::SandboxSession::tokenChanged, this, [this] {
        m_linkError.clear();
        if (m_feed)
            m_feed->retryNow();
        if (!m_environmentSure)
            askInstance();
    });
    connect(m_session.get(), &client::api::SandboxSession::failed, this, &Application::onSessionFailed);
    offerPeople();
}

void Application::enterSandbox(const SandboxPlace& place)
{
    m_environmentSure = false;
    m_transport.setOrigin(place.origin);
    m_session->open(place.token);
}

void Application::onSessionFailed(const QString& detail)
{
    qCInfo(logLink) << "the sandbox gave no token:" << detail;
    m_linkError = detail;
    if (m_unreachableSinceMs == 0)
        m_unreachableSinceMs = m_clock.utcMs();
    refreshLink();
}

// The window that ran it was closed and opened again, perhaps: then it is somewhere else.
void Application::followSandbox()
{
    const bool lost = !m_feed || m_feed->link() == LinkState::Offline;
    if (!m_options.join || !lost)
        return;
    const auto place = SandboxFile::read(rootFolder());
    if (!place || place == m_place)
        return;
    m_place = place;
    enterSandbox(*place);
}

void Application::offerPeople()
{
    std::vector<ui::Person> others;
    for (const auto& person : client::contract::sandboxPeople()) {
        if (person.subject != m_session->person().subject)
            others.push_back({QString::fromStdString(person.subject), QString::fromStdString(person.role)});
    }
    m_window->setPeople(std::move(others));
    connect(m_window.get(), &ui::MainWindow::windowRequested, this, &Application::openWindowAs);
}

void Application::openWindowAs(const QString& person)
{
    const auto language =
        m_translation.language() == ui::Language::Russian ? QStringLiteral("ru") : QStringLiteral("en");
    QStringList arguments{QStringLiteral("--sandbox"),  QStringLiteral("--join"),
                          QStringLiteral("--as"),       person,
                          QStringLiteral("--language"), language};
    // A tour's profile is nobody's own.
    const auto root = m_temporaryProfile ? m_temporaryProfile->path() : rootFolder();
    arguments << QStringLiteral("--profile") << root;
    const auto program = m_options.program.isEmpty() ? QCoreApplication::applicationFilePath() : m_options.program;
    if (!QProcess::startDetached(program, arguments))
        m_window->showProblem(tr("No further window can be opened."));
}

void Application::openWindowOver(const QString& file)
{
    const auto language =
        m_translation.language() == ui::Language::Russian ? QStringLiteral("ru") : QStringLiteral("en");
    const QStringList arguments{QStringLiteral("--open"),    file,        QStringLiteral("--language"), language,
                                QStringLiteral("--profile"), rootFolder()};
    const auto program = m_options.program.isEmpty() ? QCoreApplication::applicationFilePath() : m_options.program;
    if (!QProcess::startDetached(program, arguments))
        m_window->showProblem(tr("No further window can be opened."));
}

client::feed::ThreadedCache* Application::runningCache()
{
    // Whoever takes the cache begins where its rows end.
    finishCachedRows();
    if (m_openedCache)
        m_cache = std::make_unique<client::feed::ThreadedCache>(std::move(m_openedCache));
    return m_cache.get();
}

void Application::recallTold(const ui::Context::RecalledTold& done)
{
    auto* const cache = runningCache();
    if (!cache)
        return done({.lines = {}, .problem = tr("There is no local cache.")});
    cache->worker().recallTold(toldBytesMax, [done](const client::contract::Result<client::store::Told>& told) {
        if (told)
            done({told->lines, told->isCut, told->unreadable});
        else
            done({.lines = {}, .problem = QString::fromStdString(told.error().detail)});
    });
}

// One at a time: it holds what it shows in memory.
void Application::openPast(const ui::MainWindow& beside)
{
    // Somebody may have found a moment there.
    const auto* replay = m_past ? m_past->desk().replay() : nullptr;
    if (m_past && (m_past->desk().isLoading() || (replay && replay->fromMs() != 0))) {
        m_past->bringUp();
        if (replay)
            m_past->window()->showProblem(
                tr("It was open already, and ends at %1. Close it to read anew what came since.")
                    .arg(m_format.moment(replay->toMs(), m_clock.utcMs())));
        return;
    }
    const auto name = QString::fromStdString(m_connection.instance().name);
    m_past = std::make_unique<PastWindow>(name.isEmpty() ? target() : name, *m_context, m_timers, m_translation,
                                          *m_settings);
    connect(m_past.get(), &PastWindow::closed, this, [this] { m_past.release()->deleteLater(); });
    connect(&m_refresh, &QTimer::timeout, m_past.get(), &PastWindow::refreshLink);
    m_past->show(beside);
    connect(m_past->window(), &ui::MainWindow::fileRequested, this, &Application::openWindowOver);
    recallTold([past = QPointer(m_past.get())](const ui::Recording& recording) {
        if (past)
            past->play(recording);
    });
}

std::string Application::token() const
{
    return m_session ? m_session->token() : m_token;
}

void Application::renewToken(const std::function<void(bool)>& done)
{
    if (m_session) {
        m_session->renew(done);
        return;
    }
    const auto before = m_token;
    readToken();
    done(!m_token.empty() && m_token != before);
}

void Application::rememberAuditHead(const client::contract::AuditHeadText& head)
{
    // Which log it is of is not known before the service has said who it is.
    if (!m_environmentSure)
        return;
    const auto kept = m_auditHeads->remember(m_environmentId, head, m_clock.utcMs());
    if (kept)
        return;
    qCCritical(logStore) << "the head of the audit log:" << QString::fromStdString(kept.error().detail);
    if (kept.error().kind == client::contract::ErrorKind::Conflict)
        m_window->showProblem(tr("The service shows another audit log than before: row %1 has changed.").arg(head.seq));
}

void Application::readToken()
{
    const auto token = readTokenFile(m_options.tokenFile);
    m_token = token.value_or(std::string());
    if (token)
        return;
    switch (token.error()) {
    case TokenFileProblem::Unreadable:
        m_linkError = tr("The token file can not be read.");
        break;
    case TokenFileProblem::Empty:
        m_linkError = tr("The token file is empty.");
        break;
    }
}

void Application::askInstance()
{
    if (m_asking || !m_transport.hasOrigin() || (m_session && m_session->token().empty()))
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
        m_keeping.setCache(nullptr);
        m_cache.reset();
        m_readCache.stop();
        m_past.reset(); // what it waits for went with the cache
        m_openedCache.reset();
        const client::feed::Rows nothing{.bets = {}, .rounds = {}, .snapshot = true, .startsOver = true};
        m_window->onRows(nothing);
        m_further.onRows(nothing);
        openCache(instance.environmentId);
        m_settings->setValue(settingsGroup() + QStringLiteral("/environment"),
                             QString::fromStdString(instance.environmentId));
        showCachedRows();
        if (!m_readCache.isActive())
            tellCacheProblems();
    }
    m_environmentSure = true;
    if (const auto head = client::contract::parseAuditHead(instance.auditHead))
        rememberAuditHead(*head);
    m_connection.setInstance(instance);
    m_runner->resume(instance);
    if (!m_feed)
        startFeed();
    keepInstance(instance);
    refreshLink();
}

void Application::startFeed()
{
    if (!runningCache())
        return;
    m_keeping.setCache(m_cache.get());
    limitCache();
    m_feed = std::make_unique<client::feed::Feed>(
        *m_api, m_calls, m_timers, m_clock, m_random, [this] { return token(); }, *m_cache, m_cacheCursor);
    connect(m_feed.get(), &client::feed::Feed::rowsChanged, m_window.get(), &ui::MainWindow::onRows);
    connect(m_feed.get(), &client::feed::Feed::rowsChanged, &m_further, &FurtherWindows::onRows);
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
        m_environmentSure = false;
    if (link == LinkState::Offline)
        m_runner->suspend();
    else if (isUp(link) && !isUp(m_connection.link()))
        askInstance(); // another service may answer at this address now; the runner waits for it
    refreshLink();
}

void Application::onUnauthorized()
{
    m_tokenRefused = true;
    renewToken([this](bool renewed) {
        if (renewed && m_feed)
            m_feed->retryNow();
    });
    refreshLink();
}

void Application::refreshLink()
{
    if (!m_window)
        return;
    if (m_file)
        return m_file->refreshLink();
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
    else if (token().empty())
        status.note = m_linkError;
    m_window->setLink(status);
    m_further.setLink(status);
}

} // namespace app
