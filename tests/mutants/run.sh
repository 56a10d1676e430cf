#!/bin/bash
# Shows that the tests see wrong code: each patch beside this script is applied to a copy of the sources, which is built
# and hunted; what the hunt doesn't see the stories must. Prints a row for each: what caught it, after how many seconds.
#   tests/mutants/run.sh              all of them: hours on two cores
#   tests/mutants/run.sh NAME ...     these
#   tests/mutants/run.sh --check      only whether every patch applies
# Exit status 1 if a mutant survives. The copy and its build stay in build-mutants/.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
copy=$source/build-mutants
seeds=${LAPOR_MUTANT_SEEDS:-1..60}

applies() { patch --dry-run --silent --forward -p1 -d "$1" <"$here/$2.patch" >/dev/null; }

names=()
for word in "$@"; do [ "$word" = --check ] || names+=("$word"); done
if [ ${#names[@]} = 0 ]; then
  for file in "$here"/*.patch; do names+=("$(basename "$file" .patch)"); done
fi

if [ "${1:-}" = --check ]; then
  bad=0
  for name in "${names[@]}"; do
    applies "$source" "$name" || { echo "$name.patch no longer applies: keep it in step with the code"; bad=1; }
  done
  exit $bad
fi

mkdir -p "$copy/tree"
(cd "$source" && git ls-files -z | xargs -0 cp --parents -u -t "$copy/tree")
cmake -S "$copy/tree" -B "$copy/build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null || exit 2

# Prints who caught it; empty if nobody did.
caught_by() {
  ninja -C "$copy/build" lapor-hunt sim_stories sim_crash >"$copy/log" 2>&1 || { echo "the compiler"; return; }
  "$copy/build/bin/lapor-hunt" --seeds "$seeds" --first >"$copy/found" 2>&1 || { echo "hunt, $(head -1 "$copy/found")"; return; }
  for test in sim_crash sim_stories; do
    "$copy/build/bin/$test" >"$copy/found" 2>&1 || { echo "$test"; return; }
  done
}

survivors=0
for name in "${names[@]}"; do
  applies "$copy/tree" "$name" || { echo "| $name | does not apply | |"; survivors=1; continue; }
  patch --silent --forward -p1 -d "$copy/tree" <"$here/$name.patch"
  begin=$(date +%s)
  by=$(caught_by)
  patch --silent --reverse -p1 -d "$copy/tree" <"$here/$name.patch"
  [ -n "$by" ] || { by="NOBODY"; survivors=1; }
  echo "| \`$name\` | $by | $(($(date +%s) - begin)) s |"
done
exit $survivors
