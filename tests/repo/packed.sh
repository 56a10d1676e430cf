#!/bin/bash
# packed.sh BUILD: packs a finished build twice, with different umasks. Is the same in the packages, byte for byte, and does each
# hold a true bill of materials?
# Exit status 77 where nothing can be packed, or the build isn't as shipped.
set -euo pipefail
build=$(cd "${1:?a build folder}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
command -v dpkg-shlibdeps >/dev/null || { echo "dpkg-dev is missing"; exit 77; }
grep -q '^CMAKE_BUILD_TYPE:STRING=RelWithDebInfo' "$build/CMakeCache.txt" || {
  echo "this build is not as shipped: nothing to check"
  exit 77
}

place=$(mktemp -d "${TMPDIR:-/var/tmp}/packed.XXXXXX")
trap 'rm -rf "$place"' EXIT
pack() { # FOLDER UMASK
  (cd "$build" && umask "$2" && cpack -G DEB -B "$place/$1" >"$place/log" 2>&1) || { tail -n 20 "$place/log"; exit 1; }
}
pack one 022
pack two 077

for deb in "$place"/one/*.deb; do
  name=$(basename "$deb")
  # The modes of the two archives in a .deb are cpack's umask; what is in them must not depend on it.
  for part in --ctrl-tarfile --fsys-tarfile; do
    cmp <(dpkg-deb $part "$deb") <(dpkg-deb $part "$place/two/$name") || { echo "differs: $name"; exit 1; }
  done
  dpkg-deb -x "$deb" "$place/files"
  "$here/bill.pl" "$place/files" "${name%%_*}" "$(dpkg-deb -f "$deb" Version)"
  rm -r "$place/files"
done
