#!/bin/bash
# run.sh BUILD SCRIPT [ARGUMENT...]: runs tests/fleet/SCRIPT.sh among machines of its own: network, processes and mounts are
# namespaces that nobody else sees. When this program ends, or is killed, the kernel ends everything that was started in
# them. All data are in BUILD/fleet until then. Exit 77 where this machine lacks something.
set -euo pipefail
lacks() { echo "skipped: $*"; exit 77; }

[ "$(id -u)" = 0 ] || lacks "the machines are network namespaces, and only root may make those"
for need in patroni:patroni etcd:etcd-server ip:iproute2 faketime:faketime unshare:util-linux; do
  command -v "${need%:*}" >/dev/null || lacks "no ${need%:*} (apt install ${need#*:})"
done
[ -d /usr/lib/postgresql ] || lacks "no PostgreSQL server (apt install postgresql)"
unshare --net true 2>/dev/null || lacks "no right to make network namespaces"

LAPOR_BUILD=$(cd "$1" && pwd)
LAPOR_SOURCE=$(cd "$(dirname "$0")/../.." && pwd)
script=$LAPOR_SOURCE/tests/fleet/$2.sh
shift 2
export LAPOR_BUILD LAPOR_SOURCE

mkdir -p "$LAPOR_BUILD/fleet"
exec 9>"$LAPOR_BUILD/fleet.lock"
flock -n 9 || lacks "another run has $LAPOR_BUILD/fleet"
end() {
  [ -z "${machines:-}" ] || kill -KILL "$machines" 2>/dev/null || true
  wait 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf "$LAPOR_BUILD/fleet"
}
trap end EXIT
trap 'exit 130' INT TERM HUP
rm -rf "$LAPOR_BUILD/fleet"
mkdir -p "$LAPOR_BUILD/fleet"
setpriv --pdeathsig KILL unshare --net --pid --fork --kill-child --mount --mount-proc --propagation private \
  "$script" "$@" 9>&- <&0 &
machines=$!
wait "$machines"
