# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include and link whom: the table of docs/architecture.md."""

import pathlib
import re

from source import code, includes, is_cpp, line_of

CONTRACT = ("client/contract/",)
PORTS = ("client/contract/", "client/ports/")
SERVICE = ("service/core/", *PORTS)
CLIENT = ("client/",)
NOTHING_ELSE = ()

# folder → (own headers it may include, libraries it may include). The longest matching folder counts; a folder without a line
# may not hold sources, so that a new one gets its line first.
FOLDERS = {
    "client/contract/": (CONTRACT, ("nlohmann", "expected")),
    "client/ports/": (PORTS, ("expected",)),
    "client/api/": ((*PORTS, "client/api/"), ("QtCore", "QtNetwork", "nlohmann", "expected")),
    "client/store/": ((*PORTS, "client/store/"), ("QtCore", "sqlite", "sodium", "simdjson", "zstd", "nlohmann", "expected", "posix", "files")),
    "client/operations/": ((*PORTS, "client/api/", "client/store/", "client/operations/"), ("QtCore", "nlohmann", "expected")),
    "client/feed/": ((*PORTS, "client/api/", "client/store/", "client/feed/"), ("QtCore", "nlohmann", "expected")),
    "client/bundle/": ((*PORTS, "client/api/", "client/store/", "client/bundle/"),
                       ("QtCore", "zip", "sodium", "nlohmann", "expected")),
    "client/review/": ((*PORTS, "client/api/", "client/store/", "client/bundle/", "client/review/"),
                       ("QtCore", "simdjson", "sqlite", "zlib", "xxhash", "re2", "expected", "threads")),
    # D-Bus: Qt 6.4 does not say whether the desktop is dark, its portal does. Boost: its flat hash tables, without which a million
    # rows do not fit.
    "ui/": ((*CLIENT, "ui/"), ("boost", "QtCore", "QtGui", "QtWidgets", "QtCharts", "QtSvg", "QtDBus", "dtl", "expected")),
    "app/": ((*CLIENT, "ui/", "app/"), ("QtCore", "QtGui", "QtWidgets", "QtCharts", "QtSvg", "QtNetwork", "expected", "posix", "files")),
    "service/core/": (SERVICE, ("nlohmann", "expected", "sodium")),
    "service/store/": ((*SERVICE, "service/store/"), ("sqlite", "pqxx", "sodium", "nlohmann", "expected", "posix", "files")),
    "service/http/": ((*SERVICE, "service/http/"), ("boost", "jose", "prometheus", "sodium", "nlohmann", "expected", "posix", "files", "threads")),
    "service/bookmakers/": ((*SERVICE, "service/bookmakers/"), ("curl", "sodium", "nlohmann", "expected", "posix", "threads")),
    "service/queue/": ((*SERVICE, "service/queue/"), ("amqp", "nlohmann", "expected", "posix", "threads")),
    "service/notify/": ((*SERVICE, "service/notify/"), ("curl", "sodium", "nlohmann", "expected", "posix", "threads")),
    "service/sandbox/": ((*SERVICE, "service/sandbox/"), ("boost", "curl", "nlohmann", "expected", "posix", "threads")),
    "service/": (("service/", *PORTS),
                 ("boost", "cli11", "toml", "sodium", "sqlite", "nlohmann", "expected", "posix", "files", "threads")),
    "tests/": (("client/", "service/", "ui/", "app/", "tests/"), ("*",)),
    "bench/": (("client/", "service/", "ui/", "app/", "bench/", "tests/support/"), ("*",)),
}

# Finer than folders inside ui/: what shows rows never looks back at the page that holds it.
UI_BACKWARD = {
    part: ("ui/pages/", "ui/dialogs/", "ui/mainwindow.h")
    for part in ("ui/models/", "ui/proxies/", "ui/delegates/", "ui/charts/", "ui/widgets/")
} | {"ui/pages/": ("ui/mainwindow.h",), "ui/dialogs/": ("ui/mainwindow.h", "ui/pages/")}

