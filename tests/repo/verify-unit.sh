#!/bin/sh
# verify-unit.sh BUILD: does systemd understand every line of the units, and are the sandboxes as tight as they were?
# The programs need not be installed: their paths are replaced by one that exists.
set -eu
command -v systemd-analyze >/dev/null || exit 77

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
source=$(cd "$(dirname "$0")/../.." && pwd)/systemd
for unit in lapord lapord-backup lapord-learn lapord-web lapord-node lapord-nodes; do
  sed -e 's,=/[^ ]*/\(lapord\|laporctl\|lapord-web\|lapord-nodes\?\) ,=/bin/true ,' -e 's,=/bin/kill ,=/bin/true ,' "$1/systemd/$unit.service" \
    >"$place/$unit.service"
done
cp "$source/lapord-backup.timer" "$source/lapord-learn.timer" "$source/lapord-web.socket" "$place/"

systemd-analyze verify --man=no --recursive-errors=yes "$place"/*
# In tenths: at most 1.0, where a stock service stands at 9.5.
judge() {
  systemd-analyze security --offline=true --no-pager --threshold="$1" "$place/$2.service" >"$place/verdict" || {
    cat "$place/verdict"
    exit 1
  }
}
judge 10 lapord-backup
judge 10 lapord-learn
judge 10 lapord
judge 10 lapord-web
# Both programs need a network to talk to other towns, and lapord-node needs modems besides.
judge 11 lapord-nodes
judge 15 lapord-node
