#!/bin/bash
# check.sh SOURCE PROMTOOL-FOLDER METRICS: promtool on the alert rules, their cases, the dashboard's expressions, and the
# names that the programs give. promtool is taken out of Debian's package without installing it, because that starts a
# server. Exit 77 where the archive can't be reached.
set -euo pipefail
source=$1 place=$2 metrics=$3
lacks() { echo "skipped: $*"; exit 77; }

mkdir -p "$place"
tool=$(command -v promtool || true)
if [ -z "$tool" ] && [ ! -x "$place/usr/bin/promtool" ]; then
  command -v apt-get >/dev/null || lacks "no promtool and no apt-get"
  # Debian 13 has it in a package of its own, Debian 12 beside the server.
  rm -f "$place"/*.deb
  (cd "$place" && { apt-get -q download promtool || apt-get -q download prometheus; } >download.log 2>&1) ||
    lacks "no promtool: $(tail -1 "$place/download.log")"
  dpkg-deb --fsys-tarfile "$place"/*.deb | tar x -C "$place" ./usr/bin/promtool
  rm -f "$place"/*.deb
fi
tool=${tool:-$place/usr/bin/promtool}

cp "$source/docs/monitoring/lapor.rules.yml" "$source/tests/monitoring/rules_test.yml" "$place/"
"$tool" check rules "$place/lapor.rules.yml"
"$tool" test rules "$place/rules_test.yml"

# Checks the metrics of the programs, and that the rules and the dashboard ask for no others.
"$metrics" >"$place/metrics"
"$tool" check metrics <"$place/metrics"
expressions=$(sed -n 's/^ *"expr": "\(.*\)",\{0,1\}$/\1/p' "$source/docs/monitoring/lapor.dashboard.json" | sed 's/\\"/"/g')
[ "$(wc -l <<<"$expressions")" -gt 8 ]
{
  echo 'groups: [{name: dashboard, rules: ['
  n=0
  while read -r expression; do echo "{record: 'lapor:panel$((n += 1))', expr: '$expression'},"; done <<<"$expressions"
  echo ']}]'
} >"$place/dashboard.yml"
"$tool" check rules "$place/dashboard.yml"
for name in $(cat "$place/lapor.rules.yml" <(echo "$expressions") | grep -o 'lapor_[a-z_]*' | sort -u); do
  name=${name%_bucket} name=${name%_count}
  grep -q "^# TYPE $name " "$place/metrics" || { echo "nothing is called $name"; exit 1; }
done
