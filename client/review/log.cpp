// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/log.h"

#include "client/review/columnwriter.h"

#include <QBuffer>
#include <QDir>

#include <algorithm>
#include <optional>
#include <utility>

namespace client::review {

using contract::Result;

namespace {

constexpr std::size_t firstBytes = 256 * 1024;
constexpr std::size_t edgeBytes = 64 * 1024; // of what markOf() hashes

std::string_view bytesOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Result<void> Log::map(const QString& columnsPath)
{
    auto file = MappedFile::open(columnsPath);
    if (!file)
        return tl::make_unexpected(file.error());
    auto columns =
        Columns::open((*file)->bytes(), [mapped = file->get()](std::string_view bytes) { mapped->fetch(bytes); });
    if (!columns)
        return tl::make_unexpected(columns.error());
    m_columnsFile = *std::move(file);
    m_columnsPath = columnsPath;
    m_columns = *columns;
    return {};
}

std::shared_ptr<const Log> Log::firstLines(std::shared_ptr<Log> log, const SourceMark& mark)
{
    QBuffer buffer(&log->m_memory);
    buffer.open(QIODevice::ReadWrite);
    if (!buildFirstColumns(log->m_text, mark, firstBytes, buffer))
        return nullptr;
    auto columns = Columns::open(bytesOf(log->m_memory));
    if (!columns)
        return nullptr;
    log->m_columns = *columns;
    return log;
}

// Columns while they are written: beside those of other files, or in memory where there is no place. Nothing stays of
// what no log took.
class Log::NewColumns
{
public:
    explicit NewColumns(const QString& path) : m_path(path), m_part(path + QStringLiteral(".part"))
    {
        m_isOnDisk = m_part.open(QIODevice::ReadWrite | QIODevice::Truncate);
        if (!m_isOnDisk)
            m_buffer.open(QIODevice::ReadWrite);
    }
    ~NewColumns()
    {
        m_part.close(); // some systems remove no open file
        if (m_isOnDisk)
            QFile::remove(m_path + QStringLiteral(".part"));
    }
    NewColumns(const NewColumns&) = delete;
    NewColumns& operator=(const NewColumns&) = delete;

    QIODevice& out() { return m_isOnDisk ? static_cast<QIODevice&>(m_part) : m_buffer; }

private:
    friend class Log;

