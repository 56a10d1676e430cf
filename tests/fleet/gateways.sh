# Sourced by the scripts that run.sh starts, after machines.sh: two gateways, on lapor1 and lapor2, of which one is active; and
# a simulated modem in each of the three machines, lent to the active gateway by lapord-node there.

# modem N COMMAND: one command of the simulated modem's control protocol (tests/modemsim/README.md); its data lines.
modem() {
  perl -MIO::Socket::UNIX -e '
    my $modem = IO::Socket::UNIX->new(Peer => shift) or die "no modem: $!\n";
    print $modem "@ARGV\n";
    while (<$modem>) { exit 0 if /^ok$/; die $_ if /^error/; print }
    die "the modem has gone\n"' "$place/modem$1.control" "$2"
}

start_modem() {
  "$LAPOR_BUILD/bin/lapor-modemsim" --link "$place/modem$1" --control "$place/modem$1.control" --sim-size 50 \
    >"$place/modem$1.log" 2>&1 </dev/null &
  disown
  await 10 "the simulated modem starts" modem "$1" number
}

# configure_gateway N RULES: lapord's files on machine N, the database as in the example. The modems are the same for both.
configure_gateway() {
  local folder=$place/lapor$1/gateway n
  mkdir -p "$folder/state"
  cp "$LAPOR_SOURCE/docs/example/agencies.toml" "$folder/"
  {
    cat <<TOML
[gateway]
name        = "Lapor (fleet)"
state_dir   = "state"
socket      = "control.sock"
view_socket = "view.sock"
web_socket  = "web.sock"
timezone    = "Asia/Jakarta"
country     = "ID"
own_numbers = ["+628110000001"]
agencies    = "agencies.toml"

[node]
name   = "gateway$1"
listen = "192.0.2.1$1:8312"
socket = "nodes.sock"

$(sed -e "s|/etc/lapord/pgpass|$place/lapor$1/pgpass|" "$examples/store.toml")

$2
TOML
    for n in 1 2 3; do
      printf '\n[[modem]]\nname    = "sim%s"\nnode    = "lapor%s"\ndevice  = "%s"\nprofile = "generic-at"\npace    = "fast"\n' \
        "$n" "$n" "$place/modem$n"
    done
  } >"$folder/lapord.toml"
}

# start_service NAME N COMMAND...: as systemd does, started again until the machine is switched off or the service stopped.
start_service() {
  local name=$1 n=$2
  shift 2
  touch "$place/lapor$n/$name.wanted"
  start_program "$name" "$n" root bash -c 'while [ -e "$1" ]; do "${@:2}" || true; sleep 5; done' - \
    "$place/lapor$n/$name.wanted" "$@"
}

# start_gateway N [COMMAND...]: under faketime, for example.
start_gateway() {
  local n=$1
  shift
  start_service gateway "$n" "$@" "$LAPOR_BUILD/bin/lapord" --config "$place/lapor$n/gateway/lapord.toml"
}

start_listener() {
  start_service listener "$1" "$LAPOR_BUILD/bin/lapord-nodes" --gateway "$place/lapor$1/gateway/nodes.sock"
}
start_node() { start_service node "$1" "$LAPOR_BUILD/bin/lapord-node" --config "$place/lapor$1/node.toml"; }

# start_services N: all of Lapor on machine N.
start_services() {
  if [ "$1" != 3 ]; then
    start_gateway "$1"
    start_listener "$1"
  fi
  start_node "$1"
}

ctl() { "$LAPOR_BUILD/bin/laporctl" --socket "$place/lapor$1/gateway/control.sock" "${@:2}"; }
is_active() { timeout 5 "$LAPOR_BUILD/bin/laporctl" --socket "$place/lapor$1/gateway/control.sock" --json status 2>/dev/null; }
stands_by() { ctl "$1" nodes | grep -q '^gateway'"$1"' *standby'; }
# active: the number of the machine whose gateway is.
active() {
  local n
  for n in 1 2; do
    if is_active "$n" >/dev/null; then
      echo "$n"
      return 0
    fi
  done
  return 1
}
# all_ready: one gateway is active and has all three modems, the other one stands by.
all_ready() {
  local n
  n=$(active) && [ "$(is_active "$n" | grep -o '"ready"' | wc -l)" = 3 ] && stands_by "$((3 - n))"
}

admit() {
  local told
  told=$(ctl 1 --json node add "lapor$1" --at 192.0.2.11:8312,192.0.2.12:8312) &&
    perl -MJSON::PP -e 'print decode_json($ARGV[0])->{configuration}' "$told" >"$place/lapor$1/node.toml"
}

# start_fleet RULES: the cluster, both gateways, and the modems of all three machines.
start_fleet() {
  local n
  make_network
  start_cluster
  for n in 1 2 3; do start_modem "$n"; done
  for n in 1 2; do configure_gateway "$n" "$1"; done
  start_gateway 1
  start_listener 1
  for n in 1 2 3; do await 60 "node lapor$n is admitted" admit "$n"; done
  cp -a "$place/lapor1/gateway/state/nodes" "$place/lapor2/gateway/state/"
  start_gateway 2
  start_listener 2
  for n in 1 2 3; do start_node "$n"; done
  await 90 "a gateway has all modems, and the other one stands by" all_ready
}

now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }
