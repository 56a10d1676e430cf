#!/bin/bash
# format.sh [--fix]: is every C++ source laid out as .clang-format says? --fix lays out those that aren't.
# Version 19, which Debian 12 and 13 both have: other versions differ in details.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v clang-format-19 >/dev/null || {
  echo "clang-format-19 is missing: apt install clang-format-19"
  exit 77
}
sources() { find lib daemon tests -type f \( -name '*.cpp' -o -name '*.hpp' \) -print0; }
if [ "${1-}" = --fix ]; then
  sources | xargs -0 clang-format-19 -i
  exit
fi
if ! sources | xargs -0 -n 50 -P "$(nproc)" clang-format-19 --dry-run --Werror --ferror-limit=1; then
  echo "lay them out: tests/repo/format.sh --fix"
  exit 1
fi
