// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/contract/jobs.h"
#include "service/core/faultywallet.h"
#include "service/core/localwallet.h"
#include "service/core/service.h"
#include "service/core/settings.h"
#include "tests/simulation/jobwatch.h"
#include "tests/simulation/mutants.h"
#include "tests/simulation/network.h"
#include "tests/support/crashvfs.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tests::simulation {

// An approval as somebody sent it.
struct ApprovalSeen
{
    std::string subject;
    std::string approval; // "ap-7"
    client::contract::ApprovalOrder order;
};

// The service's machine: the genuine rules and store on a disk that can crash, and in place of betd's sockets and
// threads the same order of things in one: a batch of requests shares a transaction, and nothing leaves before it is
// committed.
class ServiceHost : public Host
{
public:
    static constexpr const char* path = "service.db";

    ServiceHost(support::VirtualTime& time, support::SeededRandom& random, Trace& trace, Mutant mutant);
    ~ServiceHost() override;

    support::CrashDisk& disk() { return m_disk; }
    void configure(const service::core::Settings& settings, const service::core::Faults& faults, bool behindFaults);
    void setFaults(const service::core::Faults& faults);
    // Partners to whom the settings give a wallet of their own have it in another machine, which does not crash.
    Bookmaker& makeBookmaker();
    void makeLateOnesArrive() { m_bookmaker->letLateOnesIn(); }
    const Bookmaker* bookmaker() const { return m_bookmaker.get(); }
    void refuseTokens(bool refuse) { m_refusesTokens = refuse; }
    // Every console is the same person: what two of them do at once counts against one limit.
    void makeOperatorsOne() { m_oneOperator = true; }

    bool start();
    // The process ends here: nothing of it may run any more. The disk stays as it is.
    void kill();

    bool isUp() const override { return m_process != nullptr && !m_disk.isOff(); }
    bool isRunning() const { return m_process != nullptr; }
    void receive(const HttpRequest& request, Answer answer) override;
    void openStream(const HttpRequest& request, std::shared_ptr<StreamEnd> stream) override;

    // Of the running process.
    service::core::Store& store();
    // Bodies of POST /api/v1/refunds by key, as they arrived.
    const std::map<std::string, std::string>& refundsSeen() const { return m_refundsSeen; }
    const std::vector<ApprovalSeen>& approvalsSeen() const { return m_approvalsSeen; }
    const JobWatch& jobs() const { return m_jobs; }
    const service::core::Settings& settings() const { return m_settings; }

private:
    struct Process;
    struct Turn;
    struct Pending
    {
        service::core::Request request;
        Answer answer;
    };

    service::core::Identity identify(std::string_view bearer) const;
    std::optional<service::core::Request> authenticated(const HttpRequest& request, Reply& refusal) const;
    void remember(const HttpRequest& request);
    Reply read(const service::core::Request& request);
    void arm();
    void turn();
    void perform(Turn turn);
    void attempt(Turn& turn, bool& committing);
    void refuse(const Turn& turn, bool committing, const service::core::StoreError& error);
    void feed();
    void beat();

    support::VirtualTime& m_time;
    support::SeededRandom& m_random;
    Trace& m_trace;
    Mutant m_mutant;
    support::VirtualClock m_clock;
    support::CrashDisk m_disk;
    service::core::Settings m_settings;
    service::core::Faults m_faults;
    std::unique_ptr<Bookmaker> m_bookmaker;
    bool m_behindFaults = false;
    bool m_refusesTokens = false;
    bool m_oneOperator = false;
    JobWatch m_jobs;
    std::vector<ApprovalSeen> m_approvalsSeen;
    std::map<std::string, std::string> m_refundsSeen;
    std::map<std::string, std::string> m_bytesByKey;
    std::unique_ptr<Process> m_process;
};

} // namespace tests::simulation
