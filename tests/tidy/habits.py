# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Habits of the whole tree that a compiler does not know."""

import posixpath
import re
import xml.etree.ElementTree

from source import code, includes, is_cpp, line_of

MAIN_WINDOW_LINES = 600


def _each(tree, wanted):
    return ((path, text) for path, text in tree.items() if text is not None and wanted(path))


def _is_script(path, text):
    return path.endswith((".sh", ".py")) or text.startswith("#!")


def licence_headers(tree):
    wanted = (".cpp", ".h", ".sh", ".py", ".cmake", "CMakeLists.txt", ".sql", ".qss", ".h.in")
    for path, text in _each(tree, lambda path: True):
        if not (path.endswith(wanted) or _is_script(path, text)):
            continue
        lines = text.splitlines()
        if lines and lines[0].startswith("#!"):
            lines = lines[1:]
        head = [*lines, "", ""][:2]
        if "SPDX-FileCopyrightText:" not in head[0] or "SPDX-License-Identifier: GPL-3.0-or-later" not in head[1]:
            yield path, 1, "licence", "a source opens with the two SPDX lines"


def headers_once(tree):
    for path, text in _each(tree, lambda path: path.endswith(".h")):
        if "#pragma once" not in text.splitlines()[:4]:
            yield path, 1, "header", "a header has #pragma once right after its SPDX lines"


