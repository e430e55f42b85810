// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/filedesk.h"

#include "app/logging.h"
#include "ui/dialogs/changesdialog.h"
#include "ui/mainwindow.h"
#include "ui/reviewtexts.h"
#include "ui/widgets/environmentbadge.h"
#include "ui/widgets/topbar.h"

#include <QInputDialog>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>

namespace app {

using client::feed::LinkState;

namespace {

constexpr std::size_t betsPushed = 5'000;
constexpr std::size_t roundsPushed = 2'000;
constexpr std::size_t changesListed = 2'000;
// Above it is quicker to show all anew.
constexpr std::uint64_t eventsMovedMax = 2'000;
constexpr int keyShown = 16;
constexpr std::size_t notesShownMax = 3; // of a bet; Log review lists all

} // namespace

FileDesk::FileDesk(QString path, std::string password, const client::ports::Clock& clock, QObject* parent)
    : QObject(parent), m_path(std::move(path)), m_password(std::move(password)), m_realClock(clock),
      m_momentClock(clock)
{
    listen();
}

FileDesk::FileDesk(QString environment, const client::ports::Clock& clock, QObject* parent)
    : QObject(parent), m_environment(std::move(environment)), m_realClock(clock), m_momentClock(clock)
{
    listen();
}

void FileDesk::listen()
{
    connect(&m_loader, &client::review::ReplayLoader::opened, this, &FileDesk::onOpened);
    connect(&m_loader, &client::review::ReplayLoader::passwordWanted, this, &FileDesk::askPassword);
    connect(&m_loader, &client::review::ReplayLoader::failed, this, [this](const QString& detail) {
        qCWarning(logApp).noquote() << "the file can not be opened:" << detail;
        fail(detail);
    });
}

FileDesk::~FileDesk()
{
    m_service.setReplay(nullptr);
}

void FileDesk::play(const ui::Recording& recording)
{
    if (!recording.problem.isEmpty())
        return fail(recording.problem);
    m_beginsLate = recording.isCut;
    m_unreadable = recording.unreadable;
    m_loader.openLines(recording.lines);
}

void FileDesk::fail(const QString& problem)
{
    m_problem = problem;
    refreshLink();
}

void FileDesk::attach(ui::MainWindow& window, const ui::Context& context)
{
    m_window = &window;
    m_context.emplace(context);
    auto& bar = window.topBar().timeBar();
    connect(&bar, &ui::TimeBar::timeRequested, this, &FileDesk::moveToTime);
    connect(&bar, &ui::TimeBar::stepRequested, this, &FileDesk::step);
    connect(&bar, &ui::TimeBar::markRequested, this, &FileDesk::markMoment);
    connect(&bar, &ui::TimeBar::changesRequested, this, &FileDesk::showChanges);
    client::contract::InstanceInfo instance;
    instance.environmentId = "file";
    instance.kind = m_path.isEmpty() ? "past" : "file";
    instance.name = (m_path.isEmpty() ? m_environment : ui::Format::fileName(m_path)).toStdString();
    instance.roles = {"viewer"};
    context.connection.setInstance(instance);
    context.connection.setSafety(ui::SafetyLevel::ReadOnly);
    refreshLink();
    if (!m_path.isEmpty())
        m_loader.open(m_path, m_folder.path(), m_password);
}

void FileDesk::askPassword(bool wasWrong)
{
    auto* dialog = new QInputDialog(m_window);
    dialog->setObjectName(QStringLiteral("bundlePasswordDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Password of the bundle"));
    dialog->setLabelText(wasWrong ? tr("This is not its password. Try again:") : tr("The bundle is encrypted:"));
    dialog->setTextEchoMode(QLineEdit::Password);
    dialog->setOkButtonText(tr("Open"));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this](const QString& password) { m_loader.open(m_path, m_folder.path(), password.toStdString()); });
    connect(dialog, &QInputDialog::rejected, this, [this] { fail(tr("It is encrypted.")); });
    dialog->open();
}

void FileDesk::onOpened(const client::review::OpenedReplay& opened)
{
    if (!m_window)
        return;
    m_problem.clear();
    m_opened = opened;
    m_service.setReplay(m_opened.replay.get());
    findNotes();
    auto instance = m_context->connection.instance();
    if (m_opened.manifest) {
        const auto& about = *m_opened.manifest;
        instance.version = about.app;
        if (const auto& name = about.environmentName.empty() ? about.environmentId : about.environmentName;
            !name.empty())
            instance.name = name;
    }
    m_context->connection.setInstance(instance);
    m_window->topBar().timeBar().show();
    showAll();
}

void FileDesk::moveToTime(qint64 atMs)
{
    if (!m_opened.replay)
        return;
    const auto before = m_opened.replay->position();
    m_opened.replay->moveToTime(atMs);
    // Where lines are not in order of time, later events may stand before the last one until then.
    m_momentClock.setMoment(std::max<qint64>(atMs, m_opened.replay->atMs()));
    showMove(before);
}

