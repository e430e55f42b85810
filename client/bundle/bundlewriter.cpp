// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/bundlewriter.h"

#include "client/bundle/masker.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <sodium.h>
#include <zip.h>

#include <array>
#include <memory>
#include <vector>

namespace client::bundle {

using contract::ErrorKind;
using contract::Result;

namespace {

struct DiscardZip
{
    void operator()(zip_t* zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, DiscardZip>;

unsigned char* bytes(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(std::string_view binary)
{
    std::string text(binary.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes(binary), binary.size());
    text.pop_back();
    return text;
}

struct KeyPair
{
    std::string publicKey = std::string(crypto_sign_PUBLICKEYBYTES, '\0');
    std::string secretKey = std::string(crypto_sign_SECRETKEYBYTES, '\0');
};

std::optional<KeyPair> keysOf(std::string_view seed)
{
    std::string binary(crypto_sign_SEEDBYTES, '\0');
    std::size_t got = 0;
    if (sodium_init() < 0 || seed.size() != binary.size() * 2 ||
        sodium_hex2bin(bytes(binary), binary.size(), seed.data(), seed.size(), nullptr, &got, nullptr) != 0 ||
        got != binary.size())
        return std::nullopt;
    KeyPair keys;
    crypto_sign_seed_keypair(bytes(keys.publicKey), bytes(keys.secretKey), bytes(binary));
    return keys;
}

Result<void> storageError(const QFile& file)
{
    return contract::fail(ErrorKind::Storage, file.fileName().toStdString() + ": " + file.errorString().toStdString());
}

// Writes the masked lines and says what it wrote.
Result<FileEntry> writeLines(QFile& file, std::string_view name, const Lines& lines, const Masker& masker,
                             std::int64_t& leftOut)
{
    if (!file.open(QIODevice::ReadWrite))
        return tl::make_unexpected(storageError(file).error());
    FileEntry entry;
    entry.name = name;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    while (const auto line = lines()) {
        auto masked = masker.masked(*line);
        if (!masked) {
            leftOut += line->find_first_not_of(" \t\r") == std::string_view::npos ? 0 : 1;
            continue;
        }
        *masked += '\n';
        crypto_hash_sha256_update(&state, bytes(std::string_view(*masked)), masked->size());
        ++entry.rows;
        entry.bytes += static_cast<std::int64_t>(masked->size());
        if (static_cast<std::uint64_t>(entry.bytes) > bytesMax)
            return contract::fail(ErrorKind::TooLarge, "A bundle holds at most 2 GiB of lines.");
        if (file.write(masked->data(), static_cast<qint64>(masked->size())) != static_cast<qint64>(masked->size()))
            return tl::make_unexpected(storageError(file).error());
    }
    if (!file.flush())
        return tl::make_unexpected(storageError(file).error());
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&state, bytes(hash));
    entry.sha256 = hex(hash);
    return entry;
}

struct Part
{
    std::string_view name;
    std::string text; // of small ones
    const QFile* file = nullptr;
};

Result<void> zipTogether(const QString& path, const std::vector<Part>& parts, const ExportOptions& options)
{
    int code = 0;
    Zip zip(zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_EXCL, &code));
    const auto failed = [&](const char* why) {
        return contract::fail(ErrorKind::Storage, path.toStdString() + ": " + why);
    };
    if (!zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        return failed(zip_error_strerror(&error));
    }
    for (const Part& part : parts) {
        zip_source_t* const source =
            part.file ? zip_source_file(zip.get(), QFile::encodeName(part.file->fileName()).constData(), 0, 0)
                      : zip_source_buffer(zip.get(), part.text.data(), part.text.size(), 0);
        const zip_int64_t index =
            source ? zip_file_add(zip.get(), std::string(part.name).c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            zip_source_free(source);
            return failed(zip_strerror(zip.get()));
        }
        const auto place = static_cast<zip_uint64_t>(index);
        zip_file_set_mtime(zip.get(), place, static_cast<time_t>(options.about.createdAt / 1'000), 0);
        if (!options.password.empty() &&
            zip_file_set_encryption(zip.get(), place, ZIP_EM_AES_256, options.password.c_str()) != 0)
            return failed(zip_strerror(zip.get()));
    }
    zip_t* const written = zip.get();
    if (zip_close(written) != 0)
        return failed(zip_strerror(written));
    // A closed one is gone and must not be closed again.
    static_cast<void>(zip.release());
    return {};
}

} // namespace

std::optional<std::string> signerOf(std::string_view seed)
{
    const auto keys = keysOf(seed);
    return keys ? std::optional(hex(keys->publicKey)) : std::nullopt;
}

Result<Manifest> exportBundle(const QString& path, const Lines& events, const Lines& notes,
                              const ExportOptions& options, ports::Random& random)
{
    if (sodium_init() < 0)
        return contract::fail(ErrorKind::Storage, "libsodium does not start.");
    const auto keys = options.signingSeed.empty() ? std::nullopt : keysOf(options.signingSeed);
    if (!options.signingSeed.empty() && !keys)
        return contract::fail(ErrorKind::Invalid, "A signing key is 64 hexadecimal digits.");
    if (QFileInfo::exists(path))
        return contract::fail(ErrorKind::Conflict, path.toStdString() + " is there already.");

    const Masker masker(options.players, random);
    Manifest manifest = options.about;
    manifest.players = options.players;
    manifest.files.clear();
    // Beside the bundle, so that lines which may be secret elsewhere stay on the disk that was chosen for them.
    QTemporaryFile eventFile(path + QStringLiteral(".XXXXXX")), noteFile(path + QStringLiteral(".XXXXXX"));
    auto entry = writeLines(eventFile, eventsName, events, masker, manifest.leftOut);
    if (!entry)
        return tl::make_unexpected(entry.error());
    manifest.files.push_back(*std::move(entry));
    if (notes) {
        std::int64_t unreadable = 0;
        entry = writeLines(noteFile, notesName, notes, masker, unreadable);
        if (!entry)
            return tl::make_unexpected(entry.error());
        // Counted with the events it would say that one of those is missing.
        if (unreadable > 0)
            return contract::fail(ErrorKind::Invalid,
                                  "Of the notes " + std::to_string(unreadable) + " lines are no JSON.");
        manifest.files.push_back(*std::move(entry));
    }

    std::vector<Part> parts{{manifestName, encode(manifest)}, {eventsName, {}, &eventFile}};
    if (notes)
        parts.push_back({notesName, {}, &noteFile});
    if (keys) {
        const std::string& text = parts.front().text;
        std::string value(crypto_sign_BYTES, '\0');
        crypto_sign_detached(bytes(value), nullptr, bytes(std::string_view(text)), text.size(),
                             bytes(std::string_view(keys->secretKey)));
        parts.push_back({signatureName, encode(Signature{hex(keys->publicKey), hex(value)})});
    }
    if (const auto written = zipTogether(path, parts, options); !written)
        return tl::make_unexpected(written.error());
    return manifest;
}

} // namespace client::bundle
