#!/bin/bash
# boot.sh TREE: installs the gateway in a Debian tree, boots it, and runs lapord as the service it is shipped as, on
# a simulated modem. TREE is a directory that tests/tree/fresh-tree.sh left behind after a build:
#   KEEP=/var/tmp/t tests/tree/fresh-tree.sh bookworm ./check --build-only && tests/systemd/boot.sh /var/tmp/t
# Needs root and systemd-container. The tree keeps what is installed; nothing of the host is touched.
set -euo pipefail

[ $# = 1 ] && [ -x "$1/lapor/build/bin/lapord" ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
tree=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
boot_log=$(mktemp)
# Two booted trees would share one control group, and each keep the other's services from ending.
exec 9>"${TMPDIR:-/tmp}/lapor-boot.lock"
flock 9
init=

say() { printf '%s\n' "$*"; }

in_tree() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }

# The parts of a system that a minimal tree lacks, then the gateway, its configuration and a simulated modem.
install_gateway() {
  cp -L /etc/resolv.conf "$tree/etc/resolv.conf"
  in_tree sh -c 'dpkg -s systemd-sysv dbus procps netcat-openbsd >/dev/null 2>&1 || {
    apt-get -q update && apt-get -q -y install --no-install-recommends systemd-sysv dbus procps netcat-openbsd; }' >&2
  in_tree cmake --install /lapor/build >/dev/null
  in_tree systemd-sysusers
  rm -rf "$tree/var/lib/lapord"
  mkdir -p "$tree/etc/systemd/system/lapord.service.d"
  cp "$here/modem.service" "$tree/etc/systemd/system/lapor-modemsim.service"
  # a pseudo-terminal stands for the USB port
  printf '[Service]\nDeviceAllow=char-pts rw\n' >"$tree/etc/systemd/system/lapord.service.d/test.conf"
  cp "$tree/lapor/docs/example/agencies.toml" "$tree/etc/lapord/"
  sed -e 's,^device .*,device  = "/run/lapor-modemsim/modem",' "$tree/lapor/docs/example/lapord.toml" \
    >"$tree/etc/lapord/lapord.toml"
}

# Boots with a private /run; the variables make device rules really hold, as they do on a machine.
boot() {
  unshare --mount --propagation private bash -c 'mount -t tmpfs tmpfs /run &&
    exec env SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --register=no --keep-unit --console=pipe \
      --capability=all --system-call-filter=bpf --private-network -b -M lapor-boot -D "$1"' boot "$tree" \
    </dev/null >"$boot_log" 2>&1 &
  nspawn=$!
  until_true 30 find_init || { cat "$boot_log"; return 1; }
  until_true 30 booted || {
    say "the tree does not come up:"
    guest systemctl --no-pager list-jobs || true
    return 1
  }
}

# The container's own process 1, a child of nspawn.
find_init() {
  local child
  for child in $(cat "/proc/$nspawn/task/$nspawn/children"); do
    if [ "$(cat "/proc/$child/comm" 2>/dev/null)" = systemd ]; then
      init=$child
      return 0
    fi
  done
  return 1
}

guest() { nsenter -t "$init" -a "$@"; }
# The status of the command says whether all is well; here some other unit may have failed.
booted() {
  case $(guest systemctl is-system-running 2>/dev/null || true) in
    running | degraded) ;;
    *) return 1 ;;
  esac
}
phone() { printf '%s\n' "$*" | guest nc -U -q 1 /run/lapor-modemsim/control; }
property() { guest systemctl show -P "$1" lapord; }

until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}

step() {
  local name=$1
  shift
  if "$@" >"$boot_log.step" 2>&1; then
    say "ok      $name"
  else
    say "FAILED  $name"
    cat "$boot_log.step"
    guest systemctl --no-pager status lapord || true
    guest journalctl --no-pager -n 40 -u lapord -u lapor-modemsim || true
    exit 1
  fi
}

modem_ready() { guest laporctl --json status | grep -q '"ready"'; }
tickets() { guest laporctl --json tickets | grep -o '"ticket"' | wc -l; }
starts() { guest systemctl start lapor-modemsim lapord; }
takes_report() {
  phone 'inject +628110000123 -- LAPOR JALAN lubang besar depan pasar' &&
    until_true 30 has_ticket && until_true 30 is_answered
}
is_answered() { phone texts | grep 'to=+628110000123 .*Laporan'; }
has_ticket() { [ "$(tickets)" = 1 ]; }
refuses_bad_reload() {
  guest sh -c 'cp -p /etc/lapord/lapord.toml /tmp/good && echo nonsense >>/etc/lapord/lapord.toml'
  ! guest systemctl reload lapord && [ "$(property ActiveState)" = active ]
}
takes_good_reload() { guest cp -p /tmp/good /etc/lapord/lapord.toml && guest systemctl reload lapord; }
survives_kill() {
  local pid
  pid=$(property MainPID)
  guest kill -9 "$pid"
  until_true 30 restarted "$pid" && until_true 60 modem_ready && has_ticket
}
restarted() { [ "$(property NRestarts)" = 1 ] && [ "$(property MainPID)" != "$1" ] && [ "$(property ActiveState)" = active ]; }
stops_cleanly() { guest systemctl stop lapord && [ "$(property Result)" = success ] && [ "$(property ExecMainStatus)" = 0 ]; }
stays_down_on_bad_config() {
  guest sh -c 'echo nonsense >>/etc/lapord/lapord.toml'
  ! guest systemctl start lapord && [ "$(property ExecMainStatus)" = 78 ] && [ "$(property ActiveState)" = failed ]
}

clean_up() {
  [ -z "$init" ] || guest systemctl --no-block poweroff 2>/dev/null || true
  [ -z "${nspawn:-}" ] || wait "$nspawn" 2>/dev/null || true
  rm -f "$boot_log" "$boot_log.step"
}
trap clean_up EXIT

install_gateway
boot
step 'the service starts' starts
step 'the modem gets ready inside the sandbox' until_true 60 modem_ready
step 'a report becomes a ticket and is answered' takes_report
step 'a bad file makes the reload fail, and the gateway goes on' refuses_bad_reload
step 'a good file is reloaded' takes_good_reload
step 'killed, it comes back with its tickets' survives_kill
step 'it stops cleanly' stops_cleanly
step 'a bad file keeps it down, with status 78' stays_down_on_bad_config
