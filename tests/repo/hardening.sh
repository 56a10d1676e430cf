#!/bin/bash
# Checks that the installed programs are as hard as Debian's own: position independent, relocations read-only and bound
# at the start, no executable stack, no library path of their own, stacks guarded, the fortified C library, jumps only where
# something begins.
#   tests/repo/hardening.sh BUILD
# Exit status 77 where the build isn't as shipped (dev is; debug and the sanitizers are not).
set -euo pipefail
build=${1:?a build folder}

if ! grep -q '^CMAKE_BUILD_TYPE:STRING=RelWithDebInfo' "$build/CMakeCache.txt"; then
  echo "this build is not as shipped: nothing to check"
  exit 77
fi
mapfile -t programs < <(sed -n 's,.* FILES ".*/bin/\([^/"]*\)".*,\1,p' "$build/cmake_install.cmake" | sort -u)
[ ${#programs[@]} -ge 8 ] || { echo "installs only: ${programs[*]-}"; exit 1; }

bad=0
lacks() { echo "$1 lacks: $2"; bad=1; }
for name in "${programs[@]}"; do
  file=$build/bin/$name
  headers=$(readelf --wide --file-header --program-headers --dynamic "$file")
  symbols=$(readelf --wide --dyn-syms "$file")
  grep -q 'Type: *DYN' <<<"$headers" || lacks "$name" "a position independent executable"
  grep -q 'GNU_RELRO' <<<"$headers" || lacks "$name" "read-only relocations"
  grep -Eq 'BIND_NOW|FLAGS_1.*NOW' <<<"$headers" || lacks "$name" "binding at the start"
  grep -q 'GNU_STACK' <<<"$headers" || lacks "$name" "a word on its stack"
  ! grep -Eq 'GNU_STACK.* RWE ' <<<"$headers" || lacks "$name" "a stack that can't be executed"
  ! grep -Eq 'LOAD .* RWE ' <<<"$headers" || lacks "$name" "code that can't be written"
  ! grep -Eq '\((RPATH|RUNPATH)\)' <<<"$headers" || lacks "$name" "only the system's library paths"
  grep -q '__stack_chk_fail' <<<"$symbols" || lacks "$name" "guarded stacks"
done

# Of the rest a program may show no trace: the compiler fortifies only calls whose buffers it knows, and Debian 12's own
# start files aren't made for guarded jumps. So each object's flags tell.
wanted="-D_FORTIFY_SOURCE=2 -fstack-protector-strong"
for flag in -fstack-clash-protection -fcf-protection -mbranch-protection=standard; do
  known=LAPOR_HAS$(tr -c 'A-Za-z0-9\n' _ <<<"$flag")
  if grep -q "^$known:INTERNAL=1" "$build/CMakeCache.txt"; then wanted+=" $flag"; fi
done
soft=$(ninja -C "$build" -t inputs "${programs[@]/#/bin/}" | awk -v wanted="$wanted" '
  FNR == NR { if (/\.o$/) made[$0] = 1; next }
  FNR == 1 { many = split(wanted, flags, " ") }
  /^build .*\.o: CXX/ { object = $2; sub(/:$/, "", object) }
  object != "" && /^  FLAGS = / {
    seen += object in made
    if (object in made) for (n = 1; n <= many; ++n) if (!index($0 " ", " " flags[n] " ")) print object, "without", flags[n]
    object = ""
  }
  END { if (seen < 100) print "only " seen + 0 " objects found" }' - "$build/build.ninja")
[ -z "$soft" ] || { echo "compiled soft:"; echo "$soft"; bad=1; }
[ $bad = 1 ] || echo "${programs[*]}: hard, with $wanted"
exit $bad
