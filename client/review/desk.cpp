// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/desk.h"

#include <QDir>

#include <algorithm>

namespace client::review {

namespace {

constexpr int saveDelayMs = 500;

// The nearest of `positions` in that direction.
std::uint64_t nearest(const Positions& positions, std::uint64_t from, int step)
{
    if (step > 0) {
        const auto after = std::upper_bound(positions.begin(), positions.end(), from);
        return after == positions.end() ? Merged::none : *after;
    }
    const auto at = std::lower_bound(positions.begin(), positions.end(), from);
    return at == positions.begin() ? Merged::none : *std::prev(at);
}

// The mark of the line that stands there now.
template <typename AnyMarks>
auto markOf(AnyMarks& marks, const Log& log, std::uint64_t row)
{
    const std::uint64_t hash = lineHash(log.line(row));
    const auto [first, last] = marks.equal_range(row);
    const auto found = std::find_if(first, last, [&](const auto& each) { return each.second.hash == hash; });
    return found == last ? marks.end() : found;
}

} // namespace

Desk::Desk(const QString& folder, QObject* parent)
    : QObject(parent), m_path(QDir(folder).filePath(QStringLiteral("review.json"))),
      m_files(QDir(folder).filePath(QStringLiteral("review-columns")))
{
    m_saveDelay.setSingleShot(true);
    m_saveDelay.setInterval(saveDelayMs);
    connect(&m_saveDelay, &QTimer::timeout, this, &Desk::save);
    connect(&m_files, &Files::changed, this, &Desk::onFiles);
    connect(&m_lookup, &Lookup::answered, this, &Desk::onAnswer);
}

Desk::~Desk()
{
    if (m_saveDelay.isActive())
        save();
}

void Desk::resume()
{
    if (m_resumed)
        return;
    m_resumed = true;
    auto loaded = loadSession(m_path);
    if (!loaded) {
        m_saveProblem = QString::fromStdString(loaded.error().detail);
        Q_EMIT saveProblemChanged();
        return;
    }
    m_putAside = loaded->putAside;
    m_session = std::move(loaded->session);
    if (const auto query = contract::Query::parse(m_session.query.toStdString()))
        m_query = *query;
    if (m_session.period)
        m_period = Period{m_session.period->first, m_session.period->second};
    const auto files = m_session.files;
    for (const Session::File& file : files)
        m_files.open(file.path, file.shiftMs);
    m_mayWrite = true;
    Q_EMIT resumed();
}

void Desk::ask()
{
    m_lookup.ask({m_files.sources(), m_query, m_period, Question().bucketsMax, m_countBy, m_sort, m_answer});
}

void Desk::onFiles()
{
    std::vector<Session::File> files;
    for (const Files::File& file : m_files.list()) {
        if (!file.isMemory)
            files.push_back({file.path, file.shiftMs});
    }
    // Not while those of a session are opened one by one: those that wait still belong to it.
    if (m_mayWrite && files != m_session.files) {
        m_session.files = std::move(files);
        saveSoon();
    }
    ask();
}

void Desk::onAnswer(const std::shared_ptr<const Answer>& answer)
{
    m_answer = answer;
    placeMarks();
    Q_EMIT answered();
}

void Desk::setQuery(const contract::Query& query)
{
    m_query = query;
    m_session.query = QString::fromStdString(query.text());
    saveSoon();
    ask();
}

void Desk::setPeriod(const std::optional<Period>& period)
{
    if (period == m_period)
        return;
    m_period = period;
    m_session.period.reset();
    if (period)
        m_session.period = std::pair(period->fromMs, period->toMs);
    saveSoon();
    ask();
}

void Desk::setCountBy(std::optional<GroupField> field)
{
    if (field == m_countBy)
        return;
    m_countBy = field;
    if (field)
        ask();
}

void Desk::setSort(const std::optional<Sort>& sort)
{
    if (sort == m_sort)
        return;
    m_sort = sort;
    ask();
}

void Desk::setCurrent(std::uint64_t position)
{
    if (position >= merged().rows() || position == current())
        return;
    const LinePlace place = merged().place(position);
    m_session.currentPath = merged().sources()[place.source].log->path();
    m_session.currentRow = place.row;
    saveSoon();
}

std::uint64_t Desk::current() const
{
    const auto& sources = merged().sources();
    for (std::size_t source = 0; source < sources.size(); ++source) {
        if (sources[source].log->path() == m_session.currentPath)
            return merged().position({source, m_session.currentRow});
    }
    return none;
}

void Desk::placeMarks()
{
    m_marked.clear();
    m_stray = 0;
    const auto& sources = merged().sources();
    for (std::size_t source = 0; source < sources.size(); ++source) {
        const auto found = m_session.marks.find(sources[source].log->path());
        if (found == m_session.marks.end())
            continue;
        for (const auto& [row, mark] : found->second) {
            const std::uint64_t position = merged().position({source, row});
            if (position != none && lineHash(sources[source].log->line(row)) == mark.hash)
                m_marked.push_back(static_cast<std::uint32_t>(position));
            else
                ++m_stray;
        }
    }
    std::sort(m_marked.begin(), m_marked.end());
    placeBundleNotes();
}

void Desk::placeBundleNotes()
{
    m_bundleNotes.clear();
    m_noted = m_marked;
    const auto& sources = merged().sources();
    for (std::size_t source = 0; source < sources.size(); ++source) {
        for (const BundleNote& note : sources[source].log->notes().notes) {
            const auto position = note.row ? merged().position({source, *note.row}) : none;
            m_bundleNotes.push_back({position, source, &note});
            if (position != none)
                m_noted.push_back(static_cast<std::uint32_t>(position));
        }
    }
    std::stable_sort(m_bundleNotes.begin(), m_bundleNotes.end(),
                     [](const ForeignNote& a, const ForeignNote& b) { return a.position < b.position; });
    std::sort(m_noted.begin(), m_noted.end());
    m_noted.erase(std::unique(m_noted.begin(), m_noted.end()), m_noted.end());
}

std::vector<const BundleNote*> Desk::bundleNotesAt(std::uint64_t position) const
{
    std::vector<const BundleNote*> found;
    if (position == none)
        return found;
    auto each = std::lower_bound(m_bundleNotes.begin(), m_bundleNotes.end(), position,
                                 [](const ForeignNote& of, std::uint64_t than) { return of.position < than; });
    for (; each != m_bundleNotes.end() && each->position == position; ++each)
        found.push_back(each->note);
    return found;
}

const Mark* Desk::mark(std::uint64_t position) const
{
    if (!std::binary_search(m_marked.begin(), m_marked.end(), position))
        return nullptr;
    const LinePlace place = merged().place(position);
    const Log& log = *merged().sources()[place.source].log;
    const auto marks = m_session.marks.find(log.path());
    if (marks == m_session.marks.end())
        return nullptr;
    const auto found = markOf(marks->second, log, place.row);
    return found == marks->second.end() ? nullptr : &found->second;
}

Desk::Marked Desk::toggleMark(std::uint64_t position)
{
    const LinePlace place = merged().place(position);
    const Log& log = *merged().sources()[place.source].log;
    Marks& marks = m_session.marks[log.path()];
    const auto known = markOf(marks, log, place.row);
    if (known == marks.end()) {
        annotate(position, {}, {});
        return Marked::Set;
    }
    if (!known->second.note.isEmpty() || !known->second.tags.isEmpty())
        return Marked::HasNote;
    marks.erase(known);
    placeMarks();
    saveSoon();
    Q_EMIT marksChanged();
    return Marked::Removed;
}

void Desk::annotate(std::uint64_t position, const QStringList& tags, const QString& note)
{
    const LinePlace place = merged().place(position);
    const Log& log = *merged().sources()[place.source].log;
    Marks& marks = m_session.marks[log.path()];
    const Mark written{lineHash(log.line(place.row)), tags, note};
    if (const auto known = markOf(marks, log, place.row); known != marks.end())
        known->second = written;
    else
        marks.emplace(place.row, written);
    placeMarks();
    saveSoon();
    Q_EMIT marksChanged();
}

Positions Desk::sameBet(std::uint64_t position) const
{
    if (position >= merged().rows())
        return {};
    const auto& sources = merged().sources();
    const LinePlace place = merged().place(position);
    const Columns& columns = sources[place.source].log->columns();
    if (!columns.has(HasBet, place.row))
        return {};
    const auto bet = columns.text(Dictionary::Bet, place.row);
    const auto partner = columns.text(Dictionary::Partner, place.row);
    Positions found;
    for (std::size_t source = 0; source < sources.size(); ++source) {
        for (const std::uint64_t row : sources[source].log->columns().rowsOfBet(bet, partner))
            found.push_back(static_cast<std::uint32_t>(merged().position({source, row})));
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::uint64_t Desk::next(Jump jump, std::uint64_t from, int step, const Positions* within) const
{
    Positions bet;
    if (jump == Jump::SameBet)
        bet = sameBet(from);
    const Positions& wanted = jump == Jump::Error ? *m_answer->errors : jump == Jump::Mark ? m_noted : bet;
    if (wanted.empty())
        return none;
    // With nothing chosen yet: from before the first, or from behind the last.
    std::uint64_t at = from != none ? nearest(wanted, from, step) : step > 0 ? wanted.front() : wanted.back();
    while (at != none && within && !std::binary_search(within->begin(), within->end(), at))
        at = nearest(wanted, at, step);
    return at;
}

void Desk::saveSoon()
{
    if (m_mayWrite)
        m_saveDelay.start();
}

void Desk::save()
{
    m_saveDelay.stop();
    if (!m_mayWrite)
        return;
    const auto saved = saveSession(m_session, m_path);
    const auto problem = saved ? QString() : QString::fromStdString(saved.error().detail);
    if (problem == m_saveProblem)
        return;
    m_saveProblem = problem;
    Q_EMIT saveProblemChanged();
}

} // namespace client::review
