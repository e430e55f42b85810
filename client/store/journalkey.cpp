// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/store/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace client::store {

using contract::ErrorKind;
using contract::Result;

namespace {

constexpr std::size_t keyBytes = 32;

class FileDescriptor
{
public:
    explicit FileDescriptor(int fd) : m_fd(fd) {}
    ~FileDescriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

tl::unexpected<contract::Error> failure(const std::string& path, const std::string& what)
{
    return contract::fail(ErrorKind::Storage, path + " can not be " + what + ": " + std::strerror(errno) + ".");
}

Result<std::string> readKey(const std::string& path, int fd)
{
    std::string key(keyBytes + 1, '\0');
    const ssize_t count = ::read(fd, key.data(), key.size());
    if (count < 0)
        return failure(path, "read");
    if (count != static_cast<ssize_t>(keyBytes))
        return contract::fail(ErrorKind::Storage, path + " is not a key of 32 bytes.");
    key.resize(keyBytes);
    ::fchmod(fd, S_IRUSR | S_IWUSR);
    return key;
}

} // namespace

Result<std::string> journalKey(const std::string& path, const std::string& fresh)
{
    const FileDescriptor existing(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (existing.get() >= 0)
        return readKey(path, existing.get());
    if (errno != ENOENT)
        return failure(path, "opened");
    if (fresh.size() != keyBytes)
        return contract::fail(ErrorKind::Invalid, "a fresh key has 32 bytes");

    // Written under another name first: a crash must not leave half a key, which would condemn every later row.
    const std::string draft = path + ".new";
    ::unlink(draft.c_str());
    const FileDescriptor file(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (file.get() < 0)
        return failure(draft, "made");
    if (::write(file.get(), fresh.data(), fresh.size()) != static_cast<ssize_t>(fresh.size()) ||
        ::fsync(file.get()) != 0)
        return failure(draft, "written");
    if (::rename(draft.c_str(), path.c_str()) != 0)
        return failure(path, "made");
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || ::fsync(directory.get()) != 0)
        return failure(folder, "synced");
    return fresh;
}

} // namespace client::store
