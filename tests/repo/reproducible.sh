#!/bin/bash
# reproducible.sh: builds and packs the commit twice from its sources, in other folders, with other umasks, locales, time zones and
# numbers of jobs. Are the packages the same, byte for byte?
#   KEEP=DIRECTORY  work there and leave both trees, with their packages
# By hand: it compiles every program twice.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
place=${KEEP:-$(mktemp -d "${TMPDIR:-/var/tmp}/reproducible.XXXXXX")}
mkdir -p "$place"
clean_up() { [ -n "${KEEP:-}" ] || rm -rf "$place"; }
trap clean_up EXIT

build() { # FOLDER UMASK JOBS
  local tree=$place/$1
  rm -rf "$tree"
  git -c safe.directory="$top" clone -q --no-hardlinks --depth 1 "file://$top" "$tree"
  (
    cd "$tree"
    umask "$2"
    # What is installed needs no tests; cpack would build them first.
    cmake --preset dev -DCMAKE_SKIP_INSTALL_ALL_DEPENDENCY=ON >configure.log
    mapfile -t programs < <(sed -n 's,.* FILES ".*/bin/\([^/"]*\)".*,bin/\1,p' build/cmake_install.cmake | sort -u)
    cmake --build build -j "$3" --target "${programs[@]}" man >build.log
    cd build
    cpack -G DEB -B "$tree/packages" >"$tree/pack.log"
  ) || { tail -n 20 "$tree"/*.log >&2; return 1; }
}

build one 022 "$(nproc)"
TZ=Pacific/Kiritimati LC_ALL=C build a-second-one-with-a-longer-name 077 1

differ=0
for deb in "$place"/one/packages/*.deb; do
  name=$(basename "$deb")
  other=$place/a-second-one-with-a-longer-name/packages/$name
  # The modes of the two archives in a .deb are cpack's umask; what is in them must not depend on it.
  for part in --ctrl-tarfile --fsys-tarfile; do
    cmp <(dpkg-deb $part "$deb") <(dpkg-deb $part "$other") || { echo "differs: $name, $part"; differ=1; }
  done
  echo "$name $(dpkg-deb --fsys-tarfile "$deb" | sha256sum | cut -c1-16)"
done
exit $differ
