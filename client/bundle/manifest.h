// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace client::bundle {

// Why a bundle is not taken.
enum class Flaw {
    Unreadable, // the file itself
    NotABundle, // no zip, or one with more than a bundle has
    Damaged,    // cut short, or its parts contradict each other
    BadName,    // a file that no bundle has, or a path
    DuplicateName,
    Link,
    TooLarge,  // more than bytesMax unpacked
    TooPacked, // more than ratioMax
    BadMethod, // of compression or encryption
    NeedsPassword,
    WrongPassword,
    BadManifest,
    NewerVersion,
    Lies, // the manifest says other than what is there
    BadSignature,
    OtherSigner, // signed, but by another key than the one asked for
    NotSigned,   // though a key was asked for
};

struct BundleError
{
    Flaw flaw = Flaw::Unreadable;
    std::string detail; // English, one sentence; may quote the bundle
};

template <typename T>
using Outcome = tl::expected<T, BundleError>;

inline tl::unexpected<BundleError> refuse(Flaw flaw, std::string detail)
{
    return tl::unexpected<BundleError>(BundleError{flaw, std::move(detail)});
}

inline constexpr std::string_view manifestName = "manifest.json";
inline constexpr std::string_view signatureName = "signature.json";
inline constexpr std::string_view eventsName = "events.jsonl";
inline constexpr std::string_view notesName = "notes.jsonl";
inline constexpr std::array fileNames{manifestName, signatureName, eventsName, notesName};

inline constexpr std::uint64_t bytesMax = std::uint64_t(2) << 30;
inline constexpr std::uint64_t ratioMax = 100;
inline constexpr std::int64_t manifestVersion = 1;

enum class Players { Hashed, Plain };

struct FileEntry
{
    std::string name;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
    std::string sha256; // 64 hexadecimal digits
    bool operator==(const FileEntry&) const = default;
};

struct Manifest
{
    std::int64_t createdAt = 0; // UTC ms
    std::string app;            // "betdesk 0.1.0"
    std::string environmentId;
    std::string environmentName;
    std::string environmentKind; // local, staging, production; empty: not known
    std::string zone;            // of whoever exported, "Europe/Moscow"
    std::string filter;          // the query, empty: all
    std::int64_t fromMs = 0;     // times of the first and last event
    std::int64_t toMs = 0;
    Players players = Players::Hashed;
    std::int64_t leftOut = 0; // lines that could not be masked, because they are no JSON
    std::vector<FileEntry> files;
    bool operator==(const Manifest&) const = default;
};

std::string encode(const Manifest& manifest);
// BadManifest, NewerVersion.
Outcome<Manifest> decodeManifest(std::string_view text);

struct Signature
{
    std::string key;       // Ed25519, 64 hexadecimal digits
    std::string signature; // of the manifest's bytes, 128 digits
};
std::string encode(const Signature& signature);
Outcome<Signature> decodeSignature(std::string_view text);

} // namespace client::bundle
