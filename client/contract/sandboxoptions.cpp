// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/contract/sandboxoptions.h"

#include <array>
#include <charconv>
#include <sstream>
#include <string_view>
#include <utility>

namespace client::contract {

Result<void> parseFaults(const std::string& text, SandboxOptions& into)
{
    const std::array<std::pair<std::string_view, double*>, 6> known{{
        {"unavailable", &into.unavailable},
        {"timeout", &into.timeoutAfter},
        {"timeout_before", &into.timeoutBefore},
        {"slow", &into.slow},
        {"stubborn", &into.stubborn},
        {"wrong_result", &into.wrongResult},
    }};
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const auto equals = part.find('=');
        const std::string name = part.substr(0, equals);
        double share = -1;
        if (equals != std::string::npos) {
            const auto read = std::from_chars(part.data() + equals + 1, part.data() + part.size(), share);
            if (read.ec != std::errc() || read.ptr != part.data() + part.size())
                share = -1;
        }
        double* place = nullptr;
        for (const auto& [word, target] : known) {
            if (word == name)
                place = target;
        }
        if (place == nullptr)
            return fail(ErrorKind::Invalid, "--sandbox-faults: \"" + name + "\" is no fault");
        if (!(share >= 0 && share <= 1))
            return fail(ErrorKind::Invalid, "--sandbox-faults: " + name + " has to be a share from 0 to 1");
        *place = share;
    }
    if (into.unavailable + into.timeoutAfter + into.timeoutBefore + into.slow > 1)
        return fail(ErrorKind::Invalid,
                    "--sandbox-faults: unavailable, timeout, timeout_before and slow are over 1 together");
    return {};
}

} // namespace client::contract
