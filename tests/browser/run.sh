#!/bin/bash
# run.sh BUILD TESTS: the browser tests of TESTS.mjs on the programs of this build. Exit 77 where this machine lacks
# something.
set -euo pipefail
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")" && pwd)
lacks() { echo "skipped: $*"; exit 77; }

command -v node >/dev/null || lacks "no node (apt install nodejs)"
command -v npm >/dev/null || lacks "no npm (apt install npm)"
[ -x /usr/bin/chromium ] || lacks "no Chromium (apt install chromium)"

place=$build/browser
mkdir -p "$place"
# Two of these tests may begin in one moment.
exec 9>"$place/.lock"
flock 9
cp "$source"/*.mjs "$source"/package.json "$source"/package-lock.json "$place/"
cd "$place"
if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 || lacks "npm can't install the locked packages: $(tail -1 npm.log)"
  cp package-lock.json node_modules/.installed
fi
exec 9>&-
case $2 in
  pages) agencies=$source/../data/agencies.toml ;;
  phones) agencies=$source/../../docs/example/agencies.toml ;;
esac
exec node "$2.mjs" "$build/bin" "$agencies" "$place"
