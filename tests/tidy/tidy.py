#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the whole tree and keeps its fences: who may include whom, and the habits a compiler does not know.

tidy.py [--root DIR]   prints FILE:LINE: RULE: sentence for each breach and ends with 1 if there is one."""

import argparse
import pathlib
import subprocess
import sys

import fences
import habits

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED_FOLDERS = {".git", ".cache", "build", "node_modules", "__pycache__"}
ADVISED_LINES = 700


def paths(root):
    """Every file that is or may become part of the tree."""
    listed = subprocess.run(["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
                            capture_output=True, check=False)
    if listed.returncode == 0:
        found = {name for name in listed.stdout.decode().split("\0") if name and (root / name).is_file()}
    else:
        found = {str(path.relative_to(root)) for path in root.rglob("*")
                 if path.is_file() and not SKIPPED_FOLDERS & set(path.relative_to(root).parts)}
    return sorted(found)


def read_tree(root):
    """Path to text, of everything that is text; None for pictures and the like."""
    tree = {}
    for path in paths(root):
        try:
            tree[path] = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            tree[path] = None
    return tree


def breaches(tree):
    """All breaches in a tree {path: text}, sorted."""
    found = []
    for rule in (*fences.RULES, *habits.RULES):
        found += rule(tree)
    return sorted(set(found))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, default=ROOT)
    tree = read_tree(parser.parse_args().root)
    for path, text in tree.items():
        if text is not None and path.endswith((".cpp", ".h")) and text.count("\n") > ADVISED_LINES:
            print(f"advice: {path} has {text.count(chr(10))} lines; is it still one idea?")
    found = breaches(tree)
    for path, line, rule, sentence in found:
        print(f"{path}:{line}: {rule}: {sentence}")
    print(f"{len(tree)} files, {len(found)} breaches")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
