#!/bin/sh
# verify-unit.sh BUILD: does systemd understand every line of the units, and are the sandboxes as tight as they were?
# The programs need not be installed: their paths are replaced by one that exists.
set -eu
command -v systemd-analyze >/dev/null || exit 77

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
source=$(cd "$(dirname "$0")/../.." && pwd)/systemd
for unit in lapord lapord-backup; do
  sed -e 's,=/[^ ]*/\(lapord\|laporctl\) ,=/bin/true ,' -e 's,=/bin/kill ,=/bin/true ,' "$1/systemd/$unit.service" \
    >"$place/$unit.service"
done
cp "$source/lapord-backup.timer" "$place/"

systemd-analyze verify --man=no --recursive-errors=yes "$place"/*
# In tenths: at most 1.0, where a stock service stands at 9.5. The drop-in for the status page may cost half a point.
judge() {
  systemd-analyze security --offline=true --no-pager --threshold="$1" "$place/$2.service" >"$place/verdict" || {
    cat "$place/verdict"
    exit 1
  }
}
judge 10 lapord-backup
judge 10 lapord
grep -v '^\[' "$source/http.conf" >"$place/opened"
sed -i "/^PrivateNetwork=/r $place/opened" "$place/lapord.service"
judge 15 lapord