void FileDesk::moveToRow(std::uint64_t rows)
{
    if (!m_opened.replay)
        return;
    const auto before = m_opened.replay->position();
    m_opened.replay->moveToRow(rows);
    m_momentClock.setMoment(m_opened.replay->atMs());
    showMove(before);
}

void FileDesk::step(int step, ui::TimeBar::Steps steps)
{
    if (!m_opened.replay)
        return;
    client::contract::PartnerId partner;
    client::contract::BetId bet;
    client::contract::RoundId round;
    switch (steps) {
    case ui::TimeBar::Steps::Any:
        break;
    case ui::TimeBar::Steps::Bet:
        if (const auto chosen = m_window->chosenBet()) {
            partner = chosen->partner;
            bet = chosen->bet;
        } else {
            m_window->showProblem(tr("Choose a bet first."));
            return;
        }
        break;
    case ui::TimeBar::Steps::Round:
        round = client::contract::RoundId(m_window->chosenRound().toStdString());
        if (round.empty()) {
            m_window->showProblem(tr("Choose a round first."));
            return;
        }
        break;
    }
    if (const auto next = m_opened.replay->step(step, partner, bet, round))
        moveToRow(*next);
    else
        m_window->showProblem(step > 0 ? tr("There is no later event of it.") : tr("There is no earlier event of it."));
}

QStringList FileDesk::notesOf(const client::contract::PartnerId& partner, const client::contract::BetId& bet) const
{
    const auto found = m_notes.find({partner.text(), bet.text()});
    if (found == m_notes.end())
        return {};
    QStringList texts;
    const auto shown = std::min(found->second.size(), notesShownMax);
    for (std::size_t i = 0; i < shown; ++i)
        texts << ui::ReviewTexts::bundleNote(*found->second[i]);
    if (const auto more = found->second.size() - shown; more > 0)
        texts << tr("%n more are listed in Log review.", nullptr, static_cast<int>(more));
    return texts;
}

// Of which bets the maker of the bundle wrote something, and not only set a mark.
void FileDesk::findNotes()
{
    using client::review::Dictionary;
    m_notes.clear();
    const auto& log = m_opened.replay->log();
    for (const auto& note : log.notes().notes) {
        if (note.row && log.columns().has(client::review::HasBet, *note.row) &&
            (!note.note.isEmpty() || !note.tags.isEmpty()))
            m_notes[{std::string(log.columns().text(Dictionary::Partner, *note.row)),
                     std::string(log.columns().text(Dictionary::Bet, *note.row))}]
                .push_back(&note);
    }
}

void FileDesk::markMoment()
{
    if (!m_opened.replay)
        return;
    m_marked = m_opened.replay->position();
    m_markedMs = m_momentClock.utcMs();
    showMoment();
}

void FileDesk::showChanges()
{
    if (!m_opened.replay || !m_marked)
        return;
    const auto now = m_opened.replay->position();
    const auto [before, after] = std::minmax(*m_marked, now);
    const qint64 nowMs = m_momentClock.utcMs();
    const auto [beforeMs, afterMs] = std::minmax(m_markedMs, nowMs);
    auto* dialog =
        new ui::ChangesDialog(m_context->theme, m_context->format,
                              m_opened.replay->changed(before, after, changesListed), beforeMs, afterMs, m_window);
    dialog->open();
}

void FileDesk::showAll()
{
    const auto& replay = *m_opened.replay;
    if (m_momentClock.utcMs() < replay.atMs() || replay.position() == replay.rows())
        m_momentClock.setMoment(replay.atMs());
    showMoment();
    m_window->onRows({.bets = replay.bets({}, 0, betsPushed),
                      .rounds = replay.rounds(0, roundsPushed),
                      .snapshot = true,
                      .startsOver = true});
    showCalls();
}

void FileDesk::showCalls()
{
    auto& calls = m_window->calls();
    calls.advance();
    calls.show(m_opened.replay->calls(calls.fromMs(), ui::CallsPerMinute::minutes), m_opened.replay->fromMs(),
               m_opened.unseen);
}

// A little later is shown as news, as it came then; everything else anew.
void FileDesk::showMove(std::uint64_t before)
{
    const auto& replay = *m_opened.replay;
    const auto after = replay.position();
    if (after < before || after - before > eventsMovedMax)
        return showAll();
    showMoment();
    client::feed::Rows rows;
    std::set<std::string, std::less<>> moved;
    for (auto& event : replay.events(before, after)) {
        moved.insert(event.roundId.text());
        if (event.bet)
            rows.bets.push_back(*std::move(event.bet));
        if (event.job)
            rows.jobs.push_back(*std::move(event.job));
        if (event.failure)
            rows.failures.push_back(*std::move(event.failure));
        if (event.alert)
            rows.alerts.push_back(*std::move(event.alert));
    }
    // A bet that came or went changes its round, too.
    rows.rounds = replay.rounds(moved);
    if (after > before)
        m_window->onRows(rows);
    showCalls();
}

void FileDesk::showMoment()
{
    const auto& replay = *m_opened.replay;
    m_window->topBar().timeBar().setMoment({.fromMs = replay.fromMs(),
                                            .toMs = replay.toMs(),
                                            .atMs = m_momentClock.utcMs(),
                                            .row = replay.position(),
                                            .rows = replay.rows(),
                                            .markedMs = m_markedMs});
    refreshLink();
}

