// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bench {

// A program that we start, with its standard output on a pipe; what it logs goes nowhere. The destructor kills it.
class Child
{
public:
    // Throws std::runtime_error if it cannot be started. With `uid` it runs as that user.
    explicit Child(const std::vector<std::string>& arguments, std::optional<unsigned> uid = {});
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // The next line of its output without the newline; nullopt at its end or after the time.
    std::optional<std::string> readLine(int timeoutMs);
    void send(int signal);
    // Waits for its end; the exit status, or 128 + the signal.
    int wait();
    int pid() const { return m_pid; }

private:
    int m_pid = -1;
    int m_output = -1;
    std::string m_read;
};

// A folder of our own under the system's temporary files, removed with all in it.
class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

void writeFile(const std::string& path, const std::string& text);

// The port of a `{"listening":"127.0.0.1:PORT"}` line; throws if none comes.
int portFrom(Child& child);

// betd on this database with a token of each role: game "game-token", operator "operator-token".
class Betd
{
public:
    // port 0: any. `folder` is for its token and configuration files.
    Betd(const std::string& program, const std::string& folder, const std::string& database, int port = 0,
         const std::vector<std::string>& more = {});
    int port() const { return m_port; }
    Child& child() { return m_child; }

private:
    Child m_child;
    int m_port = 0;
};

} // namespace bench
