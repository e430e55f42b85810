// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/review/bundlenotes.h"
#include "client/review/columns.h"
#include "client/review/textsource.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace client::review {

// One opened file: its text and the columns of its lines. Every line is a row, whatever it holds; its number is the row
// + 1. Nothing in it changes, so any thread may read.
class Log
{
public:
    struct Options
    {
        QString folder; // for columns, copied and unpacked texts; all in it may be deleted at any time
        BuildHooks hooks = {};
        // The first lines, long before all are read, when the columns have to be built.
        std::function<void(std::shared_ptr<const Log>)> firstRows = {};
        UnpackLimits limits = {};
        std::string password = {}; // of an incident bundle
        bool wantsNotes = false;   // of one; the whole bundle is read once more for them
    };

    // Maps the columns that are there; builds them if there are none of just this text. Null: it was stopped. Storage,
    // TooLarge, Malformed, Invalid: as openText(). A folder that cannot be written is no error: the columns are then
    // kept in memory.
    static contract::Result<std::shared_ptr<const Log>> open(const QString& path, const Options& options);
    // Of a text in memory, with columns in memory. Null: it was stopped.
    static contract::Result<std::shared_ptr<const Log>> fromText(QByteArray text, const QString& name = {},
                                                                 const BuildHooks& hooks = {});

    const QString& path() const { return m_path; }
    std::string_view text() const { return m_text; }
    const Columns& columns() const { return m_columns; }
    std::uint64_t rows() const { return m_columns.rows(); }
    // Without its end of line.
    std::string_view line(std::uint64_t row) const;
    // To be called before a few lines are read that lie here and there.
    void fetch(const std::vector<std::uint64_t>& rows) const;
    bool isComplete() const { return m_columns.rows() == 0 || m_columns.blocks().back().textEnd == m_text.size(); }
    bool isCut() const { return m_cut; } // see TextSource
    const BundleNotes& notes() const { return m_notes; }
    bool wasBuilt() const { return m_built; } // the columns, by this open()
    // Reads all of it: false if text or columns are damaged. The columns are deleted then, so that open() builds them.
    bool verify() const;

private:
    Log() = default;
    // Those of `log`, whose text is there; null: there are none.
    void readNotes(const Options& options); // once all lines are known
    static std::shared_ptr<const Log> firstLines(std::shared_ptr<Log> log, const SourceMark& mark);
    class NewColumns;
    contract::Result<void> map(const QString& columnsPath);
    contract::Result<void> take(NewColumns& columns);

    QString m_path;
    QString m_columnsPath; // empty: in memory
    std::shared_ptr<const MappedFile> m_textFile;
    std::shared_ptr<const MappedFile> m_columnsFile;
    QByteArray m_memory; // columns without a file
    QByteArray m_ownText;
    std::string_view m_text;
    Columns m_columns;
    BundleNotes m_notes; // none before all lines are read
    bool m_cut = false;
    bool m_built = false;
};

} // namespace client::review
