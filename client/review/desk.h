// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/files.h"
#include "client/review/lookup.h"
#include "client/review/session.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace client::review {

// What the maker of an open bundle wrote, beside one's own marks.
struct ForeignNote
{
    std::uint64_t position = Merged::none; // none: the line did not go along
    std::size_t source = 0;
    const BundleNote* note = nullptr; // of the log, as long as the answer is
};

// One person's review: files, query, period, place and marks, kept in the profile's folder, so that it goes on after a
// restart. Lines are named by their position in the answer's merged list, which is another list after answered(). One
// thread.
class Desk : public QObject
{
    Q_OBJECT

public:
    enum class Jump { Error, SameBet, Mark };
    enum class Marked { Set, Removed, HasNote };
    static constexpr std::uint64_t none = Merged::none;

    explicit Desk(const QString& folder, QObject* parent = nullptr);
    ~Desk() override;

    // Opens what the session holds. Once, when somebody looks for the first time.
    void resume();
    bool isResumed() const { return m_resumed; }
    // Where a damaged session was put; empty: it was whole.
    const QString& putAside() const { return m_putAside; }
    // Why marks are not kept; empty: they are.
    const QString& saveProblem() const { return m_saveProblem; }

    Files& files() { return m_files; }
    const Files& files() const { return m_files; }
    const std::shared_ptr<const Answer>& answer() const { return m_answer; }
    const Merged& merged() const { return *m_answer->merged; }
    bool isBusy() const { return m_lookup.isBusy() || m_files.isLoading(); }

    void setQuery(const contract::Query& query);
    const QString& queryText() const { return m_session.query; }
    void setPeriod(const std::optional<Period>& period);
    const std::optional<Period>& period() const { return m_period; }

    // What the answers count by; nothing: they do not count.
    void setCountBy(std::optional<GroupField> field);

    // Of what matches, while it is of one file.
    void setSort(const std::optional<Sort>& sort);
    const std::optional<Sort>& sort() const { return m_sort; }

    // The line that a person is at; none: no line, or it is not there now.
    void setCurrent(std::uint64_t position);
    std::uint64_t current() const;

    // Marks of lines that are where they were when they were marked, by position.
    const Positions& marked() const { return m_marked; }
    const Mark* mark(std::uint64_t position) const;
    // Of all open bundles, by position; those of no line are last.
    const std::vector<ForeignNote>& bundleNotes() const { return m_bundleNotes; }
    std::vector<const BundleNote*> bundleNotesAt(std::uint64_t position) const;
    // What is marked or has a note of a bundle.
    const Positions& noted() const { return m_noted; }
    // Of marks of open files, those whose line is another now or gone. They stay in the session.
    std::size_t strayMarks() const { return m_stray; }
    // A mark with a note or tags is not taken away: they would be lost.
    Marked toggleMark(std::uint64_t position);
    // Marks the line if it is not. What was marked at its place when that was another line stays in the session.
    void annotate(std::uint64_t position, const QStringList& tags, const QString& note);

    // The next line of that kind in the direction of `step` (1 or -1), of those in `within` alone if it is given.
    std::uint64_t next(Jump jump, std::uint64_t from, int step, const Positions* within = nullptr) const;
    // All lines of the bet that the line is of; empty: it is of none.
    Positions sameBet(std::uint64_t position) const;

    // Writes what is not yet written.
    void save();

Q_SIGNALS:
    void resumed();
    void answered();
    void marksChanged();
    void saveProblemChanged();

private:
    void ask();
    void onAnswer(const std::shared_ptr<const Answer>& answer);
    void placeMarks();
    void placeBundleNotes();
    void onFiles();
    void saveSoon();

    const QString m_path; // of the session
    bool m_resumed = false;
    bool m_mayWrite = false; // not before all of it was read
    QString m_putAside;
    QString m_saveProblem;
    Session m_session;
    contract::Query m_query;
    std::optional<Period> m_period;
    std::optional<GroupField> m_countBy;
    std::optional<Sort> m_sort;
    Files m_files;
    Lookup m_lookup;
    std::shared_ptr<const Answer> m_answer = std::make_shared<const Answer>();
    Positions m_marked;
    std::vector<ForeignNote> m_bundleNotes;
    Positions m_noted;
    std::size_t m_stray = 0;
    QTimer m_saveDelay;
};

} // namespace client::review
