// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/wire.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace ui {

class Format;

// What is certain about the money of a bet, whatever HTTP said.
enum class MoneyFact {
    InDoubt,
    NeedsReview,
    NotYetHeld,
    NotHeld,
    Held,
    HeldAndRetrying,
    Returned,
    NothingReturned,
    Paid,
    Kept,
    Released
};

MoneyFact moneyFact(const client::contract::Story& story);

// A bet's story as lines, oldest first: calls, versions, operations, attempts, notes, gaps of silence, and the money
// fact as the last line. Text is made when it is asked for, so a change of language needs only retranslate().
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class LineKind { Call, Version, Operation, Attempt, Note, Gap, Fact };
    enum Role {
        KindRole = Qt::UserRole, // int of LineKind
        ShapeRole,               // int of contract::ShownStatus, invalid: a plain dot
        TimeRole,                // "18:42:51.004", empty if the line has none
        DetailRole,              // second line, may be empty
        RemarkRole,              // third line: what the other side said
    };
    // Silence that is worth a line.
    static constexpr std::int64_t gapMs = 2'000;

    explicit TimelineModel(const Format& format, QObject* parent = nullptr);
    ~TimelineModel() override;

    // Lines that stay the same keep their indexes, so selection and scroll survive a refresh.
    void setStory(const client::contract::Story& story);
    void clear();
    void retranslate();

    bool isEmpty() const { return m_lines.empty(); }
    // Null if the line is no attempt. Valid until the next setStory() or clear().
    const client::contract::AttemptRow* attempt(const QModelIndex& index) const;
    // The call that an attempt or operation belongs to, "block_funds".
    std::string call(const QModelIndex& index) const;
    // The newest attempt's index, invalid if there is none.
    QModelIndex lastAttempt() const;

    int rowCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role) const final;

private:
    struct Line
    {
        LineKind kind = LineKind::Note;
        client::contract::TimelineEntry entry; // empty for Gap and Fact
        std::int64_t durationMs = 0;           // of a Gap
        std::int64_t waitedMs = 0;             // of an Attempt: since the one before it ended, if no Gap says so
        bool beforeRetry = false;              // of a Gap: the schedule asked for it
        bool ownActor = true;                  // of an Attempt: another actor than its operation's
        std::optional<client::contract::ShownStatus> shape;

        // Whether this is the same line of the same story, with the same or other content.
        bool isSameLineAs(const Line& other) const
        {
            if (kind != other.kind || entry.at != other.entry.at || entry.version != other.entry.version)
                return false;
            if (entry.attempt.has_value() != other.entry.attempt.has_value())
                return false;
            if (entry.attempt)
                return entry.attempt->operation == other.entry.attempt->operation &&
                       entry.attempt->number == other.entry.attempt->number;
            return entry.call == other.entry.call && entry.text == other.entry.text;
        }
    };

    static std::vector<Line> linesOf(const client::contract::Story& story);
    QString title(const Line& line) const;
    QString detail(const Line& line) const;
    QString remark(const Line& line) const;
    QString attemptDetail(const Line& line) const;
    static QString attemptRemark(const client::contract::AttemptRow& attempt);
    QString operationDetail(const Line& line) const;
    QString factText() const;
    QString factDetail() const;
    QString reviewReason() const;

    const Format& m_format;
    client::contract::Story m_story;
    std::vector<Line> m_lines;
};

} // namespace ui
