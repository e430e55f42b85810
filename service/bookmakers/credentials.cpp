// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/bookmakers/credentials.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace service::bookmakers {

namespace {

using client::contract::ErrorKind;
using client::contract::fail;
using client::contract::Result;

constexpr std::size_t secretMax = 16 * 1024;

struct Descriptor
{
    int number = -1;
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
};

Result<void> open(const std::string& path, Descriptor& into)
{
    into.number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about = {};
    if (into.number < 0 || ::fstat(into.number, &about) != 0)
        return fail(ErrorKind::Storage, path + ": " + std::strerror(errno));
    if (!S_ISREG(about.st_mode))
        return fail(ErrorKind::Invalid, path + ": is no file");
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(ErrorKind::Invalid, path + ": others than its owner may use it; chmod 600 it");
    return {};
}

} // namespace

Result<void> checkSecretFile(const std::string& path)
{
    Descriptor file;
    return open(path, file);
}

Result<std::string> readSecret(const std::string& path)
{
    Descriptor file;
    if (auto opened = open(path, file); !opened)
        return tl::make_unexpected(opened.error());
    std::string text;
    std::array<char, 4096> part{};
    ssize_t count = 0;
    while (text.size() <= secretMax && (count = ::read(file.number, part.data(), part.size())) > 0)
        text.append(part.data(), static_cast<std::size_t>(count));
    if (count < 0)
        return fail(ErrorKind::Storage, path + ": " + std::strerror(errno));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    if (text.empty() || text.size() > secretMax)
        return fail(ErrorKind::Invalid, path + ": has to hold 1 to 16384 bytes");
    return text;
}

Result<Credentials> readCredentials(const Bookmaker& bookmaker)
{
    Credentials credentials;
    if (!bookmaker.tokenFile.empty()) {
        auto token = readSecret(bookmaker.tokenFile);
        if (!token)
            return tl::make_unexpected(token.error());
        // It becomes a header's value.
        if (std::any_of(token->begin(), token->end(), [](char c) { return c < 0x21 || c > 0x7e; }))
            return fail(ErrorKind::Invalid, bookmaker.tokenFile + ": a token is one line of visible ASCII characters");
        credentials.token = *std::move(token);
    }
    if (!bookmaker.hmacKeyFile.empty()) {
        auto key = readSecret(bookmaker.hmacKeyFile);
        if (!key)
            return tl::make_unexpected(key.error());
        credentials.hmacKey = *std::move(key);
    }
    return credentials;
}

} // namespace service::bookmakers
