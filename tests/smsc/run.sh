#!/bin/bash
# run.sh BUILD: lines to a carrier whose SMSC is somebody else's. Exit 77 where this machine lacks something.
set -euo pipefail
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")" && pwd)
lacks() { echo "skipped: $*"; exit 77; }

command -v node >/dev/null || lacks "no node (apt install nodejs)"
command -v npm >/dev/null || lacks "no npm (apt install npm)"

place=$build/smsc
mkdir -p "$place"
cp "$source"/*.mjs "$source"/../browser/gateway.mjs "$source"/package.json "$source"/package-lock.json "$place/"
cd "$place"
if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 || lacks "npm can't install the locked packages: $(tail -1 npm.log)"
  cp package-lock.json node_modules/.installed
fi
exec node line.mjs "$build/bin" "$source/../data/agencies.toml" "$place"
