# Sourced by the scripts that run.sh starts, after machines.sh: a simulated modem for each gateway, and the gateway's files.

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

# configure_gateway N RULES: lapord's files on machine N, the database as in the example.
configure_gateway() {
  local folder=$place/lapor$1/gateway
  mkdir -p "$folder/state"
  cp "$LAPOR_SOURCE/docs/example/agencies.toml" "$folder/"
  cat >"$folder/lapord.toml" <<TOML
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

[[modem]]
name    = "sim$1"
device  = "$place/modem$1"
profile = "generic-at"
pace    = "fast"

$(sed -e "s|/etc/lapord/pgpass|$place/lapor$1/pgpass|" "$examples/store.toml")

$2
TOML
}

ctl() { "$LAPOR_BUILD/bin/laporctl" --socket "$place/lapor$1/gateway/control.sock" "${@:2}"; }
gateway_ready() { [[ $(ctl "$1" --json status) == *'"ready"'* ]]; }

now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }
