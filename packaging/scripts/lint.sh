#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lint.sh format: rewrite every source as clang-format wants it.
# lint.sh lint: clang-format, shellcheck and clang-tidy over the whole tree.
# lint.sh lint --changed [BASE]: clang-format and shellcheck over the whole tree, clang-tidy over what changed since BASE (default:
#   where this branch left origin/main, else the commit before).
# LINT_SECONDS bounds clang-tidy; what it had no time for is named.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
# shellcheck source=packaging/scripts/common.sh
source "$root/packaging/scripts/common.sh"

jobs=$(nproc)
preset=dev
passed="$root/.cache/tidy"

# CI may have cloned as another user than the one that runs this.
in_git() { git -c safe.directory="$root" -C "$root" "$@"; }

# sources PATHSPEC...: files of the tree, tracked or not yet, as paths from the root.
sources() { in_git ls-files --cached --others --exclude-standard --deduplicate -z -- "$@" | existing; }

existing() {
    local file
    while read -r -d '' file; do
        [[ -f $root/$file ]] && printf '%s\0' "$file"
    done || true
}

format_all() { (cd "$root" && sources '*.cpp' '*.h' | xargs -0 -r -P "$jobs" -n 16 clang-format -i); }

check_format() {
    say "clang-format over the tree"
    (cd "$root" && sources '*.cpp' '*.h' | xargs -0 -r -P "$jobs" -n 16 clang-format --dry-run -Werror) >&2
}

check_scripts() {
    say "shellcheck over the scripts"
    (cd "$root" && sources run test .ci/run '*.sh' | xargs -0 -r shellcheck -x -P "$root") >&2
}

# The commit that "changed" compares with, empty where there is none.
base_commit() {
    local base
    if (($#)); then
        in_git rev-parse --verify -q "$1^{commit}" || die "no such commit: $1"
        return
    fi
    base=$(in_git merge-base HEAD origin/main 2>/dev/null) || base=
    if [[ -z $base || $base == "$(in_git rev-parse HEAD)" ]]; then
        base=$(in_git rev-parse --verify -q 'HEAD~1^{commit}') || base=
    fi
    printf '%s\n' "$base"
}

changed_since() {
    {
        in_git diff --name-only -z --diff-filter=d "$1" -- '*.cpp' '*.h'
        in_git ls-files --others --exclude-standard -z -- '*.cpp' '*.h'
    } | sort -zu
}

# Reads changed files, prints the sources to check: a header is checked through its own source, else through one that includes it.
sources_for() {
    local file user
    while read -r -d '' file; do
        case $file in
        *.cpp) printf '%s\0' "$file" ;;
        *.h)
            if [[ -f $root/${file%.h}.cpp ]]; then
                printf '%s\0' "${file%.h}.cpp"
            else
                user=$(in_git grep -l --untracked -F "#include \"$file\"" -- '*.cpp' | head -n 1) || true
                [[ -z $user ]] || printf '%s\0' "$user"
            fi
            ;;
        esac
    done | sort -zu
}

# Reads the sources to check.
check_tidy() {
    local -a files
    mapfile -d '' files
    if ((${#files[@]} == 0)); then
        say "clang-tidy: nothing to check"
        return
    fi
    say "clang-tidy${LINT_SECONDS:+, for at most $LINT_SECONDS s}"
    configure "$preset"
    mkdir -p "$passed"
    printf '%s\0' "${files[@]}" |
        python3 "$root/packaging/scripts/clangtidy.py" --build "$root/build/$preset" --passed "$passed" --jobs "$jobs" \
            --seconds "${LINT_SECONDS:-0}" >&2
}

lint() {
    local base status=0
    check_format || status=1
    check_scripts || status=1
    if [[ ${1:-} != --changed ]]; then
        sources '*.cpp' | check_tidy || status=1
    elif base=$(base_commit "${@:2}") && [[ -n $base ]]; then
        say "what changed since ${base:0:12}"
        changed_since "$base" | sources_for | check_tidy || status=1
    else
        say "the first commit: everything changed"
        sources '*.cpp' | check_tidy || status=1
    fi
    ((status == 0)) || die "lint found what stands above"
    say "lint found nothing"
}

case ${1:-} in
format) format_all ;;
lint) lint "${@:2}" ;;
*) die "lint.sh lint [--changed [BASE]] or lint.sh format" ;;
esac
