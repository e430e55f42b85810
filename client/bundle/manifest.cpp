// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/bundle/manifest.h"

#include "client/contract/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace client::bundle {

namespace json = contract::json;

namespace {

constexpr std::string_view format = "betlog";

bool isHex(std::string_view text, std::size_t length)
{
    return text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::int64_t timeOf(json::Reader& reader, std::string_view key)
{
    const auto time = json::parseTime(reader.requiredString(key));
    if (!time)
        reader.refuse(contract::ErrorKind::Invalid, std::string(key) + " is no time", key);
    return time.value_or(0);
}

FileEntry fileOf(const json::Value& value, json::Reader& outer)
{
    json::Reader reader(value, "/files");
    FileEntry entry;
    entry.name = reader.requiredString("name");
    entry.rows = reader.requiredInt("rows");
    entry.bytes = reader.requiredInt("bytes");
    entry.sha256 = reader.requiredString("sha256");
    const bool known = entry.name == eventsName || entry.name == notesName;
    if (!reader.ok() || !known || entry.rows < 0 || entry.bytes < 0 || !isHex(entry.sha256, 64))
        outer.refuse(contract::ErrorKind::Invalid, "a file of the manifest is none of a bundle", "files");
    return entry;
}

} // namespace

std::string encode(const Manifest& manifest)
{
    nlohmann::ordered_json made;
    made["format"] = format;
    made["version"] = manifestVersion;
    made["created_at"] = json::timeText(manifest.createdAt);
    made["app"] = manifest.app;
    made["environment"] = {{"environment_id", manifest.environmentId},
                           {"name", manifest.environmentName},
                           {"kind", manifest.environmentKind}};
    made["zone"] = manifest.zone;
    made["filter"] = manifest.filter;
    made["from"] = json::timeText(manifest.fromMs);
    made["to"] = json::timeText(manifest.toMs);
    made["players"] = manifest.players == Players::Plain ? "plain" : "hashed";
    made["left_out"] = manifest.leftOut;
    made["files"] = nlohmann::ordered_json::array();
    for (const FileEntry& file : manifest.files)
        made["files"].push_back(
            {{"name", file.name}, {"rows", file.rows}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    return json::dump(made);
}

Outcome<Manifest> decodeManifest(std::string_view text)
{
    const auto value = json::parse(text);
    if (!value)
        return refuse(Flaw::BadManifest, "The manifest is not JSON: " + value.error().detail);
    if (value->kind != json::Kind::Object)
        return refuse(Flaw::BadManifest, "The manifest is no object.");
    json::Reader head(*value);
    const std::string word = head.requiredString("format");
    const std::int64_t version = head.requiredInt("version");
    if (!head.ok() || word != format || version < 1)
        return refuse(Flaw::BadManifest, "The manifest is not that of a bundle.");
    // What a newer version means by a member is not known here, so nothing of it is read.
    if (version > manifestVersion)
        return refuse(Flaw::NewerVersion, "The bundle is of version " + std::to_string(version) +
                                              ", this program reads up to " + std::to_string(manifestVersion) + '.');

    json::Reader reader(*value);
    Manifest made;
    made.createdAt = timeOf(reader, "created_at");
    made.app = reader.requiredString("app");
    if (const json::Value* const environment = reader.optionalObject("environment")) {
        json::Reader inner(*environment, "/environment");
        made.environmentId = inner.optionalString("environment_id");
        made.environmentName = inner.optionalString("name");
        made.environmentKind = inner.optionalString("kind");
        if (!inner.ok())
            reader.refuse(contract::ErrorKind::Invalid, inner.error().detail, "environment");
    }
    made.zone = reader.optionalString("zone");
    made.filter = reader.optionalString("filter", 1'000);
    made.fromMs = timeOf(reader, "from");
    made.toMs = timeOf(reader, "to");
    const std::string players = reader.requiredString("players");
    if (players != "plain" && players != "hashed")
        reader.refuse(contract::ErrorKind::Invalid, "players is plain or hashed", "players");
    made.players = players == "plain" ? Players::Plain : Players::Hashed;
    made.leftOut = reader.optionalInt("left_out");
    const json::Value* const files = reader.optionalArray("files");
    if (!files || files->items.empty() || files->items.size() > fileNames.size())
        reader.refuse(contract::ErrorKind::Invalid, "the manifest names no files", "files");
    else {
        for (const json::Value& file : files->items)
            made.files.push_back(fileOf(file, reader));
    }
    for (std::size_t i = 0; i < made.files.size(); ++i) {
        for (std::size_t other = i + 1; other < made.files.size(); ++other) {
            if (made.files[i].name == made.files[other].name)
                reader.refuse(contract::ErrorKind::Invalid, "the manifest names a file twice", "files");
        }
    }
    if (made.leftOut < 0)
        reader.refuse(contract::ErrorKind::Invalid, "left_out is negative", "left_out");
    if (!reader.ok())
        return refuse(Flaw::BadManifest, "The manifest is wrong: " + reader.error().detail + '.');
    return made;
}

std::string encode(const Signature& signature)
{
    return json::dump({{"key", signature.key}, {"signature", signature.signature}});
}

Outcome<Signature> decodeSignature(std::string_view text)
{
    const auto value = json::parse(text);
    if (!value || value->kind != json::Kind::Object)
        return refuse(Flaw::BadSignature, "The signature is not JSON.");
    json::Reader reader(*value);
    Signature made{reader.requiredString("key"), reader.requiredString("signature")};
    if (!reader.ok() || !isHex(made.key, 64) || !isHex(made.signature, 128))
        return refuse(Flaw::BadSignature, "The signature is none of Ed25519.");
    return made;
}

} // namespace client::bundle
