#!/bin/bash
# ./try --fleet: one complaint, told while machines die under the gateway. Each line is printed as it happens.
set -euo pipefail
. "$LAPOR_SOURCE/tests/fleet/machines.sh"
. "$LAPOR_SOURCE/tests/fleet/gateways.sh"
export TZ=Asia/Jakarta # the hours on the screen are those in the texts
trap 'exit 130' INT TERM

citizen=+628110000123
officer=+628110000211
rules='[limits]
replies_per_number_per_hour = 60

[forwarding]
window     = "00:00-24:00"
ladder_gap = "1s"'

failed() {
  [ "$?" = 0 ] && return
  echo
  echo "the last lines of the gateways' logs:"
  tail -n 20 "$place"/lapor[12]/gateway.log 2>/dev/null || true
}
trap failed EXIT

narrate() { printf '\n--- %s\n' "$*"; }
line() { printf '%s  %20s -> %-20s  %s\n' "$(date +%T)" "$1" "$2" "$3"; }

# name NUMBER: of agencies.toml, or the number itself.
name() {
  awk -F'"' -v number="$1" '/^name/ { name = $2 } /^phone/ && $2 == number { print name; found = 1; exit }
    END { if (!found) print number }' "$place/lapor1/gateway/agencies.toml"
}

says() {
  line "$(name "$1")" gateway "$2"
  modem 3 "inject $1 $2"
}

heard=0 # the last text of the modem that was printed
unread= # the texts that nobody waited for yet, a line each: number and words

listen() {
  local sent
  while read -r sent; do
    [[ $sent =~ ^([0-9]+)\ to=([^ ]*)\ parts=[0-9]+\ text=(.*)$ ]] || continue
    heard=${BASH_REMATCH[1]}
    line gateway "$(name "${BASH_REMATCH[2]}")" "${BASH_REMATCH[3]}"
    unread+="${BASH_REMATCH[2]} ${BASH_REMATCH[3]}"$'\n'
  done < <(modem 3 "texts since $heard")
}

# hears NUMBER WORDS: waits for a text to the number with these words, and leaves it in `text`.
hears() {
  local until=$((SECONDS + 120))
  until text=$(grep -m 1 "^$1 .*$2" <<<"$unread"); do
    if [ "$SECONDS" -ge "$until" ]; then
      echo "this did not happen: $(name "$1") hears \"$2\"" >&2
      return 1
    fi
    sleep 0.2
    listen
  done
  unread=$(grep -vxF "$text" <<<"$unread" || true)$'\n'
}

members() {
  local n
  n=$(primary)
  ip netns exec "lapor$n" patronictl -c "$place/lapor$n/patroni.yml" list | sed 's/^/          /'
}

who() { ctl "$(active)" nodes | sed 's/^/          /'; }

narrate "Three machines at one switch. lapor1 and lapor2 keep the database and have a gateway each, of which one is active; lapor3 votes. Each has a stick."
start_fleet "$rules"
switchover >/dev/null
await 60 "both databases are well" both_databases
members
who

narrate "A citizen reports a hole. The report is on both machines before the answer leaves."
says $citizen "LAPOR JALAN lubang besar di depan pasar Blora, sudah dua motor jatuh"
hears $citizen "No: "
ticket=$(sed 's/.*No: \([0-9]*\).*/\1/' <<<"$text")
hears $officer "LAPOR $ticket"

narrate "lapor2, which has the primary database, loses its power. The officer answers in that moment."
switch_off 2
began=$SECONDS
says $officer "TERIMA $ticket"
hears $citizen "$ticket"
narrate "After $((SECONDS - began)) s: lapor1's database has taken over, and the answer went to the citizen. Nothing was lost."
members

narrate "Power is back. lapor2 becomes the standby by itself."
switch_on 2
await 90 "both databases are well" both_databases
members

narrate "lapor1, whose gateway is active, loses its power, and the database changes places once more. The citizen asks, by the stick of lapor3."
switchover >/dev/null
await 60 "both databases are well" both_databases
switch_off 1
began=$SECONDS
says $citizen "CEK $ticket"
hears $citizen "$ticket"
narrate "After $((SECONDS - began)) s: lapor2 is the primary and has the active gateway now. The stick of lapor3 followed it."
who

narrate "Power is back. lapor1 is the standby, and its gateway stands by."
switch_on 1
await 120 "both databases are well" both_databases
await 120 "both gateways are well" all_ready
who

narrate "The database changes places for maintenance: patronictl switchover. The officer reports the work done meanwhile."
switchover >/dev/null &
sleep 2
began=$SECONDS
says $officer "SELESAI $ticket lubang sudah ditambal aspal"
hears $citizen "ditambal"
took=$((SECONDS - began))
wait
await 30 "lapor1 is the primary" has_role 1 primary
narrate "After $took s. The citizen is content."
says $citizen "YA $ticket"
hears $citizen "$ticket"
await 30 "both databases are well" both_databases
[ "$(sql "SELECT state FROM lapor.ticket WHERE serial = ${ticket%?}")" = closed ]
narrate "Closed by the citizen. Every step of the story happened."
