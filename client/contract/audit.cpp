// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/audit.h"

#include "client/contract/decoder.h"
#include "client/contract/encoder.h"

#include <algorithm>
#include <charconv>

namespace client::contract {

namespace {

constexpr std::size_t rolesMax = 64;
constexpr std::size_t hashChars = 64;
constexpr std::size_t signatureChars = 88;
constexpr std::string_view signaturePadding = "==";

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isBase64(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    });
}

std::string hashIn(Decoder& in, std::string_view key, bool required)
{
    std::string text = required ? in.requiredText(key) : in.text(key);
    if (in.ok() && (required || !text.empty()) && (text.size() != hashChars || !isHex(text)))
        in.reader().refuse(ErrorKind::Invalid, std::string(key) + " is no hash", key);
    return text;
}

AuditEntry auditEntry(Decoder& in)
{
    AuditEntry entry;
    entry.seq = in.natural("seq");
    entry.at = in.time("at");
    entry.subject = in.text("subject");
    entry.roles = in.words("roles", rolesMax);
    entry.action = in.requiredText("action");
    entry.object = in.text("object", 1'024);
    entry.before = in.text("before", wireTextMax);
    entry.after = in.text("after", wireTextMax);
    entry.reason = in.text("reason", wireTextMax);
    entry.correlationId = in.text("correlation_id");
    entry.hash = hashIn(in, "hash", true);
    return entry;
}

AuditCheck auditCheck(Decoder& in)
{
    AuditCheck check;
    check.ok = in.flag("ok");
    check.rows = in.natural("rows");
    check.checkedTo = in.natural("checked_to");
    check.headSeq = in.natural("head_seq");
    check.firstBad = in.natural("first_bad", false);
    check.why = in.text("why", 1'024);
    check.publicKey = hashIn(in, "public_key", false);
    check.nextCursor = in.text("next_cursor", 1'024);
    if (in.ok() && check.ok == !check.why.empty())
        in.reader().refuse(ErrorKind::Invalid, "ok and why disagree", "ok");
    return check;
}

} // namespace

Json object(const AuditEntry& entry)
{
    Json made;
    made["seq"] = entry.seq;
    made["at"] = json::timeText(entry.at);
    addText(made, "subject", entry.subject);
    made["roles"] = entry.roles;
    made["action"] = entry.action;
    addText(made, "object", entry.object);
    addText(made, "before", entry.before);
    addText(made, "after", entry.after);
    addText(made, "reason", entry.reason);
    addText(made, "correlation_id", entry.correlationId);
    made["hash"] = entry.hash;
    return made;
}

std::string encode(const AuditEntry& entry)
{
    return json::dump(object(entry));
}

std::string encode(const Page<AuditEntry>& page)
{
    return encodePage(page);
}

std::string encode(const AuditCheck& check)
{
    Json made;
    made["ok"] = check.ok;
    made["rows"] = check.rows;
    made["checked_to"] = check.checkedTo;
    made["head_seq"] = check.headSeq;
    addNumber(made, "first_bad", check.firstBad);
    addText(made, "why", check.why);
    addText(made, "public_key", check.publicKey);
    addText(made, "next_cursor", check.nextCursor);
    return json::dump(made);
}

Result<Page<AuditEntry>> decodeAuditPage(std::string_view body)
{
    return decodeText<Page<AuditEntry>>(body, pageOf<AuditEntry, auditEntry>);
}

Result<AuditCheck> decodeAuditCheck(std::string_view body)
{
    return decodeText<AuditCheck>(body, auditCheck);
}

Result<AuditHeadText> parseAuditHead(std::string_view text)
{
    AuditHeadText head;
    const std::size_t first = text.find(':');
    const std::size_t second = text.find(':', first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos)
        return fail(ErrorKind::Malformed, "a head is SEQ:HASH:SIGNATURE");
    const auto read = std::from_chars(text.data(), text.data() + first, head.seq);
    if (read.ec != std::errc() || read.ptr != text.data() + first || head.seq <= 0)
        return fail(ErrorKind::Malformed, "a head begins with the number of a row");
    head.hash = text.substr(first + 1, second - first - 1);
    head.signature = text.substr(second + 1);
    if (head.hash.size() != hashChars || !isHex(head.hash))
        return fail(ErrorKind::Malformed, "the hash of a head is 64 hexadecimal digits");
    const std::string_view signature = head.signature;
    if (signature.size() != signatureChars || !isBase64(signature.substr(0, signatureChars - 2)) ||
        signature.substr(signatureChars - 2) != signaturePadding)
        return fail(ErrorKind::Malformed, "the signature of a head is 64 bytes in base64");
    return head;
}

} // namespace client::contract
