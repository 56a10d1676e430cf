#!/bin/sh
# verify-unit.sh UNIT: does systemd understand every line of it, and is the sandbox as tight as it was?
# The programs need not be installed: their paths are replaced by one that exists.
set -eu
command -v systemd-analyze >/dev/null || exit 77

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
sed -e 's,=/[^ ]*/lapord ,=/bin/true ,' -e 's,=/bin/kill ,=/bin/true ,' "$1" >"$place/lapord.service"

systemd-analyze verify --man=no --recursive-errors=yes "$place/lapord.service"
# In tenths: at most 1.0, where a stock service stands at 9.5. The drop-in for the status page may cost half a point.
judge() {
  systemd-analyze security --offline=true --no-pager --threshold="$1" "$place/lapord.service" >"$place/verdict" || {
    cat "$place/verdict"
    exit 1
  }
}
judge 10
grep -v '^\[' "$(dirname "$0")/../../systemd/http.conf" >"$place/opened"
sed -i "/^PrivateNetwork=/r $place/opened" "$place/lapord.service"
judge 15
