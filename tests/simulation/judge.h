// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/core/store.h"
#include "tests/simulation/trace.h"

#include <memory>
#include <string>
#include <vector>

namespace tests::simulation {

class Console;
class Game;
class Network;
class ServiceHost;
struct Outcome;

// The resume cursor of the newest event.
std::string cursorOfHead(service::core::Store& store);

// Holds the end of a schedule against the promises: money conserved, at most one effect per intent, nothing lost, every
// definite answer true, audit and events whole, caches equal to the service.
void judge(ServiceHost& service, const std::vector<std::unique_ptr<Console>>& consoles,
           const std::vector<std::unique_ptr<Game>>& games, const Network& network, Trace& trace, Outcome& outcome);

} // namespace tests::simulation
