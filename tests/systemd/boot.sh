#!/bin/bash
# boot.sh [--release NAME] BUILD: boots a Debian tree with the real systemd, installs the packages of the build BUILD in
# it, and lives through what an operator does: first start, a report on a simulated modem, reload, hang, kill, a stop
# during a send, upgrade, remove, purge.
#   tests/systemd/boot.sh build                    this machine's release
#   tests/systemd/boot.sh --release trixie build   another one: builds what is committed (HEAD) there first
# Needs root, systemd-container and mmdebstrap; 77 and a reason where that can't be. Trees are cached in BUILD/trees.
set -euo pipefail

usage() { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
host=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
release=$host
[ "${1-}" != --release ] || { release=${2:?}; shift 2; }
[ $# = 1 ] && [ -e "$1/CPackConfig.cmake" ] || usage
build=$(cd "$1" && pwd)
trees=$build/trees
base=$release
. "$here/harness.sh"
. "$here/tree.sh"

[ "$(id -u)" = 0 ] || skip "needs root"
for program in unshare nsenter systemd-nspawn mmdebstrap cpack dpkg-shlibdeps; do
  command -v "$program" >/dev/null || skip "there is no $program"
done
unshare --mount true 2>/dev/null || skip "no mounts are allowed here"
# Mounts made below vanish with this namespace, however the script ends.
if [ -z "${LAPOR_BOOT_INSIDE:-}" ]; then
  LAPOR_BOOT_INSIDE=1 exec unshare --mount --propagation private "$0" --release "$release" "$build"
fi
mkdir -p "$trees"
# Two booted trees would share one control group, and each keep the other's services from ending.
exec 9>"${TMPDIR:-/tmp}/lapor-boot.lock"
flock 9

make_packages() {
  if [ "$release" = "$host" ]; then
    packages=$trees/packages
    "$here/packages.sh" "$build" "$packages"
  else
    packages=$trees/$release-build/lapor/build/packages
    KEEP=$trees/$release-build "$here/../repo/fresh-tree.sh" "$release" tests/systemd/packages.sh
  fi
}

look_around() {
  guest systemctl --no-pager status lapord
  guest journalctl --no-pager -n 40 -u lapord -u lapor-modemsim
}

. "$here/steps.sh"

trap throw_away EXIT
make_packages
make_base
unpack_tree
boot
run_steps
