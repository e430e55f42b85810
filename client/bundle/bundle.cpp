// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/bundle.h"

#include "client/bundle/directory.h"

#include <QFile>
#include <QStorageInfo>
#include <QTemporaryFile>

#include <sodium.h>
#include <zip.h>

#include <algorithm>
#include <array>

namespace client::bundle {

namespace {

constexpr std::size_t pieceBytes = 64 * 1024;
constexpr qint64 roomBytes = 64 << 20;      // that a copy leaves to others
constexpr std::uint64_t smallMax = 1 << 20; // of the manifest and the signature

struct CloseZip
{
    void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile
{
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Zip = std::unique_ptr<zip_t, CloseZip>;
using File = std::unique_ptr<zip_file_t, CloseFile>;

tl::unexpected<BundleError> refuse(zip_error_t* error)
{
    const char* const text = zip_error_strerror(error);
    switch (zip_error_code_zip(error)) {
    case ZIP_ER_NOPASSWD:
        return refuse(Flaw::NeedsPassword, "The bundle is encrypted: it needs its password.");
    case ZIP_ER_WRONGPASSWD:
        return refuse(Flaw::WrongPassword, "This is not the bundle's password.");
    case ZIP_ER_COMPNOTSUPP:
    case ZIP_ER_ENCRNOTSUPP:
        return refuse(Flaw::BadMethod, "A file is packed in a way that no bundle is.");
    case ZIP_ER_MEMORY:
    case ZIP_ER_OPEN:
    case ZIP_ER_READ:
        return refuse(Flaw::Unreadable, text);
    default:
        return refuse(Flaw::Damaged, std::string("The bundle is damaged: ") + text + '.');
    }
}

std::string unhex(std::string_view hex)
{
    std::string bytes(hex.size() / 2, '\0');
    sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(), hex.size(), nullptr,
                   nullptr, nullptr);
    return bytes;
}

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

struct Bundle::Impl
{
    QTemporaryFile file; // what is read is a copy: whoever shortens a mapped file ends the program that reads there
    Zip zip;
    Manifest manifest;
    std::optional<Signature> signature;

