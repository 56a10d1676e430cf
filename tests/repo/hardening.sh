#!/bin/bash
# Whether the built programs are as hard as Debian's own: position independent, relocations read-only and bound at the
# start, no executable stack, stacks guarded, the fortified C library.
#   tests/repo/hardening.sh BUILD [PROGRAM ...]
# Exit status 77 where the build isn't as shipped (dev is; debug and the sanitizers are not).
set -euo pipefail
build=${1:?a build folder}
shift
programs=("$@")
[ ${#programs[@]} -gt 0 ] || programs=(lapord lapord-modem lapord-web lapord-node lapord-nodes laporctl)

if ! grep -q '^CMAKE_BUILD_TYPE:STRING=RelWithDebInfo' "$build/CMakeCache.txt"; then
  echo "this build is not as shipped: nothing to check"
  exit 77
fi

bad=0
lacks() { echo "$1 lacks: $2"; bad=1; }
for name in "${programs[@]}"; do
  file=$build/bin/$name
  headers=$(readelf --wide --file-header --program-headers --dynamic "$file")
  symbols=$(readelf --wide --dyn-syms "$file")
  grep -q 'Type: *DYN' <<<"$headers" || lacks "$name" "a position independent executable"
  grep -q 'GNU_RELRO' <<<"$headers" || lacks "$name" "read-only relocations"
  grep -Eq 'BIND_NOW|FLAGS_1.*NOW' <<<"$headers" || lacks "$name" "binding at the start"
  grep -Eq 'GNU_STACK.* RWE ' <<<"$headers" && lacks "$name" "a stack that can't be executed"
  grep -q '__stack_chk_fail' <<<"$symbols" || lacks "$name" "guarded stacks"
done

# The compiler fortifies only calls whose buffers it knows, so a program may show none: its flags tell.
soft=$(awk '/^build (lib|daemon)\/.*\.o: CXX/ { object = $2 }
  object != "" && /^  FLAGS = / { if ($0 !~ /_FORTIFY_SOURCE=2/ || $0 !~ /stack-protector-strong/) print object; object = "" }' \
  "$build/build.ninja")
[ -z "$soft" ] || { echo "compiled without the fortified C library or stack guards:"; echo "$soft"; bad=1; }
[ $bad = 0 ] && echo "${programs[*]}: hard"
exit $bad
