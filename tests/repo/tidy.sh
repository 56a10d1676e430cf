#!/bin/bash
# tidy.sh: clang-tidy on every source, in build-tidy; what was checked and has not changed since is not checked again.
# The checks stand in .clang-tidy. Version 19, which Debian 12 and 13 both have.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v clang-tidy-19 >/dev/null || {
  echo "clang-tidy-19 is missing: apt install clang-tidy-19" >&2
  exit 77
}
cmake --preset tidy
exec cmake --build --preset tidy -- -k 0