LIBRARIES = (
    ("nlohmann", r"nlohmann/"), ("expected", r"tl/"), ("sqlite", r"SQLiteCpp/|sqlite3"), ("sodium", r"sodium"), ("boost", r"boost/"),
    ("curl", r"curl/"), ("pqxx", r"pqxx/|libpq"), ("amqp", r"amqp|rabbitmq"), ("jose", r"jose/|jansson"), ("prometheus", r"prometheus/"),
    ("zip", r"zip\.h$"), ("dtl", r"dtl/"), ("simdjson", r"simdjson"), ("zlib", r"zlib\.h"), ("zstd", r"zstd\.h"), ("xxhash", r"xxhash\.h"), ("re2", r"re2/"), ("toml", r"toml"), ("cli11", r"CLI/"),
    ("posix", r"(sys|netinet|arpa|linux)/|(unistd|fcntl|netdb|poll|signal|pthread|dlfcn|termios)\.h|csignal"),
    ("files", r"(iostream|fstream|filesystem)$"), ("threads", r"(thread|future|mutex|shared_mutex|condition_variable|stop_token|semaphore|latch|barrier)$"),
)
# Which module a Qt header is of, for headers whose name does not say it.
QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtCharts", "QtSvg", "QtSvgWidgets", "QtTest", "QtDBus", "QtSql", "QtConcurrent",
              "QtHttpServer", "QtWebSockets", "QtNetworkAuth", "QtPrintSupport", "QtOpenGL", "QtOpenGLWidgets", "QtXml")


def _qt_names():
    names = {}
    for folder in pathlib.Path("/usr/include").glob("*/qt6"):
        for module in QT_MODULES:
            for header in (folder / module).glob("*"):
                names.setdefault(header.name, module)
    return names


_QT_NAMES = _qt_names()


def library(name):
    """The library that the header <name> is of; None for the standard library."""
    if match := re.match(r"(Qt\w+)/", name):
        return match.group(1)
    if re.match(r"Q[A-Z]|q[a-z0-9]+\.h$|Qt[A-Z]", name):
        return _QT_NAMES.get(name, "an unknown Qt module")
    for known, pattern in LIBRARIES:
        if re.match(pattern, name):
            return known
    return None


def folder_of(path):
    matching = [folder for folder in FOLDERS if path.startswith(folder)]
    return max(matching, key=len, default=None)


def include_fences(tree):
    for path, text in tree.items():
        if not is_cpp(path) or text is None:
            continue
        folder = folder_of(path)
        if folder is None:
            yield path, 1, "folder", "this folder has no line in tests/tidy/fences.py: say first what it may include"
            continue
        own, libraries = FOLDERS[folder]
        backward = next((names for part, names in UI_BACKWARD.items() if path.startswith(part)), ())
        for line, quoted in includes(text):
            name = quoted[1:-1]
            if quoted[0] == '"':
                if name.endswith(".moc") and "/" not in name:
                    continue
                if "/" not in name or name.startswith("."):
                    yield path, line, "include", f"{quoted}: includes are written from the top of the tree"
                elif name.endswith(".cpp"):
                    yield path, line, "include", f"{quoted}: a source is linked, never included"
                elif not name.startswith(own):
                    yield path, line, "include", f"{folder} may not include {quoted}"
                elif name.startswith(backward) and not _same_unit(path, name):
                    yield path, line, "include", f"{quoted}: pages know models, never back"
            elif name in QT_MODULES:
                yield path, line, "include", f"{quoted}: include the class, not the whole module"
            elif (used := library(name)) and "*" not in libraries and used not in libraries:
                yield path, line, "include", f"{folder} may not use {used} ({quoted})"


def _same_unit(path, header):
    return path.rsplit(".", 1)[0] == header.rsplit(".", 1)[0]


# Folder → what its libraries may link, beside the aliases of the folders that it may include.
LINKS = {
    "nlohmann": ("nlohmann_json::nlohmann_json",), "expected": (), "sqlite": ("SQLiteCpp", "SQLite::SQLite3", "SQLite3::SQLite3", "sqlite3"),
    "sodium": ("PkgConfig::sodium",), "boost": ("Boost::headers", "Boost::boost", "Boost::system", "boost_beast"), "curl": ("CURL::libcurl",),
    "pqxx": ("PkgConfig::pqxx",), "amqp": ("rabbitmq::rabbitmq",), "jose": ("PkgConfig::jose",),
    "prometheus": ("prometheus-cpp::core",), "zip": ("PkgConfig::zip",), "simdjson": ("simdjson::simdjson",), "zlib": ("ZLIB::ZLIB",), "zstd": ("PkgConfig::zstd",),
    "xxhash": ("PkgConfig::xxhash",), "re2": ("PkgConfig::re2",),
    "toml": ("tomlplusplus::tomlplusplus", "PkgConfig::tomlplusplus", "tomlplusplus"), "cli11": ("CLI11::CLI11",), "threads": ("Threads::Threads",),
    "posix": (), "files": (),
}
_ALIAS_FOLDERS = {"betdesk::ui": "ui/", "betdesk::options": None, "betdesk::app": "app/"}


