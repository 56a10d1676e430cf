#!/bin/bash
# usb.sh BUILD: an emulated machine with USB serial modems: one that is plugged in while lapord runs, pulled out and
# plugged in again, then two of one kind that change places in the middle of a send. Reports before, meanwhile and after.
# The modems at the other end are simulated. Takes ten minutes and more.
#   tests/systemd/usb.sh build
# Needs root, mmdebstrap, qemu-system-x86 and e2fsprogs; 77 and a reason where that can't be.
set -euo pipefail

[ $# = 1 ] && [ -e "$1/CPackConfig.cmake" ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
trees=$build/trees
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
stick=/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_MODEM01-if00-port0
declare -A imei=([a]=350000000000014 [b]=350000000000022)
. "$here/harness.sh"
. "$here/tree.sh"
. "$here/two_sticks.sh"

[ "$(id -u)" = 0 ] || skip "needs root"
for program in unshare mmdebstrap cpack dpkg-shlibdeps qemu-system-x86_64 mkfs.ext4; do
  command -v "$program" >/dev/null || skip "there is no $program"
done
unshare --mount true 2>/dev/null || skip "no mounts are allowed here"
if [ -z "${LAPOR_BOOT_INSIDE:-}" ]; then
  LAPOR_BOOT_INSIDE=1 exec unshare --mount --propagation private "$0" "$build"
fi
mkdir -p "$trees"
packages=$trees/packages
vm=
modems=()
work=$(mktemp -d)

inside() { perl "$here/vm.pl" shell "$work/shell" "$1"; }
qemu() { perl "$here/vm.pl" qmp "$work/qmp" "$1"; }
phone_of() { perl "$here/phone.pl" "$work/control-$1" "${@:2}"; } # MODEM COMMAND...
phone() { phone_of a "$@"; }
# The sticks have one serial number, as cheap ones do.
plug() { # MODEM
  qemu '{"execute":"device_add","arguments":{"driver":"usb-serial","chardev":"modem-'"$1"'","serial":"MODEM01","id":"'"$1"'"}}'
}
pull() { qemu '{"execute":"device_del","arguments":{"id":"'"$1"'"}}'; } # MODEM

# A disk with the gateway installed and a root shell on its second serial line.
make_disk() {
  in_tree sh -c 'apt-get -q -y --no-install-recommends install /packages/1/lapord.deb'
  cat >"$tree/etc/systemd/system/shell.service" <<'UNIT'
[Service]
ExecStart=/bin/sh -c 'stty raw -echo; exec /bin/sh'
StandardInput=tty
StandardOutput=tty
TTYPath=/dev/ttyS1
Environment=TERM=dumb PS1=
[Install]
WantedBy=multi-user.target
UNIT
  in_tree systemctl enable shell
  cp "$tree/usr/share/doc/lapord/examples/agencies.toml" "$tree/etc/lapord/agencies.toml"
  sed "s,^device .*,device  = \"$stick\"," "$tree/usr/share/doc/lapord/examples/lapord.toml" >"$tree/etc/lapord/lapord.toml"
  umount "$tree/var/cache/apt/archives"
  truncate -s 3G "$work/disk"
  mkfs.ext4 -q -d "$tree" "$work/disk"
}

start_modem() { # MODEM [OPTION...]
  "$build/bin/lapor-modemsim" --link "$work/modem-$1" --control "$work/control-$1" --imei "${imei[$1]}" "${@:2}" \
    >"$work/modem-$1.log" 2>&1 &
  modems+=($!)
  until_true 10 test -e "$work/modem-$1"
}
# The kernel would measure its timer, and give up where the emulated one is late since others use the processor.
start_machine() {
  start_modem a
  start_modem b --imsi 510100000000902 --number +628110000902
  qemu-system-x86_64 -accel tcg,thread=multi -m 1024 -smp 2 -display none -nodefaults \
    -kernel "$tree"/boot/vmlinuz-* -initrd "$tree"/boot/initrd.img-* -append 'root=/dev/vda rw console=ttyS0 quiet no_timer_check' \
    -drive "file=$work/disk,if=virtio,format=raw" -device qemu-xhci \
    -chardev "serial,id=modem-a,path=$work/modem-a" -chardev "serial,id=modem-b,path=$work/modem-b" \
    -qmp "unix:$work/qmp,server=on,wait=off" \
    -serial "file:$work/console" -serial "unix:$work/shell,server=on,wait=off" >"$work/qemu.log" 2>&1 &
  vm=$!
  until_true 10 test -S "$work/shell"
}
comes_up() { until_true 240 is_up; }
is_up() { PATIENCE=5 inside true >"$work/up" 2>&1; }

look_around() {
  tail -n 30 "$work/qemu.log" "$work/console"
  inside 'systemctl --no-pager status lapord; journalctl --no-pager -n 30 -u lapord; ls -l /dev/serial/by-id'
}

modem_is() { inside 'laporctl --json status' | grep -F "\"state\": \"$1\""; }
starts_without_stick() {
  inside 'systemctl enable --now lapord'
  until_true 60 modem_is absent
  # the driver isn't even there: what the unit allows must hold all the same
  fails inside 'grep -q ttyUSB /proc/devices'
}
is_used_when_plugged_in() {
  plug a
  until_true 120 modem_is ready
  inside "ls -l $stick"
}
takes_report() { # TEXT NUMBER_OF_TICKETS
  phone "inject +628110000123 LAPOR JALAN $1"
  takes "$2"
}
takes() {
  until_true 120 tickets_are "$1"
  until_true 120 answers_are "$1"
}
tickets_are() { [ "$(inside 'laporctl --json tickets' | grep -c '"ticket"')" = "$1" ]; }
answers_are() { [ "$(phone texts | grep -c 'to=+628110000123')" -ge "$1" ]; }
names_its_port() {
  inside 'laporctl --config /etc/lapord/lapord.toml detect --udev >/etc/udev/rules.d/78-lapord-modem.rules
    cat /etc/udev/rules.d/78-lapord-modem.rules
    udevadm control --reload && udevadm trigger --settle --action=change --subsystem-match=tty'
  inside 'udevadm info -q property -n /dev/ttyUSB0 | grep ID_MM_PORT_IGNORE=1'
  modem_is ready
}
is_missed_when_pulled() {
  pull a
  until_true 60 modem_is absent
  phone 'inject +628110000123 LAPOR JALAN sementara dicabut'
}
takes_what_came() {
  plug a
  takes 2
}

clean_up() {
  [ -z "$vm" ] || kill "$vm" 2>/dev/null || true
  [ ${#modems[@]} = 0 ] || kill "${modems[@]}" 2>/dev/null || true
  throw_away
  rm -rf "$work"
}
trap clean_up EXIT
"$here/packages.sh" "$build" "$packages"
base=$release-usb
make_base linux-image-amd64,udev
unpack_tree
make_disk >"$trees/log" 2>&1 || { tail "$trees/log"; exit 1; }
start_machine  # not as a step: those run in a subshell, and what is started must be known here to be ended
step 'the machine comes up' comes_up
step 'the gateway starts without its stick' starts_without_stick
step 'plugged in, the stick is used' is_used_when_plugged_in
step 'a report is taken' takes_report 'sebelum dicabut' 1
step 'a rule keeps ModemManager off this port' names_its_port
step 'pulled out, it is missed, and nothing else happens' is_missed_when_pulled
step 'plugged in again, what came meanwhile is taken' takes_what_came
step 'and so is the next report' takes_report 'setelah dipasang' 3
run_two_sticks
