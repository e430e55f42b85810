// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace client::review {

// Calls work(state, block) for every block, on as many threads as there are processors, each with a State of its own
// and a stretch of blocks that are neighbours. Returns the states in the order of their blocks.
template <typename State, typename Work>
std::vector<State> overBlocks(std::size_t blocks, const State& start, const Work& work)
{
    constexpr std::size_t blocksEach = 4; // below that a thread costs more than it saves
    const std::size_t most = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t threads = std::clamp<std::size_t>(blocks / blocksEach, 1, most);
    std::vector<State> states(threads, start);
    const auto stretch = [&](std::size_t thread) {
        const std::size_t end = blocks * (thread + 1) / threads;
        for (std::size_t block = blocks * thread / threads; block < end; ++block)
            work(states[thread], block);
    };
    std::vector<std::future<void>> others;
    for (std::size_t thread = 1; thread < threads; ++thread)
        others.push_back(std::async(std::launch::async, stretch, thread));
    stretch(0);
    for (auto& other : others)
        other.get();
    return states;
}

} // namespace client::review