def link_fences(tree):
    for path, text in tree.items():
        if not path.endswith("CMakeLists.txt") or text is None or path.startswith(("tests/", "bench/")):
            continue
        folder = folder_of(path)
        if folder is None:
            continue
        own, libraries = FOLDERS[folder]
        allowed = {target for used in libraries for target in LINKS.get(used, (used.replace("Qt", "Qt6::", 1),))}
        # A static library's own drivers may need threads to link, whatever its sources may include.
        allowed.add("Threads::Threads")
        bare = re.sub(r"#[^\n]*", "", text)
        allowed |= set(re.findall(r"add_library\s*\(\s*(\w+)", bare))
        for call in re.finditer(r"target_link_libraries\s*\(([^)]*)\)", bare):
            line = line_of(bare, call.start())
            for target in call.group(1).split()[1:]:
                if target in ("PUBLIC", "PRIVATE", "INTERFACE") or target.startswith(("$", "-")) or target in allowed:
                    continue
                home = _ALIAS_FOLDERS.get(target, target.replace("::", "/") + "/")
                if home is None or target.startswith(("client::", "service::", "betdesk::")) and home.startswith(own):
                    continue
                yield path, line, "link", f"{folder} may not link {target}"


# The code that decides: it is given its clock, its chance and its timers, so that simulation owns them.
DECIDING = ("client/contract/", "client/operations/", "client/feed/", "client/api/", "service/core/")
# These are the real ones behind the ports.
REAL_PORTS = ("client/api/qttransport.", "client/api/qttimers.")
NOT_DECIDABLE = (
    (r"\bQ(?:Date|Time|DateTime)::current\w*|\bQElapsedTimer\b|\bQDeadlineTimer\b", "reads the clock"),
    (r"\b(?:system|steady|high_resolution|utc)_clock\s*::\s*now\b|\bclock_gettime\b|\bgettimeofday\b", "reads the clock"),
    (r"(?<![\w.>:])(?:std\s*::\s*|::\s*)?time\s*\(\s*(?:nullptr|NULL|0|&\s*\w+)?\s*\)", "reads the clock"),
    (r"\bstd\s*::\s*(?:rand|srand|random_device|mt19937(?:_64)?|default_random_engine|random_shuffle|shuffle)\b|(?<![\w.>:])s?rand\s*\(",
     "rolls dice"),
    (r"\bQUuid::createUuid\b|\bQRandomGenerator\b|\brandombytes_\w+", "rolls dice"),
    (r"\bQTimer\b|\bQBasicTimer\b|\bstartTimer\s*\(", "has a timer of its own"),
    (r"\bstd\s*::\s*(?:j?thread|async|packaged_task)\b|\bQThread\b|\bQtConcurrent\b|\bQThreadPool\b|\bpthread_create\b", "starts a thread"),
    (r"\bstd\s*::\s*this_thread\b|\b(?:u|nano)?sleep\s*\(", "waits"),
    (r"\bQ(?:Tcp|Udp|Ssl|Local|Abstract)(?:Socket|Server)\b|\bQNetworkAccessManager\b", "opens a socket"),
    (r"\bgetenv\s*\(|\bqgetenv\s*\(|\bqEnvironmentVariable\w*\s*\(", "reads the environment"),
)
_HASHED = re.compile(r"\b(?:std\s*::\s*unordered_(?:multi)?(?:map|set)|QHash|QSet|QMultiHash)\s*<[^;{}()]*>\s*&?\s*(\w+)\s*[;{=]")


def deciding_code(tree):
    for path, text in tree.items():
        if not is_cpp(path) or text is None or not path.startswith(DECIDING) or path.startswith(REAL_PORTS):
            continue
        bare = code(text)
        for pattern, what in NOT_DECIDABLE:
            for match in re.finditer(pattern, bare):
                yield path, line_of(bare, match.start()), "deciding", f"{match.group(0).strip()} {what}; take it as an argument (client/ports)"
        unit = path.rsplit(".", 1)[0]
        names = {name for end in (".h", ".cpp") for name in _HASHED.findall(code(tree.get(unit + end) or ""))}
        for name in sorted(names):
            for match in re.finditer(rf"\bfor\s*\([^;()]*:\s*{name}\s*\)|\b{name}\s*\.\s*c?begin\s*\(", bare):
                yield path, line_of(bare, match.start()), "deciding", f"{name} is unordered: its order differs from run to run"


RULES = (include_fences, link_fences, deciding_code)
