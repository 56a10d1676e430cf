#!/bin/bash
# Reports come in and answers go out while databases, machines, cables and clocks fail. Prints how long a citizen waited for
# an answer at worst, then whether every promise was kept.
#   LAPOR_FLEET_REPORTS=600  in all; 60 if it isn't set
#   LAPOR_FLEET_FAULTS="switchover standby"  only these (faults.sh)
set -euo pipefail
. "$LAPOR_SOURCE/tests/fleet/machines.sh"
. "$LAPOR_SOURCE/tests/fleet/gateways.sh"
. "$LAPOR_SOURCE/tests/fleet/faults.sh"
. "$LAPOR_SOURCE/tests/fleet/judge.sh"
trap 'exit 130' INT TERM

ladder_steps=3
rules='[limits]
replies_per_number_per_hour = 1000
replies_per_day          = 100000
reports_per_hour         = 1000
parts_per_hour           = 10000
texts_per_phone_per_hour = 1000

[delivery]
retry = ["1s", "2s", "5s"]

[forwarding]
window     = "00:00-24:00"
ladder_gap = "1s"

[[escalation]]
after = "15s"
to    = "operator"
[[escalation]]
after = "30s"
to    = "secretary"
[[escalation]]
after = "60s"
to    = "head"'

read -ra names <<<"${LAPOR_FLEET_FAULTS:-${fault_names[*]}}"
each=$(((${LAPOR_FLEET_REPORTS:-60} + ${#names[@]} - 1) / ${#names[@]}))
pause=$(awk -v n="$each" 'BEGIN { print (n > 20 ? 0.5 : 10 / n) }') # a fault takes seconds to begin

all_texts() { for n in 1 2 3; do modem "$n" texts; done; }
all_sent() { for n in 1 2 3; do modem "$n" sent; done; }

# citizen N: fictitious, and nobody of agencies.toml.
citizen() { if [ "$1" -le 460 ]; then echo "+628110000$((439 + $1))"; else printf '+628110000%03d\n' $(($1 - 459)); fi; }

count=0
report() {
  local from
  count=$((count + 1))
  from=$(citizen "$count")
  echo "$from $1 $(now_ms)" >>"$place/reports"
  modem $((count % 3 + 1)) "inject $from LAPOR JALAN berlubang di depan rumah nomor $count"
}

answers() { all_sent | sed -n 's/.* to=\([^ ]*\) .* at=\([0-9]*\) .*Laporan diterima\. No: .*/\1 \2/p' | sort -s -k 1,1 -u; }
all_answered() { [ "$(answers | wc -l)" -ge "$count" ]; }

if_there() { if declare -F "$1" >/dev/null; then "$1"; fi; }

# trial FAULT: reports for ten seconds or longer; the fault begins with the third.
trial() {
  local n fault
  if_there "before_$1"
  report "$1"
  report "$1"
  await 60 "the gateway answers before the fault" all_answered
  ("fault_$1") &
  fault=$!
  for ((n = 2; n < each; ++n)); do
    report "$1"
    sleep "$pause"
  done
  await 300 "all are answered: $1" all_answered
  wait "$fault"
  if_there "after_$1"
  await 120 "both databases are well after: $1" both_databases
  await 120 "a gateway has all modems after: $1" all_ready
  row "$1"
}

row() {
  local waits
  waits=$(join <(answers) <(awk -v of="$1" '$2 == of { print $1, $3 }' "$place/reports" | sort) |
    awk '{ printf "%.1f\n", ($2 - $3) / 1000 }' | sort -n)
  printf '| %s | %s | %s | %s |\n' "$(words_of "$1")" "$(wc -l <<<"$waits")" \
    "$(sed -n "$(($(wc -l <<<"$waits") / 2 + 1))p" <<<"$waits")" "$(tail -n 1 <<<"$waits")"
}

nothing_waits() {
  [ "$(sql "SELECT count(*) FROM lapor.outgoing WHERE state IN ('queued', 'sending', 'unsure')")" = 0 ] &&
    [ "$(sql "SELECT count(*) FROM lapor.ticket WHERE level < $ladder_steps")" = 0 ]
}

start_fleet "$rules"
echo "| what happens | reports | seconds until the answer, middle | worst |"
echo "|---|---|---|---|"
for name in "${names[@]}"; do trial "$name"; done
echo
await 300 "all texts have left, and the ladder was climbed" nothing_waits || true
judge
