// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/core/auditreads.h"

#include "service/core/auditverifier.h"
#include "service/core/keys.h"
#include "service/core/parameters.h"

#include <sstream>

namespace service::core {

namespace {

constexpr std::int64_t rowsPerCheck = 5'000;
constexpr std::size_t subjectBytesMax = 128;
constexpr std::size_t actionBytesMax = 64;
constexpr std::size_t objectBytesMax = 256;

contract::AuditEntry entryOf(AuditRow row)
{
    contract::AuditEntry entry;
    entry.seq = row.seq;
    entry.at = row.at;
    entry.subject = std::move(row.subject);
    std::istringstream roles(row.roles);
    for (std::string role; std::getline(roles, role, ',');)
        entry.roles.push_back(role);
    entry.action = std::move(row.action);
    entry.object = std::move(row.object);
    entry.before = std::move(row.before);
    entry.after = std::move(row.after);
    entry.reason = std::move(row.reason);
    entry.correlationId = std::move(row.correlationId);
    entry.hash = hex(row.hash);
    return entry;
}

Response ok(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

} // namespace

Response auditPage(Store& store, const Request& request)
{
    Parameters given(request, " subject action object created_from created_to limit cursor ");
    AuditFilter filter;
    filter.subject = given.text("subject", subjectBytesMax);
    filter.action = given.text("action", actionBytesMax);
    filter.object = given.text("object", objectBytesMax);
    filter.createdFrom = given.time("created_from");
    filter.createdTo = given.time("created_to");
    filter.limit = given.limit();
    filter.beforeSeq = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    const Identity& reader = request.identity;
    if (!reader.has("auditor")) {
        filter.onlySubject = reader.subject;
        if (reader.has("manager"))
            filter.team = reader.team;
    }
    Slice<AuditRow> slice = store.audit(filter);
    contract::Page<contract::AuditEntry> page;
    for (AuditRow& row : slice.rows)
        page.rows.push_back(entryOf(std::move(row)));
    page.nextCursor = cursorText(slice.nextBeforeId);
    return ok(contract::encode(page));
}

Response auditCheck(Store& store, const Settings& settings, const Request& request)
{
    Parameters given(request, " cursor ");
    const std::int64_t fromSeq = given.cursor();
    if (given.problem())
        return problemResponse(*given.problem(), request);
    AuditHead from;
    if (fromSeq > 0) {
        const std::vector<AuditRow> row = store.audit(fromSeq - 1, 1);
        if (row.empty() || row.front().seq != fromSeq)
            return problemResponse(contract::problem(contract::ProblemCode::CursorExpired, "This row is gone."),
                                   request);
        from = {fromSeq, row.front().hash};
    }
    std::vector<std::string> keys;
    if (!settings.auditKey.empty())
        keys.push_back(settings.auditKey.publicKey);
    AuditVerifier verifier(keys, from);
    const AuditHead head = store.auditHead();
    const bool more = verifier.walk(store, head.seq, rowsPerCheck);
    if (!more)
        verifier.finish(store);
    contract::AuditCheck check;
    check.ok = !verifier.flaw();
    check.rows = verifier.rows();
    check.checkedTo = verifier.checkedTo().seq;
    check.headSeq = head.seq;
    if (verifier.flaw()) {
        check.firstBad = verifier.flaw()->seq;
        check.why = verifier.flaw()->why;
    }
    check.publicKey = hex(settings.auditKey.publicKey);
    if (more)
        check.nextCursor = cursorText(verifier.checkedTo().seq);
    return ok(contract::encode(check));
}

} // namespace service::core
