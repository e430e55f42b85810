#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule catches what it is there for, and lets its innocent neighbour pass."""

import sys

import fences
import habits
import tidy

HEAD = "// SPDX-FileCopyrightText: 2026 The Betdesk authors\n// SPDX-License-Identifier: GPL-3.0-or-later\n"
HASH_HEAD = HEAD.replace("//", "#")
TS = '<?xml version="1.0"?><TS><context><message>{}</message></context></TS>'

# rule, path, text after the SPDX lines
CAUGHT = (
    ("include", "client/contract/a.cpp", "#include <QString>"),
    ("include", "client/contract/a.cpp", "#include <QtCore/QString>"),
    ("include", "client/contract/a.cpp", "#include <fstream>"),
    ("include", "client/contract/a.cpp", "#include <thread>"),
    ("include", "client/contract/a.cpp", '#include "client/ports/clock.h"'),
    ("include", "client/api/a.cpp", '#include "client/store/journal.h"'),
    ("include", "client/api/a.cpp", "#include <QWidget>"),
    ("include", "client/store/a.cpp", '#include "client/api/call.h"'),
    ("include", "client/store/a.cpp", "#include <QNetworkReply>"),
    ("include", "client/operations/a.cpp", "#include <SQLiteCpp/Database.h>"),
    ("include", "client/operations/a.cpp", '#include "client/feed/feed.h"'),
    ("include", "client/feed/a.cpp", "#include <QTcpSocket>"),
    ("include", "ui/a.cpp", '#include "service/core/service.h"'),
    ("include", "ui/a.cpp", "#include <QNetworkAccessManager>"),
    ("include", "ui/a.cpp", "#include <nlohmann/json.hpp>"),
    ("include", "ui/models/a.cpp", '#include "ui/pages/livepage.h"'),
    ("include", "ui/pages/a.cpp", '#include "ui/mainwindow.h"'),
    ("include", "app/a.cpp", '#include "service/core/service.h"'),
    ("include", "service/core/a.cpp", "#include <QObject>"),
    ("include", "service/core/a.cpp", "#include <boost/beast.hpp>"),
    ("include", "service/core/a.cpp", "#include <sqlite3.h>"),
    ("include", "service/core/a.cpp", '#include "service/store/sqlitestore.h"'),
    ("include", "service/core/a.cpp", '#include "client/api/call.h"'),
    ("include", "service/store/a.cpp", '#include "service/http/server.h"'),
    ("include", "service/store/a.cpp", "#include <boost/asio.hpp>"),
    ("include", "service/http/a.cpp", "  #  include <SQLiteCpp/Database.h>"),
    ("include", "service/sandbox/a.cpp", '#include "service/store/sqlitestore.h"'),
    ("include", "service/main.cpp", "#include <QCoreApplication>"),
    ("include", "service/main.cpp", '#include "ui/mainwindow.h"'),
    ("include", "ui/a.cpp", "#include <QtWidgets>"),
    ("include", "ui/a.cpp", '#include "theme.h"'),
    ("include", "ui/a.cpp", '#include "../client/contract/money.h"'),
    ("include", "tests/ui/a.cpp", '#include "ui/theme.cpp"'),
    ("folder", "server/a.cpp", ""),
    ("link", "client/contract/CMakeLists.txt", "target_link_libraries(client_contract PUBLIC Qt6::Core)"),
    ("link", "client/api/CMakeLists.txt", "target_link_libraries(client_api\n    PUBLIC client::store)"),
    ("link", "client/store/CMakeLists.txt", "target_link_libraries(client_store PUBLIC Qt6::Network)"),
    ("link", "service/core/CMakeLists.txt", "target_link_libraries(service_core PRIVATE SQLiteCpp)"),
    ("link", "service/http/CMakeLists.txt", "target_link_libraries(service_http PRIVATE service::store)"),
    ("link", "app/CMakeLists.txt", "target_link_libraries(betdesk PRIVATE service::core)"),
    ("deciding", "client/contract/a.cpp", "auto now = std::chrono::system_clock::now();"),
    ("deciding", "client/contract/a.cpp", "using namespace std::chrono; auto now = steady_clock::now();"),
    ("deciding", "client/contract/a.cpp", "long now = time(nullptr);"),
    ("deciding", "client/contract/a.cpp", "long now = std::time(NULL);"),
    ("deciding", "client/operations/a.cpp", "auto now = QDateTime::currentDateTimeUtc();"),
    ("deciding", "client/operations/a.h", "#pragma once\nQElapsedTimer m_since;"),
    ("deciding", "client/operations/a.cpp", "auto id = QUuid::createUuid();"),
    ("deciding", "client/api/a.cpp", "int n = std::rand();"),
    ("deciding", "client/api/a.cpp", "std::random_device device;"),
    ("deciding", "client/api/a.cpp", "auto n = QRandomGenerator::global()->generate();"),
    ("deciding", "client/api/a.cpp", "QTimer::singleShot(0, this, [] {});"),
    ("deciding", "client/feed/a.cpp", "QTcpSocket socket;"),
    ("deciding", "service/core/a.cpp", "std::thread worker([] {});"),
    ("deciding", "service/core/a.cpp", "auto f = std::async([] {});"),
    ("deciding", "service/core/a.cpp", "usleep(1000);"),
    ("deciding", "service/core/a.cpp", 'auto home = std::getenv("HOME");'),
    ("deciding", "service/core/a.cpp", "std::unordered_map<std::string, int> held;\nvoid f() { for (const auto& [k, v] : held) {} }"),
    ("conditional", "ui/a.cpp", "#ifdef Q_OS_LINUX\n#endif"),
    ("conditional", "service/core/a.cpp", "  # if 0\n#endif"),
    ("conditional", "client/ports/a.h", "#pragma once\n#ifndef X\n#endif"),
    ("singleton", "ui/a.h", "#pragma once\nclass Settings { static Settings& instance(); };"),
    ("singleton", "ui/a.cpp", "Theme& theme()\n{\n    static Theme one;\n    return one;\n}"),
    ("singleton", "ui/a.cpp", "Q_GLOBAL_STATIC(Theme, theTheme)"),
    ("todo", "ui/a.cpp", "// TODO: later"),
    ("todo", "service/a.sh", "# FIXME later"),
    ("main window", "ui/mainwindow.cpp", "\n" * 600),
    ("waiting", "ui/a.cpp", "QCoreApplication::processEvents();"),
    ("waiting", "tests/ui/tst_a.cpp", "QTest::qWait(100);"),
    ("waiting", "tests/ui/tst_a.cpp", "std::this_thread::sleep_for(ms);"),
    ("waiting", "ui/a.cpp", "QEventLoop loop;"),
    ("waiting", "ui/a.cpp", "RefundDialog dialog; dialog.exec();"),
    ("connect", "ui/a.cpp", "connect(call, &Call::finished, [this] { done(); });"),
    ("compiler", "client/contract/a.cpp", "auto v = std::views::reverse(x);"),
    ("compiler", "client/contract/a.cpp", "#include <format>"),
    ("header", "ui/a.h", "class A;"),
    ("translation", "resources/translations/a_ru.ts", TS.format('<source>Bet</source><translation type="unfinished"></translation>')),
    ("translation", "resources/translations/a_ru.ts", TS.format("<source>Bet</source><translation></translation>")),
    ("translation", "resources/translations/a_ru.ts",
     TS.format('<source>%n bet(s)</source><translation><numerusform>%n</numerusform><numerusform></numerusform></translation>')),
    ("translation", "resources/translations/a_ru.ts", TS.format('<source>Bet</source><translation type="vanished">Ставка</translation>')),
    ("test", "tests/ui/tst_alone.cpp", ""),
    ("place", "ui/a.cpp", '// see /home/ann/notes'),
    ("place", "docs/a.md", "as issue 12 says"),
    ("link", "docs/a.md", "[here](nowhere.md)"),
    ("link", "docs/a.md", "![picture](pictures/none.png)"),
)