def no_conditionals(tree):
    for path, text in _each(tree, lambda path: is_cpp(path) and not path.startswith("app/")):
        for match in re.finditer(r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b", code(text), re.MULTILINE):
            yield path, line_of(code(text), match.start()), "conditional", "#if belongs to app/ alone"


_INSTANCE = re.compile(r"\bstatic\s+[\w:<>]+\s*[&*]\s*(?:instance|self|shared|global|getInstance)\s*\(|\bQ_GLOBAL_STATIC\b")
_LOCAL_STATIC = re.compile(r"\bstatic\s+(?!const\b|constexpr\b)[\w:]+(?:<[^;{}]*>)?\s+(\w+)\s*(?:\{[^{}]*\}|\([^()]*\)|=[^;]*)?\s*;\s*return\s+&?\1\s*;")


def no_singletons(tree):
    for path, text in _each(tree, is_cpp):
        bare = code(text)
        for pattern in (_INSTANCE, _LOCAL_STATIC):
            for match in pattern.finditer(bare):
                yield path, line_of(bare, match.start()), "singleton", "what a class needs is handed to it"


def numbered_todos(tree):
    for path, text in _each(tree, lambda path: is_cpp(path) or path.endswith((".py", ".sh", "CMakeLists.txt", ".sql"))):
        if path.startswith("tests/tidy/"):
            continue
        for match in re.finditer(r"\b(?:TODO|FIXME|XXX|HACK)\b(?!\(#\d+\)| #\d+)", text):
            yield path, line_of(text, match.start()), "todo", f"{match.group(0)} without a number is forgotten"


def small_main_window(tree):
    for path, text in _each(tree, lambda path: re.fullmatch(r"ui/mainwindow\.(?:cpp|h)", path)):
        if (lines := text.count("\n")) > MAIN_WINDOW_LINES:
            yield path, MAIN_WINDOW_LINES, "main window", f"{lines} lines; it holds pages and connects them, at most {MAIN_WINDOW_LINES}"


_WAITS = (
    (r"\bprocessEvents\s*\(", "pumps events: what runs inside is a surprise"),
    (r"\bQEventLoop\b", "waits inside an event: connect to the signal"),
    (r"\b(?:std\s*::\s*this_thread\s*::\s*sleep_\w+|QThread::m?u?sleep|QTest::qSleep|QTest::qWait)\s*\(", "sleeps: wait for what you mean"),
)
# The wait of a test for a condition needs to run the loop; it is written once.
_WAITS_ALLOWED = ("tests/support/", "bench/")


def no_waiting(tree):
    for path, text in _each(tree, lambda path: is_cpp(path) and not path.startswith(_WAITS_ALLOWED)):
        bare = code(text)
        for pattern, why in _WAITS:
            for match in re.finditer(pattern, bare):
                yield path, line_of(bare, match.start()), "waiting", f"{match.group(0).rstrip('( ')} {why}"
        if path.startswith(("ui/", "app/")):
            for match in re.finditer(r"\b(?:dialog|box|menu|m_dialog|m_box)\w*\s*(?:\.|->)\s*exec\s*\(", bare, re.IGNORECASE):
                yield path, line_of(bare, match.start()), "waiting", "exec() on a dialog: open() and a signal"


def connected_with_context(tree):
    for path, text in _each(tree, is_cpp):
        bare = code(text)
        for match in re.finditer(r"\bconnect\s*\(\s*[^,;]+,\s*&[\w:]+\s*,\s*\[", bare):
            yield path, line_of(bare, match.start()), "connect", "a lambda is connected with a context object, or it outlives what it uses"


def what_the_compilers_lack(tree):
    for path, text in _each(tree, is_cpp):
        for line, name in includes(text):
            if name in ("<format>", "<ranges>"):
                yield path, line, "compiler", f"{name} does not compile with one of the compilers in use"
        bare = code(text)
        for match in re.finditer(r"\bstd\s*::\s*(?:views|ranges\s*::\s*views|format)\b", bare):
            yield path, line_of(bare, match.start()), "compiler", f"{match.group(0)} does not compile with one of the compilers in use"


def finished_translations(tree):
    for path, text in _each(tree, lambda path: path.startswith("resources/translations/") and path.endswith(".ts")):
        root = xml.etree.ElementTree.fromstring(text)
        for message in root.iter("message"):
            source, translation = message.findtext("source", ""), message.find("translation")
            line = line_of(text, max(text.find(f"<source>{source[:30]}"), 0))
            forms = [form.text for form in translation.findall("numerusform")] or [translation.text]
            if translation.get("type") == "unfinished" or not all(forms):
                yield path, line, "translation", f"not finished: {source!r}"
            elif translation.get("type") in ("vanished", "obsolete"):
                yield path, line, "translation", f"no longer in the sources: {source!r}"


def registered_tests(tree):
    lists = {path: text for path, text in tree.items() if path.startswith("tests/") and path.endswith("CMakeLists.txt")}
    for path in tree:
        if re.fullmatch(r"tests/.*tst_\w+\.cpp", path):
            name = posixpath.basename(path)
            unit = name.removeprefix("tst_").removesuffix(".cpp")
            if not any(name in text or re.search(rf"\b(?:betdesk_test\(|tst_)?{unit}\b", text) for text in lists.values()):
                yield path, 1, "test", "no CMakeLists.txt names this test, so it never runs"


# The tree speaks of the product, so that it reads the same wherever it lies.
_PLACES = (
    (r"(?<![\w.$}/])/(?:work|root|home/\w+|Users/\w+)/", "the path of some machine"),
    (r"\b[Ii]ssue #?\d+\b", "says how it was made; say what it is"),
)


def no_places(tree):
    for path, text in _each(tree, lambda path: not path.startswith(("tests/tidy/", "tests/data/")) and path != "LICENSE"):
        for pattern, why in _PLACES:
            for match in re.finditer(pattern, text):
                yield path, line_of(text, match.start()), "place", f"{match.group(0)}: {why}"


_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>#]+)[^)]*\)")


def whole_links(tree):
    folders = {posixpath.dirname(path) for path in tree}
    folders |= {parent for folder in folders for parent in _parents(folder)}
    for path, text in _each(tree, lambda path: path.endswith(".md")):
        for match in _LINK.finditer(text):
            target = match.group(1)
            if re.match(r"[a-z]+:", target):
                continue
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if whole not in tree and whole not in folders:
                yield path, line_of(text, match.start()), "link", f"there is no {whole}"


def _parents(folder):
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


RULES = (licence_headers, headers_once, no_conditionals, no_singletons, numbered_todos, small_main_window, no_waiting,
         connected_with_context, what_the_compilers_lack, finished_translations, registered_tests, no_places, whole_links)
