#!/bin/bash
# Shows that the tests see wrong code: each patch beside this script is applied to a copy of the sources, which is built
# and hunted, by seeds and by what was found once; what the hunt doesn't see the stories must. Prints a row for each: what
# is wrong, what caught it, after how many seconds of testing. A patch whose second line is "# test: NAME" is for what neither
# looks at: the test program NAME must catch it.
#   tests/mutants/run.sh              all of them: hours on two cores
#   tests/mutants/run.sh NAME ...     these
#   tests/mutants/run.sh --check      only whether every patch applies
#   tests/mutants/run.sh --here ...   patches this checkout and builds in its build/: nobody else may work in it
# Exit status 1 if a mutant survives. The copy and its build stay in build-mutants/. After each mutant the objects that it
# changed are put back, so that the next one compiles only its own.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
copy=$source/build-mutants
tree=$copy/tree
build=$copy/build
seeds=${LAPOR_MUTANT_SEEDS:-1..60}
longest=${LAPOR_MUTANT_SECONDS:-900}  # of one test; a mutant that makes it hang is caught
programs="lapor-hunt sim_crash sim_stories"

applies() { patch --dry-run --silent --forward -p1 -d "$1" <"$here/$2.patch" >/dev/null; }

check=
names=()
for word in "$@"; do
  case $word in
    --check) check=yes ;;
    --here) tree=$source build=$source/build ;;
    *) names+=("$word") ;;
  esac
done
if [ ${#names[@]} = 0 ]; then
  for file in "$here"/*.patch; do names+=("$(basename "$file" .patch)"); done
fi

if [ -n "$check" ]; then
  bad=0
  for name in "${names[@]}"; do
    applies "$source" "$name" || { echo "$name.patch no longer applies: keep it in step with the code"; bad=1; }
  done
  exit $bad
fi

own_test() { sed -n '2s/^# test: //p' "$here/$1.patch"; }
for name in "${names[@]}"; do programs+=" $(own_test "$name")"; done

mkdir -p "$copy"
if [ "$tree" != "$source" ]; then
  mkdir -p "$tree"
  (cd "$source" && git ls-files -z | xargs -0 cp --parents -u -t "$tree")
  cmake -S "$tree" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null || exit 2
fi
# shellcheck disable=SC2086  # a list of words
ninja -C "$build" $programs >"$copy/log" 2>&1 || { tail "$copy/log"; exit 2; }
rm -rf "$copy/kept" && cp -a "$build" "$copy/kept" || exit 2
touch "$copy/begun"
sleep 1.1  # what a mutant builds must be newer, also where a file system counts in seconds

# Nothing is left of the mutant: neither its source, which gets its old time back, nor what was built from it.
undo() {
  [ -d "$copy/sources" ] || return 0
  (cd "$copy/sources" && find . -type f -exec cp -p --parents -t "$tree" {} +)
  rm -rf "$copy/sources"
  find "$build" -newer "$copy/begun" -type f | while read -r file; do
    kept=$copy/kept/${file#"$build/"}
    if [ -e "$kept" ]; then cp -p "$kept" "$file"; else rm -f "$file"; fi
  done
}
trap undo EXIT
trap 'exit 2' INT TERM

apply() {
  mkdir -p "$copy/sources"
  (cd "$tree" && sed -n 's|^+++ b/||p' "$here/$1.patch" | xargs cp -p --parents -t "$copy/sources")
  patch --silent --forward --no-backup-if-mismatch -p1 -d "$tree" <"$here/$1.patch"
}

made() { ninja -C "$build" "$@" >"$copy/log" 2>&1; }

why() { if [ "$1" = 124 ]; then echo "it doesn't end"; else echo "$2"; fi; }

# Prints who caught it and when; empty if nobody did. Tests that need a server of their own aren't run.
caught_by() {
  local test tests story begin=$SECONDS spent=0
  if [ -z "$(own_test "$1")" ]; then
    made lapor-hunt || { echo "the compiler | "; return; }
    begin=$SECONDS
    timeout "$longest" "$build/bin/lapor-hunt" --seeds "$seeds" --first >"$copy/found" 2>&1 ||
      { echo "hunt, $(why $? "$(head -1 "$copy/found" | tr '|' ' ' | cut -c1-110)") | $((SECONDS - begin)) s"; return; }
    for story in "$source"/tests/hunt/found/*.story; do
      "$build/bin/lapor-hunt" --replay "$story" >"$copy/found" 2>&1 ||
        { echo "hunt, what was found once: $(basename "$story") | $((SECONDS - begin)) s"; return; }
    done
    spent=$((SECONDS - begin))
  fi
  tests=$(own_test "$1")
  for test in ${tests:-sim_crash sim_stories}; do
    made "$test" || { echo "the compiler | "; return; }
    begin=$SECONDS
    timeout "$longest" "$build/bin/$test" "~[server]" >"$copy/found" 2>&1 ||
      { echo "$test: $(why $? "$(first_failure)") | $((SECONDS - begin + spent)) s"; return; }
    spent=$((spent + SECONDS - begin))
  done
}

# The name of the first test case that failed: Catch2 writes it between two lines of dashes.
first_failure() { grep -m1 -A1 '^-----' "$copy/found" | tail -1 | tr '|' ' '; }

survivors=0
echo "| mutant | what is wrong | caught by | after |"
echo "|---|---|---|---|"
for name in "${names[@]}"; do
  applies "$tree" "$name" || { echo "| \`$name\` | does not apply | | |"; survivors=1; continue; }
  apply "$name"
  by=$(caught_by "$name")
  undo
  [ -n "$by" ] || { by="NOBODY |"; survivors=1; }
  echo "| \`$name\` | $(sed -n '1s/^# //p' "$here/$name.patch") | $by |"
done
exit $survivors
