# Sourced by trial.sh: what goes wrong. Each function makes one fault and returns when all is well again; `words_of` says
# what a reader of the table is told. The gateway runs on lapor1.

fault_names=(none postgresql gateway switchover standby primary_machine cable_of_primary cable_of_gateway clock_of_database
  clock_of_gateway)

words_of() {
  case $1 in
    none) echo "nothing" ;;
    postgresql) echo "the primary's PostgreSQL is killed; Patroni is not" ;;
    gateway) echo "the gateway is killed, and started again as systemd does" ;;
    switchover) echo "a switchover, ordered with patronictl" ;;
    standby) echo "the standby's machine is switched off for 30 s" ;;
    primary_machine) echo "the primary's machine is switched off for a minute" ;;
    cable_of_primary) echo "the primary's network cable is pulled for a minute" ;;
    cable_of_gateway) echo "the network cable of the gateway's machine is pulled for a minute" ;;
    clock_of_database) echo "a primary takes over whose clock is ten minutes ahead" ;;
    clock_of_gateway) echo "the gateway is started again with a clock ten minutes ahead" ;;
  esac
}

# ten_minutes_ahead COMMAND...: the clock on the wall is wrong; timers go on as usual.
ten_minutes_ahead=(env "LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketime.so.1 2>/dev/null || true)" FAKETIME=+600s
  FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1)

# make_primary N: for faults that need the primary on one machine.
make_primary() {
  await 90 "both databases are well" both_databases
  if [ "$(primary)" != "$1" ]; then
    switchover >>"$place/patronictl.log" 2>&1
    await 90 "lapor$1 is the primary" has_role "$1" primary
  fi
  await 90 "both databases are well" both_databases
}

before_standby() { make_primary 1; }
before_primary_machine() { make_primary 2; }
before_cable_of_primary() { make_primary 2; }
before_cable_of_gateway() { make_primary 1; }
before_clock_of_database() {
  make_primary 1
  kill_database 2
  start_database 2 "${ten_minutes_ahead[@]}"
  await 90 "both databases are well" both_databases
}

fault_none() { :; }

fault_postgresql() {
  kill -KILL "$(head -n 1 "$place/lapor$(primary)/postgresql/postmaster.pid")"
}

fault_gateway() { kill_all 1 lapord; }

fault_switchover() { switchover >>"$place/patronictl.log" 2>&1; }

fault_standby() { off_and_on 30; }
fault_primary_machine() { off_and_on 60; }

# lapor2 for so many seconds.
off_and_on() {
  switch_off 2
  sleep "$1"
  switch_on 2
}

fault_cable_of_primary() { cable_out 2; }
fault_cable_of_gateway() { cable_out 1; }
cable_out() {
  pull_cable "$1"
  sleep 60
  plug_cable "$1"
  sleep 10 # Patroni looks every five seconds: until then it may still believe in the standby that it had
}

fault_clock_of_database() { switchover >>"$place/patronictl.log" 2>&1; }
after_clock_of_database() {
  make_primary 1
  kill_database 2
  start_database 2
}

# The last one: a clock that is set back makes the ladder of what came meanwhile wait for as long.
fault_clock_of_gateway() {
  rm -f "$place/lapor1/gateway.wanted"
  kill_all 1 lapord
  kill_all 1 bash
  start_gateway 1 "${ten_minutes_ahead[@]}"
}
