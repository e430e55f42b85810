# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules know about a source file: its code without comments and literals, its includes."""

import functools
import re

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<char>(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+')""",
    re.DOTALL | re.VERBOSE)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?P<name>"[^"\n]*"|<[^>\n]*>)', re.MULTILINE)


def is_cpp(path):
    return path.endswith((".cpp", ".h"))


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def _blank(match):
    """The same number of lines; quotes stay, so that a call still looks like a call."""
    text = match.group(0)
    lines = "\n" * text.count("\n")
    return lines or " " if match.lastgroup == "comment" else '""' + lines


@functools.lru_cache(maxsize=None)
def code(text):
    """The text without comments, with empty literals, line for line."""
    return _TOKEN.sub(_blank, text)


@functools.lru_cache(maxsize=None)
def includes(text):
    """[(line, '"client/contract/money.h"' or '<QObject>')]"""
    bare = re.sub(r"/\*.*?\*/|^[ \t]*//[^\n]*", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.DOTALL | re.MULTILINE)
    return tuple((line_of(bare, match.start("name")), match.group("name")) for match in _INCLUDE.finditer(bare))
