// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/review/log.h"

#include "client/review/columnwriter.h"

#include <QBuffer>
#include <QDir>

#include <utility>

namespace client::review {

using contract::Result;

namespace {

constexpr std::size_t firstBytes = 256 * 1024;

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
    auto columns = Columns::open((*file)->bytes());
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
    auto source = openText(path, options.folder, options.hooks, options.limits, options.password,
                           firstRows ? BeginningHook(beginning) : BeginningHook());
    if (!source)
        return tl::make_unexpected(source.error());
    if (!source->file)
        return std::shared_ptr<const Log>();

    const std::shared_ptr<Log> log(new Log);
    log->m_path = path;
    log->m_cut = source->isCut;
    log->m_textFile = std::move(source->file);
    log->m_text = log->m_textFile->bytes();
    const SourceMark mark = markOf(log->m_text, log->m_textFile->modifiedMs());
    const QString columnsPath = QDir(options.folder).filePath(cacheKey(path) + QStringLiteral(".columns"));
    if (log->map(columnsPath) && log->m_columns.source() == mark) {
        log->m_notes = readBundleNotes(path, options.password);
        return log;
    }

    if (firstRows) {
        if (const auto first = firstLines(std::make_shared<Log>(*log), mark))
            firstRows(first);
    }

    log->m_notes = readBundleNotes(path, options.password);
    log->m_built = true;
    log->m_columnsFile.reset();
    log->m_columnsPath.clear();
    QFile part(columnsPath + QStringLiteral(".part"));
    QBuffer buffer(&log->m_memory);
    const bool onDisk = part.open(QIODevice::ReadWrite | QIODevice::Truncate);
    if (!onDisk)
        buffer.open(QIODevice::ReadWrite);
    const auto built = buildColumns(log->m_text, mark, onDisk ? static_cast<QIODevice&>(part) : buffer, options.hooks);
    part.close();
    if (!built || !*built) {
        part.remove();
        return built ? Result<std::shared_ptr<const Log>>(nullptr) : tl::make_unexpected(built.error());
    }
    if (!onDisk) {
        auto columns = Columns::open(bytesOf(log->m_memory));
        if (!columns)
            return tl::make_unexpected(columns.error());
        log->m_columns = *columns;
        return log;
    }
    QFile::remove(columnsPath);
    if (!part.rename(columnsPath))
        return contract::fail(contract::ErrorKind::Storage,
                              columnsPath.toStdString() + ": " + part.errorString().toStdString());
    if (auto mapped = log->map(columnsPath); !mapped)
        return tl::make_unexpected(mapped.error());
    return log;
}

Result<std::shared_ptr<const Log>> Log::fromText(QByteArray text)
{
    const std::shared_ptr<Log> log(new Log);
    log->m_ownText = std::move(text);
    log->m_text = bytesOf(log->m_ownText);
    log->m_built = true;
    QBuffer buffer(&log->m_memory);
    buffer.open(QIODevice::ReadWrite);
    if (const auto built = buildColumns(log->m_text, markOf(log->m_text, 0), buffer); !built)
        return tl::make_unexpected(built.error());
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

bool Log::verify() const
{
    if (m_columns.verify(m_text))
        return true;
    if (!m_columnsPath.isEmpty())
        QFile::remove(m_columnsPath);
    return false;
}

} // namespace client::review
