#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy over the sources named on standard input (NUL-separated, from the root), in parallel.

A source that passed is not checked again until it, a header of it, its command or .clang-tidy changes. With --seconds no
source is begun after that time, and those not checked are named. Nothing has to be built before: what moc would make of a source is
an empty file here, which only a linker would miss."""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def commands(build):
    """The compile command of each source, as a list without compiler cache and output."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        while pathlib.Path(words[0]).name == "ccache":
            words.pop(0)
        output = words.index("-o")
        del words[output:output + 2]
        found[pathlib.Path(entry["file"])] = (pathlib.Path(entry["directory"]), [word for word in words if word != "-c"])
    return found


def digest(salt, directory, command, mocs):
    text = subprocess.run([*command, f"-I{mocs}", "-E", "-CC", "-P"], cwd=directory, capture_output=True, check=False)
    return hashlib.sha256(salt + " ".join(command).encode() + text.stdout).hexdigest() if text.returncode == 0 else None


def check(source, build, passed, salt, entry, mocs, deadline):
    if time.monotonic() > deadline:
        return source, "late", ""
    (mocs / source.with_suffix(".moc").name).touch()
    directory, command = entry
    mark = None
    if (name := digest(salt, directory, command, mocs)) is not None:
        mark = passed / name
        if mark.exists():
            return source, "known", ""
    run = subprocess.run(
        ["clang-tidy", "--quiet", "-p", str(build), "--extra-arg=-Wno-unknown-warning-option", f"--extra-arg=-I{mocs}",
         str(source)],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        return source, "bad", run.stdout or run.stderr
    if mark is not None:
        mark.touch()
    return source, "good", ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--passed", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=0)
    options = parser.parse_args()

    salt = (ROOT / ".clang-tidy").read_bytes() + subprocess.check_output(["clang-tidy", "--version"])
    deadline = time.monotonic() + options.seconds if options.seconds else float("inf")
    known = commands(options.build)
    sources = [ROOT / name for name in sys.stdin.read().split("\0") if name]
    results = {"good": [], "known": [], "bad": [], "late": [], "not compiled": [s for s in sources if s not in known]}
    with tempfile.TemporaryDirectory() as mocs, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        waiting = [pool.submit(check, source, options.build, options.passed, salt, known[source], pathlib.Path(mocs), deadline)
                   for source in sources if source in known]
        for done in concurrent.futures.as_completed(waiting):
            source, verdict, text = done.result()
            results[verdict].append(source)
            if verdict == "bad":
                print(f"clang-tidy: {source.relative_to(ROOT)}\n{text}", flush=True)
    print("clang-tidy: " + ", ".join(f"{len(found)} {verdict}" for verdict, found in results.items() if found))
    for verdict in ("late", "not compiled"):
        for source in sorted(results[verdict]):
            print(f"clang-tidy: not checked, {'no time left' if verdict == 'late' else verdict}: {source.relative_to(ROOT)}")
    return 1 if results["bad"] else 0


if __name__ == "__main__":
    sys.exit(main())