# path, text after the SPDX lines
PASSES = (
    ("client/contract/a.cpp", '#include "client/contract/money.h"\n#include <nlohmann/json.hpp>\n#include <chrono>\n#include <tl/expected.hpp>'),
    ("client/contract/a.cpp", '// #include <QString>\nconst char* text = "time(nullptr) #if TODO";'.replace(" TODO", "")),
    ("client/contract/a.cpp", "std::int64_t time(const Row& row); auto x = row.time(); auto y = clock.time();"),
    ("client/contract/a.cpp", "using namespace std::chrono; auto day = floor<days>(sys_time<milliseconds>(milliseconds(utcMs)));"),
    ("client/api/qttransport.cpp", "QTimer timer; QNetworkAccessManager manager; std::unordered_map<int, int> m;"),
    ("client/api/a.cpp", "#include <QObject>\n#include <QPointer>\n#include \"client/ports/clock.h\"\nauto now = m_clock.utcMs();"),
    ("service/core/a.cpp", "std::unordered_map<std::string, int> held; auto it = held.find(key);"),
    ("service/http/a.cpp", "#include <boost/beast/core.hpp>\n#include <thread>"),
    ("ui/a.cpp", '#include "ui/a.moc"'.replace("ui/", "") + "\n#include <QWidget>\n#include <QChart>"),
    ("ui/models/a.cpp", '#include "ui/models/a.h"\n#include "ui/format.h"'),
    ("ui/a.cpp", "const Theme& plain()\n{\n    static const Theme theme;\n    return theme;\n}"),
    ("ui/a.cpp", "connect(call, &Call::finished, this, [this] { done(); });"),
    ("ui/a.cpp", "QSqlQuery query; query.exec(); // TODO(#12): smaller"),
    ("app/a.cpp", "#ifdef Q_OS_LINUX\n#include <unistd.h>\n#endif"),
    ("ui/mainwindow.cpp", "\n" * 500),
    ("tests/ui/a.cpp", "#include <QTest>\n#include <QtTest/QSignalSpy>\n#include <fstream>"),
    ("client/contract/CMakeLists.txt", "target_link_libraries(client_contract PUBLIC betdesk::options nlohmann_json::nlohmann_json)"),
    ("service/http/CMakeLists.txt", "target_link_libraries(service_http PUBLIC service::core client::ports PRIVATE Boost::headers Threads::Threads)"),
    ("resources/translations/a_ru.ts", TS.format("<source>Bet</source><translation>Ставка</translation>")),
    ("docs/a.md", "[rules](b.md#part), [site](https://example.org), [folder](../docs)"),
)
BESIDE = {"docs/b.md": ""}


