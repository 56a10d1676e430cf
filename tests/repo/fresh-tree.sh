#!/bin/bash
# fresh-tree.sh RELEASE COMMAND…: runs a command of this checkout where nothing is installed but Debian's base.
#   tests/repo/fresh-tree.sh bookworm ./check
#   tests/repo/fresh-tree.sh trixie ./try --script
# Takes what is committed (HEAD), not the working files. Needs root, mmdebstrap, git.
#   TREE=FILE.tar   unpack this minimal tree instead of making one
#   KEEP=DIRECTORY  work in this directory and leave it: the next run finds the packages installed
set -euo pipefail

[ $# -ge 2 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
release=$1
shift
top=$(cd "$(dirname "$0")/../.." && pwd)

# Mounts made below vanish with this namespace, however the script ends.
if [ -z "${FRESH_TREE_INSIDE:-}" ]; then
  FRESH_TREE_INSIDE=1 exec unshare --mount --propagation private "$0" "$release" "$@"
fi

make_tree() {
  if [ -n "${TREE:-}" ]; then
    tar -C "$place" -xf "$TREE"
  else
    mmdebstrap --variant=minbase "$release" "$place" >&2
  fi
}

mount_system() {
  mount -t proc proc "$place/proc"
  mount -t sysfs -o ro sysfs "$place/sys"
  mount -t tmpfs tmpfs "$place/dev"
  local name
  for name in null zero full random urandom tty; do
    touch "$place/dev/$name"
    mount --bind "/dev/$name" "$place/dev/$name"
  done
  mkdir "$place/dev/pts" "$place/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$place/dev/pts"
  ln -s pts/ptmx "$place/dev/ptmx"
  ln -s /proc/self/fd "$place/dev/fd"
}

copy_checkout() {
  rm -rf "$place/lapor.new"
  git -c safe.directory="$top" clone -q --no-hardlinks --depth 1 "file://$top" "$place/lapor.new"
  mkdir -p "$place/lapor"
  # keep a build of an earlier run, where there is one
  [ ! -d "$place/lapor/build" ] || mv "$place/lapor/build" "$place/lapor.new/build"
  rm -rf "$place/lapor"
  mv "$place/lapor.new" "$place/lapor"
}

if [ -n "${KEEP:-}" ]; then
  place=$KEEP
  mkdir -p "$place"
else
  place=$(mktemp -d "${TMPDIR:-/var/tmp}/fresh-$release.XXXXXX")
fi

clean_up() {
  umount -R "$place/dev" "$place/sys" "$place/proc" 2>/dev/null || true
  [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$place"
}
trap clean_up EXIT

[ -e "$place/etc/debian_version" ] || make_tree
cp -L /etc/resolv.conf "$place/etc/resolv.conf"
copy_checkout
mount_system
chroot "$place" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" \
  bash -c 'cd /lapor && exec "$@"' fresh-tree "$@" </dev/null
