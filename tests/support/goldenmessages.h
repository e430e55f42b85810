// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

// Reads the tables of tests/data/messages and tests/data/replies; needs the definition that betdesk_test() gives.
namespace tests::support {

// Replaces @{repeat:N:TEXT} and @{hex:DIGITS}.
inline std::string expandGolden(std::string_view text)
{
    std::string expanded;
    while (true) {
        const std::size_t start = text.find("@{");
        expanded += text.substr(0, start);
        if (start == std::string_view::npos)
            return expanded;
        text.remove_prefix(start + 2);
        const std::size_t end = text.find('}');
        if (end == std::string_view::npos)
            std::abort();
        std::string_view command = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (command.starts_with("repeat:")) {
            command.remove_prefix(7);
            const std::size_t colon = command.find(':');
            const int times = std::stoi(std::string(command.substr(0, colon)));
            for (int i = 0; i < times; ++i)
                expanded += command.substr(colon + 1);
        } else if (command.starts_with("hex:")) {
            for (std::size_t i = 4; i + 1 < command.size(); i += 2)
                expanded += static_cast<char>(std::stoi(std::string(command.substr(i, 2)), nullptr, 16));
        } else {
            std::abort();
        }
    }
}

struct GoldenRow
{
    int line = 0; // in the file, for messages of tests
    std::vector<std::string> fields;
};

// Rows of a table below tests/data; the last of `fieldCount` fields is expanded.
inline std::vector<GoldenRow> goldenRows(const std::string& name, std::size_t fieldCount)
{
    std::ifstream file(std::string(BETDESK_SOURCE_DIR "/tests/data/") + name);
    std::vector<GoldenRow> rows;
    std::string text;
    for (int line = 1; std::getline(file, text); ++line) {
        if (text.empty() || text.front() == '#')
            continue;
        GoldenRow row;
        row.line = line;
        std::size_t at = 0;
        for (std::size_t i = 0; i + 1 < fieldCount; ++i) {
            const std::size_t tab = text.find('\t', at);
            if (tab == std::string::npos)
                std::abort();
            row.fields.push_back(text.substr(at, tab - at));
            at = tab + 1;
        }
        row.fields.push_back(expandGolden(std::string_view(text).substr(at)));
        rows.push_back(std::move(row));
    }
    return rows;
}

struct ValidMessage
{
    int line = 0;
    std::string call; // "check_bet"
    std::string request;
    std::string answer;
};

// The first five are the specification's examples, in its order.
inline std::vector<ValidMessage> validMessages()
{
    std::vector<ValidMessage> messages;
    for (GoldenRow& row : goldenRows("messages/valid.txt", 3))
        messages.push_back({row.line, row.fields[0], row.fields[1], row.fields[2]});
    return messages;
}

struct MalformedMessage
{
    int line = 0;
    std::string call;
    std::string code; // of the problem body that answers it
    std::string body;
};

inline std::vector<MalformedMessage> malformedMessages()
{
    std::vector<MalformedMessage> messages;
    for (GoldenRow& row : goldenRows("messages/malformed.txt", 3))
        messages.push_back({row.line, row.fields[0], row.fields[1], row.fields[2]});
    return messages;
}

struct GoldenReply
{
    int line = 0;
    std::string call;   // the reply is to that example of the specification
    std::string reply;  // HTTP status, or not_connected, tls_failed, timeout, reset, reply_too_large, aborted
    std::string answer; // accepted, declined, not_sent, in_doubt
    std::string errorClass;
    std::string body;
};

inline std::vector<GoldenReply> goldenReplies()
{
    std::vector<GoldenReply> replies;
    for (GoldenRow& row : goldenRows("replies/verdicts.txt", 5)) {
        const std::string errorClass = row.fields[3] == "-" ? std::string() : row.fields[3];
        replies.push_back({row.line, row.fields[0], row.fields[1], row.fields[2], errorClass, row.fields[4]});
    }
    return replies;
}

} // namespace tests::support