def tree_with(path, text):
    if path.endswith((".cpp", ".h")):
        text = HEAD + text + "\n"
    elif path.endswith(("CMakeLists.txt", ".sh")):
        text = HASH_HEAD + text + "\n"
    return {path: text} | BESIDE


def main():
    failures = []
    for rule, path, text in CAUGHT:
        if not any(found[0] == path and found[2] == rule for found in tidy.breaches(tree_with(path, text))):
            failures.append(f"not caught as {rule}: {path}: {text!r}")
    for path, text in PASSES:
        failures += [f"wrongly caught: {found} in {text!r}" for found in tidy.breaches(tree_with(path, text))]
    for path in ("ui/a.cpp", "ui/a.h", "packaging/a.sh", "ui/CMakeLists.txt"):
        if not any(found[2] == "licence" for found in tidy.breaches({path: "#pragma once\n"})):
            failures.append(f"not caught as licence: {path}")
    line = next((found[1] for found in tidy.breaches(tree_with("ui/a.cpp", "/* one\ntwo */\nQEventLoop loop;"))), None)
    if line != 5:
        failures.append(f"a breach in line 5 is reported in line {line}")
    covered = {rule for rule, _, _ in CAUGHT} | {"licence"}
    print("\n".join(failures) or f"{len(CAUGHT)} bad snippets caught, {len(PASSES)} good ones passed, {len(covered)} rules")
    if fences.library("QWidget") != "QtWidgets" or habits.MAIN_WINDOW_LINES != 600:
        failures.append("the headers of Qt are not where the fences look for them")
        print(failures[-1])
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
