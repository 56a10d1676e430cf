# Sourced by boot.sh: what an operator does with the packages, and what must come of it. Each step leaves the machine as
# the next one wants it.

phone() { guest perl /packages/phone.pl /run/lapor-modemsim/control "$@"; }
property() { guest systemctl show -P "$1" lapord; }
is() { [ "$(property "$1")" = "$2" ] || { say "$1 is $(property "$1"), not $2"; return 1; }; }
apt() { guest apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@"; }
as_viewer() { guest runuser -u viewer -- laporctl --socket "/run/lapord/$1.sock" "${@:2}"; }
status_has() { property StatusText | grep -F "$1"; }
# The first report, once; the form may have brought another.
ticket_is_there() { [ "$(guest laporctl --json tickets | grep -Ec '"ticket": *"?1000015"?')" = 1 ]; }
mode_is() { [ "$(guest stat -c '%a %U:%G' "$1")" = "$2" ] || { guest stat -c '%n is %a %U:%G' "$1"; return 1; }; }

installs() {
  apt install /packages/1/lapord.deb /packages/1/lapor-modemsim.deb
  guest id lapord | grep dialout | grep lapord-view
  is ActiveState inactive
  is UnitFileState disabled
  mode_is /etc/lapord/lapord.toml '640 root:lapord'
  mode_is /etc/lapord/pins '700 root:root'
}
wants_filling_in() {
  fails guest lapord --config /etc/lapord/lapord.toml --check-config
  fails guest systemctl start lapord
  is ExecMainStatus 78
  is ActiveState failed
}
is_configured() {
  guest sh -ec 'umask 027; cd /etc/lapord
    cat /usr/share/doc/lapord/examples/agencies.toml >agencies.toml
    sed "s,^device .*,device  = \"/run/lapor-modemsim/modem\"," /usr/share/doc/lapord/examples/lapord.toml >lapord.toml
    umask 077; echo 1234 >pins/sim1
    cp /packages/modem.service /etc/systemd/system/lapor-modemsim.service
    mkdir -p /etc/systemd/system/lapord.service.d
    # a pseudo-terminal stands for the USB port; the watchdog is not waited for a whole minute
    printf "[Service]\nDeviceAllow=char-pts rw\nWatchdogSec=10s\n" >/etc/systemd/system/lapord.service.d/test.conf
    useradd -G lapord-view viewer
    systemctl daemon-reload'
  guest lapord --config /etc/lapord/lapord.toml --check-config
}
starts_without_modem() {
  guest systemctl enable --now lapord
  is ActiveState active
  until_true 10 status_has '0 of 1 modems ready'
}
takes_modem() {
  guest systemctl start lapor-modemsim
  until_true 60 modem_ready
  until_true 15 status_has '1 of 1 modems'
}
modem_ready() { guest laporctl --json status | grep -q '"ready"'; }
takes_report() {
  phone 'inject +628110000123 -- LAPOR JALAN lubang besar depan pasar'
  phone 'wait said 30000 +628110000123 Laporan'
  ticket_is_there
  until_true 15 status_has 'last report'
}
explains_its_log() {
  guest journalctl --no-pager -x -u lapord | grep -F 'Modems may still be on their way'
}
keeps_others_out() {
  mode_is /var/lib/lapord/lapord.db '600 lapord:lapord'
  mode_is /run/lapord/control.sock '660 lapord:lapord'
  mode_is /run/lapord/view.sock '660 lapord:lapord-view'
  as_viewer view --json messages >"$trees/seen"
  grep -F '"number"' "$trees/seen"
  fails grep -F +628110000123 "$trees/seen"
  fails as_viewer view send +628110000124 halo
  fails as_viewer control status
  fails as_viewer view reload
}
is_backed_up() {
  guest systemctl is-active lapord-backup.timer
  guest systemctl start lapord-backup.service
  guest sh -c 'ls -l /var/lib/lapord/backups'
  guest sh -c 'stat -c "%a %U" /var/lib/lapord/backups/*.db | grep "^600 lapord$"'
}
learns() {
  guest systemctl is-active lapord-learn.timer
  guest systemctl start lapord-learn.service
  guest journalctl --no-pager -u lapord | grep -F 'no model is kept'
}
closes_worker_in() {
  local pid
  pid=$(guest laporctl --json status | sed -n 's/.*"pid": *\([0-9]*\).*/\1/p')
  guest grep -q '^Seccomp:.*2$' "/proc/$pid/status"
  # by the unit and by the worker itself: more filters than lapord has
  [ "$(filters "$pid")" -gt "$(filters "$(property MainPID)")" ]
}
filters() { guest sed -n 's/^Seccomp_filters:[^0-9]*//p' "/proc/$1/status"; }
refuses_bad_reload() {
  guest sh -c 'cp -p /etc/lapord/lapord.toml /packages/good && echo nonsense >>/etc/lapord/lapord.toml'
  fails guest systemctl reload lapord
  is ActiveState active
}
takes_good_reload() {
  guest cp -p /packages/good /etc/lapord/lapord.toml
  guest systemctl reload lapord
  is ActiveState active
}
survives() { # SIGNAL NRESTARTS
  local pid
  pid=$(property MainPID)
  guest kill "-$1" "$pid"
  until_true 40 is_another "$pid"
  is NRestarts "$2"
  until_true 60 modem_ready
  ticket_is_there
}
is_another() { [ "$(property MainPID)" != "$1" ] && [ "$(property MainPID)" != 0 ] && [ "$(property ActiveState)" = active ]; }
ends_send_before_stopping() {
  local before
  before=$(phone stats | sed -n 's/^sent=//p')
  phone 'latency CMGS 3000'
  guest laporctl send +628110000125 'sebelum berhenti'
  phone "wait sent $((before + 1)) 20000"
  guest systemctl stop lapord
  is Result success
  is ExecMainStatus 0
  phone 'latency all 0'
  guest systemctl start lapord
  until_true 60 modem_ready
  guest laporctl --json messages --out --number +628110000125 | grep -E '"state": "(sent|delivered)"'
  [ "$(phone stats | sed -n 's/^sent=//p')" = $((before + 1)) ]
}
upgrades_running() {
  local pid
  pid=$(property MainPID)
  guest systemctl reset-failed lapord
  apt install /packages/2/lapord.deb
  until_true 20 is_another "$pid"
  is UnitFileState enabled
  until_true 60 modem_ready
  ticket_is_there
  guest cmp /packages/good /etc/lapord/lapord.toml
  mode_is /etc/lapord/lapord.toml '640 root:lapord'
}
upgrades_stopped() {
  guest systemctl stop lapord
  apt install --reinstall /packages/2/lapord.deb
  is ActiveState inactive
}
stays_down_on_bad_config() {
  guest sh -c 'echo nonsense >>/etc/lapord/lapord.toml'
  fails guest systemctl start lapord
  is ExecMainStatus 78
  is ActiveState failed
}
keeps_tickets_when_removed() {
  guest cp -p /packages/good /etc/lapord/lapord.toml
  guest systemctl restart lapord
  apt remove lapord
  fails guest systemctl is-active lapord
  guest test -s /var/lib/lapord/lapord.db
  guest cmp /packages/good /etc/lapord/lapord.toml
  apt install /packages/2/lapord.deb
  guest systemctl start lapord
  until_true 60 modem_ready
  ticket_is_there
}
page() { guest perl /packages/page.pl "$@"; }
has_status() { grep -F "HTTP/1.1 $1 " "$trees/seen"; } # of the page that was asked last
pages_are_served() {
  apt install /packages/1/lapord-web.deb
  fails guest systemctl is-active lapord-web.socket
  guest systemctl enable --now lapord-web.socket
  mode_is /run/lapord-web/http.sock '660 lapord-web:lapord-web'
  page GET /readyz >"$trees/seen"
  has_status 200
  page GET / >"$trees/seen"
  has_status 200
  grep -F 'Papan laporan warga' "$trees/seen"
  fails grep -F 0000123 "$trees/seen"
  fails guest runuser -u lapord-web -- cat /var/lib/lapord/lapord.db
  fails as_viewer web status
  guest systemctl kill -s KILL lapord-web
  until_true 20 page_is_there
}
page_is_there() { page GET /readyz 2>/dev/null | grep -q 'HTTP/1.1 200'; }
somebody_logs_in() {
  local token cookie
  token=$(guest laporctl --json web user add siti --role coordinator | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
  page POST /meja/masuk 'token=siti.wrong' >"$trees/seen"
  has_status 401
  page POST /meja/masuk "token=$token" >"$trees/seen"
  has_status 303
  cookie=$(sed -n 's/^Set-Cookie: \(lapor=[^;]*\);.*/\1/p' "$trees/seen")
  page GET /meja/antrean '' "$cookie" >"$trees/seen"
  has_status 200
  guest laporctl --json access | grep -F '"web siti"'
  guest laporctl web user remove siti
  page GET /meja/antrean '' "$cookie" >"$trees/seen"
  has_status 401
}
report_comes_by_form() {
  local draft code
  page POST /lapor 'isi=lampu+jalan+mati+di+depan+pasar&hp=0811-0000-127' >"$trees/seen"
  has_status 200
  draft=$(sed -n 's/.*name="draf" value="\([^"]*\)".*/\1/p' "$trees/seen")
  phone 'wait said 30000 +628110000127 Kode'
  code=$(guest laporctl --json messages --out --number +628110000127 | grep -oE ': [0-9]{6}\.' | grep -oE '[0-9]{6}')
  page POST /lapor/kode "draf=$draft&kode=$code" >"$trees/seen"
  has_status 201
  phone 'wait said 30000 +628110000127 Laporan'
  guest laporctl --json tickets | grep -F '"web"'
}
pages_go_when_purged() {
  apt purge lapord-web
  guest sh -c '! ls -d /run/lapord-web /etc/systemd/system/*/lapord-web.*'
  fails guest systemctl cat lapord-web
  guest systemctl is-active lapord
}
goes_when_purged() {
  apt purge lapord
  guest sh -c '! ls -d /var/lib/lapord /etc/lapord /usr/share/lapord /run/lapord /etc/systemd/system/*/lapord.service'
  fails guest systemctl cat lapord
}

run_steps() {
  step 'the packages install, and nothing starts' installs
  step 'it does not start before it is configured, and says so once' wants_filling_in
  step 'it is configured' is_configured
  step 'it starts without its modem' starts_without_modem
  step 'the modem comes, with a PIN, and is used inside the sandbox' takes_modem
  step 'a report becomes a ticket and is answered' takes_report
  step 'the journal explains its entries' explains_its_log
  step 'database and sockets are for those whom they are for' keeps_others_out
  step 'the timer backs up' is_backed_up
  step 'the timer trains' learns
  step 'a worker is closed in further than the gateway' closes_worker_in
  step 'a bad file makes the reload fail, and the gateway goes on' refuses_bad_reload
  step 'a good file is reloaded' takes_good_reload
  step 'hung, it is started again by the watchdog' survives STOP 1
  step 'killed, it comes back with its tickets' survives KILL 2
  step 'stopped during a send, it lets that end, and does not send it again' ends_send_before_stopping
  step 'lapord-web is installed, and serves once its socket is enabled' pages_are_served
  step 'somebody logs in, is on record, and is out when the account goes' somebody_logs_in
  step 'a report comes by form, its number is confirmed by text, and it is answered' report_comes_by_form
  step 'the pages are purged, and the gateway goes on' pages_go_when_purged
  step 'an upgrade restarts it and keeps its configuration' upgrades_running
  step 'an upgrade leaves it stopped where it was' upgrades_stopped
  step 'a bad file keeps it down, with status 78' stays_down_on_bad_config
  step 'removed, it leaves its tickets for the next installation' keeps_tickets_when_removed
  step 'purged, it leaves nothing' goes_when_purged
}
