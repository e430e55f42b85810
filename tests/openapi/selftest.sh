#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Without npm the check is skipped, but never in CI, where a check that silently does not run would go unnoticed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=$(mktemp -d)
trap 'rm -r "$tools"' EXIT
ln -s "$(command -v bash)" "$(command -v dirname)" "$tools/"

# code CI: how the check ends.
code() {
    local status=0
    CI=$1 PATH=$tools "$here/run.sh" betd openapi.yaml "$tools/openapi" || status=$?
    echo "$status"
}

here_code=$(code '' | tail -n 1)
ci_code=$(code true | tail -n 1)
[[ $here_code == 77 && $ci_code == 1 ]] || {
    echo "without npm: $here_code instead of 77, in CI $ci_code instead of 1"
    exit 1
}
