#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Betdesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh BETD OPENAPI FOLDER: lints the document and holds the running service against it. The validators are installed into FOLDER
# once. Without npm it ends with 77, which is a skip; in CI (CI=true) that is a failure.
set -euo pipefail

betd=$1 openapi=$2 folder=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

command -v npm >/dev/null || {
    echo "npm is not installed: the validators cannot be had"
    [[ ${CI:-} != true ]] || exit 1
    exit 77
}
mkdir -p "$folder"
if ! cmp -s "$here/package-lock.json" "$folder/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$folder/"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$here/package-lock.json" "$folder/installed.json"
fi
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
node "$folder/node_modules/@redocly/cli/bin/cli.js" lint --config "$here/redocly.yaml" "$openapi"
exec node "$here/check.mjs" "$betd" "$openapi" "$folder"
