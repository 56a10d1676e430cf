# Sourced by trial.sh: what goes wrong. Each function makes one fault and returns when all is well again; `words_of` says
# what a reader of the table is told.

fault_names=(none postgresql gateway gateway_machine gateway_hangs gateway_stopped switchover standby primary_machine cable_of_primary
  cable_of_gateway clock_of_database clock_of_gateway)

words_of() {
  case $1 in
    none) echo "nothing" ;;
    postgresql) echo "the primary's PostgreSQL is killed; Patroni is not" ;;
    gateway) echo "the active gateway is killed, and started again as systemd does" ;;
    gateway_machine) echo "the machine of the active gateway, without the primary, is switched off for two minutes" ;;
    gateway_hangs) echo "the active gateway stands still for 70 s, and goes on" ;;
    gateway_stopped) echo "the active gateway is stopped for maintenance" ;;
    switchover) echo "a switchover, ordered with patronictl" ;;
    standby) echo "the machine of the standby and of the other gateway is switched off for 30 s" ;;
    primary_machine) echo "the machine of the primary and of the other gateway is switched off for a minute" ;;
    cable_of_primary) echo "the network cable of that machine is pulled for a minute" ;;
    cable_of_gateway) echo "the network cable of the active gateway's machine is pulled for a minute" ;;
    clock_of_database) echo "a primary takes over whose clock is ten minutes ahead" ;;
    clock_of_gateway) echo "a gateway takes over whose clock is ten minutes ahead" ;;
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

# make_active N: for faults that need the active gateway on one machine.
make_active() {
  await 120 "both gateways are well" all_ready
  if [ "$(active)" != "$1" ]; then
    stop_gateway "$((3 - $1))"
    await 60 "the gateway of lapor$1 is active" is_active "$1"
    start_gateway "$((3 - $1))"
  fi
  await 120 "both gateways are well" all_ready
}
# As systemctl stop does.
stop_gateway() {
  rm -f "$place/lapor$1/gateway.wanted"
  kill -TERM $(processes "$1" lapord)
  await 60 "the gateway of lapor$1 has ended" no_gateway "$1"
}
no_gateway() { [ -z "$(processes "$1" lapord)" ]; }

before_gateway_machine() {
  make_active 1
  make_primary 2
}
before_standby() {
  make_active 1
  make_primary 1
}
before_primary_machine() { before_gateway_machine; }
before_cable_of_primary() { before_gateway_machine; }
before_cable_of_gateway() {
  make_active 1
  make_primary 1
}
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

fault_gateway() { kill -KILL $(processes "$(active)" lapord); }
fault_gateway_machine() {
  switch_off 1
  sleep 120
  switch_on 1
}
fault_gateway_hangs() {
  local pids
  pids=$(processes "$(active)" lapord)
  kill -STOP $pids
  sleep 70
  kill -CONT $pids
}
fault_gateway_stopped() {
  local n
  n=$(active)
  stop_gateway "$n"
  sleep 20
  start_gateway "$n"
}

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
before_clock_of_gateway() {
  make_active 1
  stop_gateway 2
  start_gateway 2 "${ten_minutes_ahead[@]}"
  await 60 "both gateways are well" all_ready
}
fault_clock_of_gateway() { switch_over_gateway 1; }
switch_over_gateway() {
  stop_gateway "$1"
  start_gateway "$1"
}
