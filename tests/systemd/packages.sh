#!/bin/bash
# packages.sh BUILD DIRECTORY: the packages of a finished build, and lapord once more under a higher version number,
# for an upgrade: DIRECTORY/1/*.deb and DIRECTORY/2/*.deb. With no arguments: builds what is needed in build/ first, in
# a tree where nothing is installed yet, and leaves them in build/packages.
set -euo pipefail

if [ $# = 0 ]; then
  cd "$(dirname "$0")/../.."
  . tests/repo/prepare.sh
  install_missing
  build --target packaged
  set -- build build/packages
fi
build=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:.*=//p' "$build/CMakeCache.txt")
rm -rf "$out/1" "$out/2"

cd "$build"
cpack -G DEB -B "$out/1" >"$out/log"
cpack -G DEB -B "$out/2" -D "CPACK_COMPONENTS_ALL=lapord;web" -D CPACK_PACKAGE_VERSION="$version+2" >>"$out/log"
rm -rf "$out/1/_CPack_Packages" "$out/2/_CPack_Packages"
