// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/auditkey.h"

#include "service/core/keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace service {

using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

namespace {

// Closes what it was given.
bool writeDurably(int descriptor, const std::string& text)
{
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    return ::close(descriptor) == 0 && written;
}

void syncFolder(const std::string& path)
{
    const std::string folder = std::filesystem::absolute(path).parent_path().string();
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

Result<core::AuditKey> makeKey(const std::string& path)
{
    std::string seed(core::auditSeedBytes, '\0');
    randombytes_buf(seed.data(), seed.size());
    // Complete before it has its name: a crash leaves no half of a key.
    const std::string draft = path + ".new";
    ::unlink(draft.c_str());
    const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0 || !writeDurably(descriptor, core::hex(seed) + "\n") ||
        std::rename(draft.c_str(), path.c_str()) != 0)
        return fail(ErrorKind::Storage, path + ": " + std::strerror(errno));
    syncFolder(path);
    return core::auditKeyFrom(seed);
}

} // namespace

std::string auditKeyPath(const std::string& databasePath)
{
    return databasePath + ".audit-key";
}

Result<core::AuditKey> readAuditKey(const std::string& databasePath)
{
    const std::string path = auditKeyPath(databasePath);
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0)
        return fail(errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Storage, path + ": " + std::strerror(errno));
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(ErrorKind::Invalid, path + ": others may use this file; chmod 600 it");
    std::ifstream file(path, std::ios::binary);
    std::string text;
    std::getline(file, text);
    const auto seed = core::bytes32FromHex(text);
    if (!seed)
        return fail(ErrorKind::Malformed, path + ": is no key of the audit log");
    return core::auditKeyFrom(*seed);
}

Result<core::AuditKey> takeAuditKey(const std::string& databasePath)
{
    if (sodium_init() < 0)
        return fail(ErrorKind::Storage, "libsodium cannot be used on this machine");
    auto key = readAuditKey(databasePath);
    if (!key && key.error().kind == ErrorKind::NotFound)
        return makeKey(auditKeyPath(databasePath));
    return key;
}

} // namespace service
