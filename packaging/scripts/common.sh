# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What run, test and .ci/run share. The sourcing script has set `root`, the top of the checkout. Standard output belongs to the
# programs that are run; all progress goes to standard error.

# Objects are the same in every clone, so another checkout's cache serves this one.
export CCACHE_BASEDIR="${root:?}" CCACHE_NOHASHDIR=1

say() { printf '== %s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Prints the packages of the groups $@ that are not installed.
missing_packages() {
    local -A wanted=() installed=()
    local group package command status groups=" $* "
    while read -r group package command; do
        [[ -n $group && $group != \#* && $groups == *" $group "* ]] || continue
        [[ -n $command ]] && command -v "$command" >/dev/null && continue
        wanted[$package]=1
    done <"$root/packaging/debian-packages.txt"
    while read -r status package; do
        [[ $status == ii ]] && installed[$package]=1
    done < <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${!wanted[@]}" 2>/dev/null || true)
    for package in "${!wanted[@]}"; do
        [[ -n ${installed[$package]:-} ]] || printf '%s\n' "$package"
    done | sort
}

# install_packages GROUP...
install_packages() {
    local -a missing as_root=()
    [[ ${BETDESK_PACKAGES:-install} == skip ]] && return
    command -v apt-get >/dev/null || die "this installs Debian packages and there is no apt-get here." \
        "Install what packaging/debian-packages.txt lists, then set BETDESK_PACKAGES=skip."
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "these packages are missing: ${missing[*]}." \
            "Run this as root once, or install sudo, or ask an administrator: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    local -a apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update </dev/null >&2 || say "apt-get update failed; trying with the lists that are here"
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >&2 ||
        die "apt-get could not install: ${missing[*]}"
}

# configure PRESET
configure() {
    local log="$root/build/$1.configure.log"
    mkdir -p "$root/build"
    (cd "$root" && cmake --preset "$1" -Wno-dev) >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        die "cmake could not configure the preset $1"
    }
}

# build PRESET [TARGET...]; without a target, everything.
build() {
    local preset=$1
    shift
    local -a targets=()
    (($#)) && targets=(--target "$@")
    say "building ${*:-everything} in build/$preset"
    configure "$preset"
    cmake --build "$root/build/$preset" "${targets[@]}" </dev/null >&2
}

# program PATH-IN-BUILD: dies with a sentence where the build made no such program.
program() {
    [[ -x $root/build/$1 ]] || die "build/$1 was not built"
    printf '%s\n' "$root/build/$1"
}