QString FileDesk::aboutRecording() const
{
    const auto of = ui::Format::foreign(m_environment.toStdString(), 60);
    if (!m_problem.isEmpty())
        return tr("The past of %1 can not be shown: %2").arg(of, ui::Format::foreign(m_problem.toStdString(), 300));
    if (!m_opened.replay)
        return tr("Reading what this console saw of %1…").arg(of);
    if (m_opened.replay->fromMs() == 0)
        return tr("The cache of this console holds no events of %1 yet.").arg(of);
    const auto& format = m_context->format;
    const auto now = m_realClock.utcMs();
    return tr("What this console saw of %1 from %2 to %3.")
        .arg(of, format.moment(m_opened.replay->fromMs(), now), format.moment(m_opened.replay->toMs(), now));
}

QString FileDesk::aboutText() const
{
    if (m_path.isEmpty())
        return aboutRecording();
    const auto file = ui::Format::fileName(m_path);
    if (!m_problem.isEmpty())
        return tr("%1 can not be opened: %2").arg(file, ui::Format::foreign(m_problem.toStdString(), 300));
    if (!m_opened.replay)
        return tr("Opening %1…").arg(file);
    if (!m_opened.manifest)
        return tr("File %1, no bundle: nothing says where it is from.").arg(file);
    const auto& about = *m_opened.manifest;
    const auto word =
        about.environmentKind.empty() ? QString() : ui::environmentLook(about.environmentKind, ui::Look::Light).word;
    const auto name = about.environmentName.empty() ? about.environmentId : about.environmentName;
    const auto of = QStringLiteral("%1 %2").arg(word, ui::Format::foreign(name, 64)).trimmed();
    const auto made = m_context->format.moment(about.createdAt, m_realClock.utcMs());
    return of.isEmpty() ? tr("Bundle %1, made %2.").arg(file, made)
                        //: %1 a file, %2 an environment, %3 a time
                        : tr("Bundle %1 of %2, made %3.").arg(file, of, made);
}

QString FileDesk::noteText() const
{
    if (!m_opened.replay)
        return {};
    QStringList parts;
    if (m_beginsLate)
        parts << tr("What came before is not shown, so that a bet may be missing until something happens to it.");
    const auto moment = m_momentClock.utcMs();
    for (const auto& stretch : m_opened.unseen) {
        if (stretch.fromMs < moment && moment < stretch.toMs)
            parts << tr("From %1 to %2 this console saw nothing: you see what it knew before.")
                         .arg(m_context->format.moment(stretch.fromMs, moment),
                              m_context->format.moment(stretch.toMs, moment));
    }
    if (m_path.isEmpty())
        parts << tr("Jobs, groups of failures and alerts are known from their first change on.");
    if (m_unreadable > 0)
        parts << tr("%n parts could not be read and are forgotten.", nullptr, static_cast<int>(m_unreadable));
    if (m_opened.signature)
        parts << tr("Signed by %1….").arg(QString::fromStdString(m_opened.signature->key).left(keyShown));
    else if (m_opened.manifest)
        parts << tr("Not signed.");
    if (m_opened.manifest && m_opened.manifest->leftOut > 0)
        parts << tr("%1 lines were left out of it.", nullptr, static_cast<int>(m_opened.manifest->leftOut))
                     .arg(m_context->format.number(m_opened.manifest->leftOut));
    if (const auto bets = m_notes.size(); bets > 0)
        parts << tr("Its maker wrote notes on %1 bets.", nullptr, static_cast<int>(bets))
                     .arg(m_context->format.number(static_cast<qint64>(bets)));
    if (auto problem = ui::ReviewTexts::notesProblem(m_opened.replay->log()); !problem.isEmpty()) {
        problem.front() = problem.front().toUpper();
        parts << problem + u'.';
    }
    if (m_opened.isCut)
        parts << tr("The end of the file is missing.");
    if (m_opened.damaged > 0)
        parts << tr("%1 lines of it cannot be read.", nullptr, static_cast<int>(m_opened.damaged))
                     .arg(m_context->format.number(static_cast<qint64>(m_opened.damaged)));
    if (!m_path.isEmpty() && !m_opened.replay->isInOrder())
        parts << tr("Its lines are not in order of time: they count in the order in which they stand.");
    return parts.join(u' ');
}

ui::LinkStatus FileDesk::status() const
{
    ui::LinkStatus status;
    status.state = LinkState::File;
    status.isRecording = m_path.isEmpty();
    status.file = aboutText();
    status.note = noteText();
    if (m_opened.replay && m_opened.replay->fromMs() != 0) {
        status.dataAsOfMs = m_momentClock.utcMs();
        status.ageMs = std::max<qint64>(m_realClock.utcMs() - status.dataAsOfMs, 0);
    }
    return status;
}

void FileDesk::refreshLink()
{
    if (m_window)
        m_window->setLink(status());
}

} // namespace app
