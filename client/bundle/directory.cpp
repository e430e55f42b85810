// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/directory.h"

#include <algorithm>
#include <string>

namespace client::bundle {

namespace {

constexpr std::string_view endMark("PK\x05\x06", 4);
constexpr std::string_view entryMark("PK\x01\x02", 4);
constexpr std::string_view localMark("PK\x03\x04", 4);
constexpr std::size_t endBytes = 22, entryBytes = 46, localBytes = 30;
constexpr std::uint64_t packedSlack = 64 * 1024; // below that any ratio is harmless
constexpr std::uint64_t manifestBytesMax = 1 << 20;
constexpr unsigned stored = 0, deflated = 8, aes = 99;

// Little-endian.
std::uint64_t number(std::string_view zip, std::size_t at, std::size_t bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(zip[at + i])) << 8 * i;
    return value;
}

struct Entry
{
    std::string_view name;
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    std::uint64_t local = 0; // where its own header is
};

tl::unexpected<BundleError> damaged(const char* what)
{
    return refuse(Flaw::Damaged, std::string("The bundle is damaged or cut short: ") + what + '.');
}

Outcome<void> checkEntry(std::string_view zip, std::size_t at, const Entry& entry)
{
    if (std::find(fileNames.begin(), fileNames.end(), entry.name) == fileNames.end())
        return refuse(Flaw::BadName, "There is a file that no bundle has: " + std::string(entry.name.substr(0, 100)));
    constexpr std::uint64_t typeMask = 0xF000, regular = 0x8000;
    const std::uint64_t type = number(zip, at + 38, 4) >> 16 & typeMask;
    if (number(zip, at + 5, 1) == 3 && type != 0 && type != regular)
        return refuse(Flaw::Link, "There is something else than a file: " + std::string(entry.name));
    const std::uint64_t method = number(zip, at + 10, 2);
    if (method != stored && method != deflated && method != aes)
        return refuse(Flaw::BadMethod, "A file is packed in a way that no bundle is.");
    const bool isSmall = entry.name == manifestName || entry.name == signatureName;
    if (entry.unpacked > (isSmall ? manifestBytesMax : bytesMax))
        return refuse(Flaw::TooLarge, "A file is larger than a bundle may be.");
    if (entry.unpacked > packedSlack && entry.unpacked / ratioMax > entry.packed)
        return refuse(Flaw::TooPacked, "A file unpacks to more than a hundred times its size.");
    if (zip.size() < entry.local + localBytes || zip.substr(entry.local, 4) != localMark)
        return damaged("a file has no header");
    return {};
}

} // namespace

Outcome<void> checkDirectory(std::string_view zip)
{
    if (!zip.starts_with(localMark))
        return refuse(Flaw::NotABundle, "This is no bundle: it does not begin as a zip does.");
    if (zip.size() < endBytes || zip.substr(zip.size() - endBytes, 4) != endMark)
        return damaged("it does not end as a zip does");
    const std::size_t end = zip.size() - endBytes;
    const std::uint64_t count = number(zip, end + 10, 2);
    const std::uint64_t size = number(zip, end + 12, 4), begin = number(zip, end + 16, 4);
    if (number(zip, end + 4, 4) != 0 || number(zip, end + 8, 2) != count || number(zip, end + 20, 2) != 0 ||
        begin + size != end)
        return damaged("its directory is not where it says");
    if (count == 0 || count > fileNames.size())
        return refuse(Flaw::NotABundle, "There are " + std::to_string(count) + " files, a bundle has two to four.");

    std::vector<Entry> entries;
    std::size_t at = begin;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (end - at < entryBytes || zip.substr(at, 4) != entryMark)
            return damaged("an entry of its directory");
        const std::uint64_t nameBytes = number(zip, at + 28, 2);
        const std::uint64_t length = entryBytes + nameBytes + number(zip, at + 30, 2) + number(zip, at + 32, 2);
        if (end - at < length)
            return damaged("an entry of its directory");
        const Entry entry{zip.substr(at + entryBytes, nameBytes), number(zip, at + 20, 4), number(zip, at + 24, 4),
                          number(zip, at + 42, 4)};
        const auto same = [&](const Entry& other) { return other.name == entry.name; };
        if (std::any_of(entries.begin(), entries.end(), same))
            return refuse(Flaw::DuplicateName, "A name is there twice: " + std::string(entry.name.substr(0, 100)));
        if (const auto checked = checkEntry(zip, at, entry); !checked)
            return checked;
        entries.push_back(entry);
        at += length;
    }
    if (at != end)
        return damaged("its directory is longer than its entries");

    // Files that overlap are how a small zip holds a huge one.
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.local < b.local; });
    std::uint64_t total = 0, reached = 0;
    for (const Entry& entry : entries) {
        const std::uint64_t nameBytes = number(zip, entry.local + 26, 2);
        const std::uint64_t data = entry.local + localBytes + nameBytes + number(zip, entry.local + 28, 2);
        if (entry.local < reached || data + entry.packed > begin)
            return damaged("two of its files overlap");
        if (zip.substr(entry.local + localBytes, nameBytes) != entry.name)
            return damaged("a file has two names");
        reached = data + entry.packed;
        total += entry.unpacked;
    }
    if (total > bytesMax)
        return refuse(Flaw::TooLarge, "It unpacks to more than a bundle may.");
    return {};
}

} // namespace client::bundle
