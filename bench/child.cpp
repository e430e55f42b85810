// SPDX-FileCopyrightText: 2026 The Betdesk authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/child.h"

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace bench {

Child::Child(const std::vector<std::string>& arguments, std::optional<unsigned> uid)
{
    std::vector<char*> raw;
    for (const std::string& argument : arguments)
        raw.push_back(const_cast<char*>(argument.c_str()));
    raw.push_back(nullptr);
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0)
        throw std::runtime_error(std::string("pipe: ") + std::strerror(errno));
    m_pid = ::fork();
    if (m_pid < 0)
        throw std::runtime_error(std::string("fork: ") + std::strerror(errno));
    if (m_pid == 0) {
        // A benchmark that is killed leaves nothing running.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(pipe[1], STDOUT_FILENO);
        ::close(pipe[0]);
        ::close(pipe[1]);
        if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0)
            ::dup2(nowhere, STDERR_FILENO);
        if (uid && (::setgid(*uid) != 0 || ::setuid(*uid) != 0))
            ::_exit(126);
        ::execvp(raw[0], raw.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    m_output = pipe[0];
}

Child::~Child()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        wait();
    }
    ::close(m_output);
}

std::optional<std::string> Child::readLine(int timeoutMs)
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds(timeoutMs);
    for (;;) {
        if (const std::size_t end = m_read.find('\n'); end != std::string::npos) {
            std::string line = m_read.substr(0, end);
            m_read.erase(0, end + 1);
            return line;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd waiting{m_output, POLLIN, 0};
        if (left < 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0)
            return std::nullopt;
        std::array<char, 4096> bytes{};
        const ssize_t count = ::read(m_output, bytes.data(), bytes.size());
        if (count <= 0)
            return std::nullopt;
        m_read.append(bytes.data(), static_cast<std::size_t>(count));
    }
}

void Child::send(int signal)
{
    if (m_pid > 0)
        ::kill(m_pid, signal);
}

int Child::wait()
{
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "betdesk-bench-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("cannot make a folder: " + pattern);
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

void writeFile(const std::string& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file || ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0)
        throw std::runtime_error("cannot write " + path);
}

int portFrom(Child& child)
{
    const auto line = child.readLine(20'000);
    const std::size_t colon = line ? line->rfind(':') : std::string::npos;
    if (!line || line->find("\"listening\"") == std::string::npos || colon == std::string::npos)
        throw std::runtime_error("the server does not say where it listens: " + line.value_or("(nothing)"));
    return std::atoi(line->c_str() + colon + 1);
}

namespace {

std::vector<std::string> commandOf(const std::string& program, const std::string& folder, const std::string& database,
                                   int port, const std::vector<std::string>& more)
{
    writeFile(folder + "/tokens", "game-token game-1 game\noperator-token olga support,manager\n");
    std::vector<std::string> arguments = {
        program, "--listen", "127.0.0.1:" + std::to_string(port), "--db", database, "--token-file", folder + "/tokens"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

} // namespace

Betd::Betd(const std::string& program, const std::string& folder, const std::string& database, int port,
           const std::vector<std::string>& more)
    : m_child(commandOf(program, folder, database, port, more)), m_port(portFrom(m_child))
{
}

} // namespace bench
