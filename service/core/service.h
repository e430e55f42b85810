// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobrow.h"
#include "client/ports/clock.h"
#include "client/ports/random.h"
#include "service/core/message.h"
#include "service/core/partnerhealth.h"
#include "service/core/refusal.h"
#include "service/core/settings.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace service::core {

struct CallMade;
class Courier;
class PartnerHealth;
struct Route;
class Store;
class Wallet;

// What handle() came to: an answer, or the operation whose end will be the answer.
struct Handled
{
    std::optional<Response> response;
    std::string waitFor;     // operation id, or that of a question to a partner
    std::int64_t waitMs = 0; // answer_within of the partner
};

// An event that may be sent to subscribers once its transaction is durable.
struct PublishedEvent
{
    std::int64_t seq = 0;
    std::string id; // "<epoch>-<seq>"
    std::string type;
    std::string data; // the SSE data line
};

// How the service fares, for whoever watches it.
struct Vitals
{
    struct Partner
    {
        std::string id;
        PartnerCalls calls;
        bool suspended = false;
    };

    std::int64_t operations = 0; // that may still move money
    std::int64_t inDoubt = 0;    // or under review
    std::int64_t oldestDoubtAt = 0;
    std::vector<std::pair<client::contract::JobState, std::int64_t>> jobs; // that have not ended; without zeros
    std::vector<Partner> partners;                                         // that the configuration names
};

// All deciding code of the service. Synchronous and single-threaded: the writer calls it inside an open transaction of
// the store that it was made with, and lets nothing out before that transaction is durable. Only precheck() is for any
// thread.
class Service
{
public:
    Service(Store& store, Wallet& wallet, const client::ports::Clock& clock, client::ports::Random& random,
            const Settings& settings);
    ~Service();

    // What is known of the lines to partners with wallets of their own; before the first request. It must outlive this.
    void setPartnerHealth(const PartnerHealth& health);

    // Told of every call to a partner once its transaction is durable, on the writer's thread; before the first
    // request.
    void watchCalls(std::function<void(const CallMade&)> made);
    // Who carries what other systems are told; before the first transaction. It must outlive this.
    void setCourier(Courier& courier);

    // Everything that can be refused without the store: route, method, role, syntax, shape, precision. Thread-safe.
    std::optional<Response> precheck(const Request& request) const;
    // True if the request goes to handle() on the writer; false: it is a read.
    static bool isWrite(const Request& request);

    Handled handle(const Request& request);
    // The answer for a request that waited: definite, or partner_timeout when it is not.
    Response answerFor(const std::string& operationId, const Request& request);
    // GET: pure reads of `store`, which may be another connection than the writer's.
    Response read(Store& store, const Request& request) const;
    Vitals vitals(Store& store) const;

    // After a start: operations that were in flight when the last process ended go on with the same key.
    void recover();
    // Sends what is due in the outbox, takes the wallet's answers in, starts the next steps.
    void tick();
    // Steady time of the next tick that has work, or -1.
    std::int64_t nextDueMs() const;
    // Operations that became definite in this transaction.
    std::vector<std::string> takeFinished();
    // Events written in this transaction.
    std::vector<PublishedEvent> takeEvents();
    // The transaction was rolled back: forget what was collected.
    void discard();
    // The newest row of the audit log as this transaction leaves it; nullopt: not looked at yet.
    std::optional<AuditHead> auditHead() const;
    // Rows for refusals that did not come to handle(), which makes its own.
    void audit(const std::vector<Refusal>& refusals);
    // Before a clean stop: what is in the audit log is signed.
    void conclude();

private:
    Handled decide(const Request& request);
    Handled perform(const Route& route, const Request& request);

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace service::core