    const QString m_path;
    QFile m_part;
    QByteArray m_memory;
    QBuffer m_buffer{&m_memory};
    bool m_isOnDisk = false;
};

Result<void> Log::take(NewColumns& columns)
{
    m_built = true;
    if (!columns.m_isOnDisk) {
        m_memory = columns.m_memory;
        auto opened = Columns::open(bytesOf(m_memory));
        if (!opened)
            return tl::make_unexpected(opened.error());
        m_columns = *opened;
        return {};
    }
    columns.m_part.close();
    QFile::remove(columns.m_path);
    if (!columns.m_part.rename(columns.m_path))
        return contract::fail(contract::ErrorKind::Storage,
                              columns.m_path.toStdString() + ": " + columns.m_part.errorString().toStdString());
    return map(columns.m_path);
}

void Log::readNotes(const Options& options)
{
    m_notes = readBundleNotes(m_path, options.password, options.hooks.stop);
    for (BundleNote& note : m_notes.notes) {
        if (note.row && *note.row >= rows())
            note.row.reset();
    }
}

Result<std::shared_ptr<const Log>> Log::open(const QString& path, const Options& options)
{
    QDir().mkpath(options.folder);
    auto firstRows = options.firstRows;
    const auto beginning = [&](QByteArray text) {
        const std::shared_ptr<Log> log(new Log);
        log->m_path = path;
        log->m_ownText = std::move(text);
        log->m_text = bytesOf(log->m_ownText);
        if (const auto first = firstLines(log, markOf(log->m_text, 0)))
            std::exchange(firstRows, nullptr)(first);
    };
    const QString columnsPath = QDir(options.folder).filePath(cacheKey(path) + QStringLiteral(".columns"));
    std::optional<NewColumns> columns;
    std::optional<ColumnBuild> build;
    auto source = openText(path, options.folder, options.hooks, options.limits, options.password,
                           firstRows ? BeginningHook(beginning) : BeginningHook(),
                           [&]() -> ColumnBuild& { return build.emplace(columns.emplace(columnsPath).out()); });
    if (!source)
        return tl::make_unexpected(source.error());
    if (!source->file)
        return std::shared_ptr<const Log>();

    const std::shared_ptr<Log> log(new Log);
    log->m_path = path;
    log->m_cut = source->isCut;
    log->m_textFile = std::move(source->file);
    log->m_text = log->m_textFile->bytes();
    log->m_textFile->fetch(log->m_text.substr(0, edgeBytes));
    log->m_textFile->fetch(log->m_text.substr(log->m_text.size() - std::min(edgeBytes, log->m_text.size())));
    const SourceMark mark = markOf(log->m_text, log->m_textFile->modifiedMs());
    if (build) {
        if (const auto built = build->finish(mark); !built)
            return tl::make_unexpected(built.error());
    } else {
        if (log->map(columnsPath) && log->m_columns.source() == mark) {
            if (options.wantsNotes)
                log->readNotes(options);
            return log;
        }
        if (firstRows) {
            if (const auto first = firstLines(std::make_shared<Log>(*log), mark))
                firstRows(first);
        }
        log->m_columnsFile.reset();
        log->m_columnsPath.clear();
        const auto built = buildColumns(log->m_text, mark, columns.emplace(columnsPath).out(), options.hooks);
        if (!built)
            return tl::make_unexpected(built.error());
        if (!*built)
            return std::shared_ptr<const Log>();
    }
    if (auto taken = log->take(*columns); !taken)
        return tl::make_unexpected(taken.error());
    if (options.hooks.progress)
        options.hooks.progress({mark.bytes, mark.bytes, log->rows()});
    if (options.wantsNotes)
        log->readNotes(options);
    return log;
}

Result<std::shared_ptr<const Log>> Log::fromText(QByteArray text, const QString& name, const BuildHooks& hooks)
{
    const std::shared_ptr<Log> log(new Log);
    log->m_path = name;
    log->m_ownText = std::move(text);
    log->m_text = bytesOf(log->m_ownText);
    log->m_built = true;
    QBuffer buffer(&log->m_memory);
    buffer.open(QIODevice::ReadWrite);
    const auto built = buildColumns(log->m_text, markOf(log->m_text, 0), buffer, hooks);
    if (!built || !*built)
        return built ? Result<std::shared_ptr<const Log>>(nullptr) : tl::make_unexpected(built.error());
    auto columns = Columns::open(bytesOf(log->m_memory));
    if (!columns)
        return tl::make_unexpected(columns.error());
    log->m_columns = *columns;
    return log;
}

std::string_view Log::line(std::uint64_t row) const
{
    const std::uint64_t begin = m_columns.lineBegin(row);
    std::string_view line = m_text.substr(begin, m_columns.lineEnd(row) - begin);
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

void Log::fetch(const std::vector<std::uint64_t>& rows) const
{
    if (!m_textFile)
        return;
    for (const std::uint64_t row : rows) {
        m_columns.fetch(Column::Offset, row);
        if (row + 1 < m_columns.rows())
            m_columns.fetch(Column::Offset, row + 1);
        const std::uint64_t begin = m_columns.lineBegin(row);
        m_textFile->fetch(m_text.substr(begin, m_columns.lineEnd(row) - begin));
    }
}

bool Log::verify() const
{
    if (m_columns.verify(m_text))
        return true;
    if (!m_columnsPath.isEmpty())
        QFile::remove(m_columnsPath);
    return false;
}

} // namespace client::review