    Outcome<void> copy(const QString& path);
    Outcome<void> openZip(const std::string& password);
    // At most `most` bytes, whatever the directory says.
    Outcome<void> read(std::string_view name, std::uint64_t most, const Sink& sink) const;
    Outcome<std::string> readSmall(std::string_view name) const;
    bool has(std::string_view name) const;
    Outcome<void> readHead(const Options& options);
};

Bundle::Bundle(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Bundle::~Bundle() = default;

Outcome<void> Bundle::Impl::copy(const QString& path)
{
    const auto failed = [](const QFile& with) {
        return refuse(Flaw::Unreadable, with.fileName().toStdString() + ": " + with.errorString().toStdString());
    };
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return failed(source);
    // A log of any size is tried as a bundle, too.
    const QByteArray head = source.peek(64);
    if (!head.startsWith("PK"))
        return checkDirectory({head.constData(), static_cast<std::size_t>(head.size())});
    qint64 left = source.size();
    if (static_cast<std::uint64_t>(left) > 2 * bytesMax)
        return refuse(Flaw::TooLarge, "It is larger than a bundle may be.");
    if (!file.open())
        return failed(file);
    if (left > QStorageInfo(file.fileName()).bytesAvailable() - roomBytes)
        return refuse(Flaw::Unreadable, path.toStdString() + ": there is no room for a copy of it.");
    std::array<char, pieceBytes> piece;
    while (left > 0) {
        const qint64 got = source.read(piece.data(), std::min<qint64>(left, piece.size()));
        if (got < 0)
            return failed(source);
        if (got == 0)
            break; // it was shortened
        if (file.write(piece.data(), got) != got)
            return failed(file);
        left -= got;
    }
    return file.flush() ? Outcome<void>() : failed(file);
}

Outcome<void> Bundle::Impl::openZip(const std::string& password)
{
    if (sodium_init() < 0)
        return refuse(Flaw::Unreadable, "libsodium does not start.");
    const qint64 size = file.size();
    const uchar* const memory = size == 0 ? nullptr : file.map(0, size);
    if (size != 0 && !memory)
        return refuse(Flaw::Unreadable, file.fileName().toStdString() + ": " + file.errorString().toStdString());
    const std::string_view view(reinterpret_cast<const char*>(memory), static_cast<std::size_t>(size));
    if (auto checked = checkDirectory(view); !checked)
        return checked;

    // Over the same bytes that were checked.
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(memory, static_cast<zip_uint64_t>(size), 0, &error);
    if (!source)
        return refuse(&error);
    zip.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (!zip) {
        zip_source_free(source);
        return refuse(&error);
    }
    if (!password.empty())
        zip_set_default_password(zip.get(), password.c_str());
    return {};
}

bool Bundle::Impl::has(std::string_view name) const
{
    return zip_name_locate(zip.get(), std::string(name).c_str(), ZIP_FL_ENC_RAW) >= 0;
}

Outcome<void> Bundle::Impl::read(std::string_view name, std::uint64_t most, const Sink& sink) const
{
    const zip_int64_t index = zip_name_locate(zip.get(), std::string(name).c_str(), ZIP_FL_ENC_RAW);
    if (index < 0)
        return refuse(Flaw::Lies, "There is no " + std::string(name) + '.');
    zip_stat_t stat;
    if (zip_stat_index(zip.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0)
        return refuse(zip_get_error(zip.get()));
    const File opened(zip_fopen_index(zip.get(), static_cast<zip_uint64_t>(index), 0));
    if (!opened)
        return refuse(zip_get_error(zip.get()));
    std::array<char, pieceBytes> piece;
    std::uint64_t total = 0;
    while (true) {
        const zip_int64_t got = zip_fread(opened.get(), piece.data(), piece.size());
        if (got < 0)
            return refuse(zip_file_get_error(opened.get()));
        if (got == 0)
            break;
        total += static_cast<std::uint64_t>(got);
        if (total > stat.size || total > most)
            return refuse(Flaw::TooLarge, std::string(name) + " unpacks to more than it says.");
        if (!sink(std::string_view(piece.data(), static_cast<std::size_t>(got))))
            return {};
    }
    if (total != stat.size)
        return refuse(Flaw::Damaged, std::string(name) + " is shorter than it says.");
    return {};
}

Outcome<std::string> Bundle::Impl::readSmall(std::string_view name) const
{
    std::string text;
    const auto done = read(name, smallMax, [&](std::string_view piece) {
        text += piece;
        return true;
    });
    if (!done)
        return tl::make_unexpected(done.error());
    return text;
}

Outcome<void> Bundle::Impl::readHead(const Options& options)
{
    if (!has(manifestName))
        return refuse(Flaw::BadManifest, "There is no manifest.");
    const auto text = readSmall(manifestName);
    if (!text)
        return tl::make_unexpected(text.error());
    auto read = decodeManifest(*text);
    if (!read)
        return tl::make_unexpected(read.error());
    manifest = *std::move(read);
    for (const std::string_view name : {eventsName, notesName}) {
        const bool named = std::any_of(manifest.files.begin(), manifest.files.end(),
                                       [&](const FileEntry& entry) { return entry.name == name; });
        if (named != has(name))
            return refuse(Flaw::Lies, std::string(name) + (named ? " is missing." : " is not in the manifest."));
    }
    if (!has(signatureName))
        return options.signer.empty() ? Outcome<void>() : refuse(Flaw::NotSigned, "The bundle is not signed.");
    const auto signatureText = readSmall(signatureName);
    if (!signatureText)
        return tl::make_unexpected(signatureText.error());
    auto signedBy = decodeSignature(*signatureText);
    if (!signedBy)
        return tl::make_unexpected(signedBy.error());
    const std::string key = unhex(signedBy->key), value = unhex(signedBy->signature);
    if (crypto_sign_verify_detached(bytes(value), bytes(*text), text->size(), bytes(key)) != 0)
        return refuse(Flaw::BadSignature, "The signature is not that of this manifest.");
    if (!options.signer.empty() && options.signer != signedBy->key)
        return refuse(Flaw::OtherSigner, "The bundle was signed by another key: " + signedBy->key);
    signature = *std::move(signedBy);
    return {};
}

Outcome<std::unique_ptr<Bundle>> Bundle::open(const QString& path, const Options& options)
{
    auto impl = std::make_unique<Impl>();
    if (const auto copied = impl->copy(path); !copied)
        return tl::make_unexpected(copied.error());
    if (const auto opened = impl->openZip(options.password); !opened)
        return tl::make_unexpected(opened.error());
    if (const auto read = impl->readHead(options); !read)
        return tl::make_unexpected(read.error());
    return std::unique_ptr<Bundle>(new Bundle(std::move(impl)));
}

const Manifest& Bundle::manifest() const
{
    return m_impl->manifest;
}

const std::optional<Signature>& Bundle::signature() const
{
    return m_impl->signature;
}

Outcome<void> Bundle::unpack(std::string_view name, const Sink& sink) const
{
    const auto& files = m_impl->manifest.files;
    const auto entry =
        std::find_if(files.begin(), files.end(), [&](const FileEntry& each) { return each.name == name; });
    if (entry == files.end())
        return refuse(Flaw::Lies, "The manifest names no " + std::string(name) + '.');
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::int64_t rows = 0, size = 0;
    bool stopped = false;
    const auto done = m_impl->read(name, bytesMax, [&](std::string_view piece) {
        crypto_hash_sha256_update(&state, bytes(piece), piece.size());
        rows += std::count(piece.begin(), piece.end(), '\n');
        size += static_cast<std::int64_t>(piece.size());
        stopped = !sink(piece);
        return !stopped;
    });
    if (!done || stopped)
        return done;
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    if (entry->sha256 != hex.data() || entry->bytes != size || entry->rows != rows)
        return refuse(Flaw::Lies, std::string(name) + " is not what the manifest says.");
    return {};
}

Outcome<void> Bundle::verify() const
{
    for (const FileEntry& entry : m_impl->manifest.files) {
        if (const auto done = unpack(entry.name, [](std::string_view) { return true; }); !done)
            return done;
    }
    return {};
}

} // namespace client::bundle
