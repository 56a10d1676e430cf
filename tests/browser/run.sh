#!/bin/bash
# run.sh BUILD TESTS: the browser tests of TESTS.mjs on the programs of this build. Exit 77 where this machine lacks
# something.
set -euo pipefail
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")" && pwd)
lacks() { echo "skipped: $*"; exit 77; }

# needs PROGRAM PACKAGE
needs() { command -v "$1" >/dev/null || lacks "no $1 (apt install $2)"; }

needs node nodejs
in_browser=
case $2 in
  open311) ;;
  proxy)
    needs nginx nginx-light
    needs openssl openssl
    needs systemd-socket-activate systemd
    ;;
  *)
    in_browser=yes
    needs npm npm
    needs chromium chromium
    ;;
esac

place=$build/browser
mkdir -p "$place"
# Two of these tests may begin in one moment.
exec 9>"$place/.lock"
flock 9
cp "$source"/*.mjs "$source"/package.json "$source"/package-lock.json "$place/"
cd "$place"
if [ -n "$in_browser" ] && ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 || lacks "npm can't install the locked packages: $(tail -1 npm.log)"
  cp package-lock.json node_modules/.installed
fi
exec 9>&-
case $2 in
  pages | painting | proxy | open311) agencies=$source/../data/agencies.toml ;;
  phones) agencies=$source/../../docs/example/agencies.toml ;;
esac
export LAPOR_PAGE_OF_PAGES=$source/../../docs/web.md
exec node "$2.mjs" "$build/bin" "$agencies" "$place"
