# Sourced by the scripts that run.sh starts: three machines, lapor1 to lapor3, each a network namespace at one switch. Their
# files are those of docs/example/high-availability; only folders differ. The switch, the simulated modems and the scripts are
# outside of all machines, as the mobile network is.

place=/run/lapor # short, because a socket's name has a hundred letters at most
examples=$LAPOR_SOURCE/docs/example/high-availability
pg_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# /run is empty and ours from here on; the data are on the disk of the build folder.
make_network() {
  mount -t tmpfs lapor-fleet /run
  mkdir -p "$place"
  mount --bind "$LAPOR_BUILD/fleet" "$place"
  cat /etc/hosts "$examples/hosts" >"$place/hosts"
  mount --bind "$place/hosts" /etc/hosts
  ip link set lo up
  ip link add switch type bridge
  ip link set switch up
  local n
  for n in 1 2 3; do
    ip netns add "lapor$n"
    ip link add "cable$n" type veth peer name eth0 netns "lapor$n"
    ip link set "cable$n" master switch up
    ip -n "lapor$n" addr add "192.0.2.1$n/24" dev eth0
    ip -n "lapor$n" link set lo up
    ip -n "lapor$n" link set eth0 up
    write_files "$n"
  done
}

# as_on_disk N FILE: an example as it stands on machine N.
as_on_disk() {
  local etc=$place/lapor$1
  sed -e "/INITIAL_CLUSTER=/!s/192\.0\.2\.11/192.0.2.1$1/g" -e "s/etcd-for-lapor1/etcd-for-lapor$1/" -e "s/^\(name: \|ETCD_NAME=\)lapor1/\1lapor$1/" \
    -e "s|/usr/lib/postgresql/15/bin|$pg_bin|" -e "s|/var/lib/etcd/lapor|$etc/etcd|" \
    -e "s|/var/lib/postgresql/lapor|$etc/postgresql|" -e "s|/var/lib/postgresql/patroni.pgpass|$etc/patroni.pgpass|" \
    -e "s|/run/postgresql|$etc/sockets|" -e "s/CHANGE-ME/secret/" -e "s/mode: automatic/mode: 'off'/" "$examples/$2"
}

write_files() {
  local etc=$place/lapor$1
  mkdir -p "$etc/sockets" "$etc/etcd" "$etc/gateway"
  as_on_disk "$1" etcd >"$etc/etcd.env"
  sed -e 's/CHANGE-ME/secret/' "$examples/pgpass" >"$etc/pgpass"
  chmod 600 "$etc/pgpass"
  as_on_disk "$1" patroni.yml >"$etc/patroni.yml"
  chmod 700 "$etc/etcd"
  chown etcd: "$etc/etcd"
  chown postgres: "$etc" "$etc/sockets" "$etc/patroni.yml"
}

# start_program NAME N USER COMMAND...: on machine N; its words go to a file of that name.
start_program() {
  local name=$1 n=$2 user=$3
  shift 3
  setsid ip netns exec "lapor$n" setpriv --reuid="$user" --regid="$user" --clear-groups --reset-env "$@" \
    >>"$place/lapor$n/$name.log" 2>&1 </dev/null &
  disown
}

start_etcd() {
  local n=$1
  start_program etcd "$n" etcd env $(grep -v '^#' "$place/lapor$n/etcd.env") etcd
}

# start_database N [COMMAND...]: Patroni and with it PostgreSQL, under faketime, for example.
start_database() {
  local n=$1
  shift
  start_program patroni "$n" postgres "$@" patroni "$place/lapor$n/patroni.yml"
}

# processes N WORD: those of machine N whose program or user is WORD; without a word all of them.
processes() {
  local pid
  for pid in $(ip netns pids "lapor$1"); do
    if [ -z "${2:-}" ] || [ "$(stat -c %U "/proc/$pid" 2>/dev/null)" = "$2" ] ||
      [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ]; then echo "$pid"; fi
  done
}

# kill_all N [WORD]: at once and as often as it takes, for what starts others may start one between.
kill_all() {
  local pids
  while pids=$(processes "$@") && [ -n "$pids" ]; do
    kill -KILL $pids 2>/dev/null || true
    sleep 0.05
  done
}
kill_database() { kill_all "$1" postgres; }
# Power. Nobody hears a farewell: no connection is closed.
switch_off() {
  pull_cable "$1"
  rm -f "$place/lapor$1"/*.wanted
  kill_all "$1"
}
switch_on() {
  plug_cable "$1"
  start_etcd "$1"
  if [ "$1" != 3 ]; then start_database "$1"; fi
  start_services "$1"
}
pull_cable() { ip link set "cable$1" down; }
plug_cable() { ip link set "cable$1" up; }

# get N PORT PATH: what that program of machine N answers to a GET of HTTP, from its first line on.
get() {
  timeout 2 ip netns exec "lapor$1" bash -c '
    exec 3<>"/dev/tcp/192.0.2.1$0/$1" && printf "GET /%s HTTP/1.0\r\n\r\n" "$2" >&3 && cat <&3' "$@" 2>/dev/null
}

# has_role N ROLE: true if Patroni of machine N says that this is its role now: primary, replica, sync.
has_role() { [[ $(get "$1" 8008 "$2") == HTTP/1.?\ 200* ]]; }
# Patroni ends if etcd doesn't know its own version yet; systemd would start it again.
etcd_decided() { [[ $(get "$1" 2379 version) == *etcdcluster\":\"3* ]]; }
primary() {
  local n
  for n in 1 2; do
    if has_role "$n" primary; then
      echo "$n"
      return 0
    fi
  done
  return 1
}
both_databases() {
  local n
  n=$(primary) && has_role "$((3 - n))" sync
}

# await SECONDS WORDS COMMAND...: until the command succeeds.
await() {
  local until=$((SECONDS + $1)) words=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$until" ]; then
      echo "this did not happen: $words" >&2
      return 1
    fi
    sleep 0.2
  done
}

# sql STATEMENT: on the primary, as its superuser; rows as text, columns separated by a tab.
sql() {
  local n
  n=$(primary) || return 1
  setpriv --reuid=postgres --regid=postgres --clear-groups --reset-env \
    psql -h "$place/lapor$n/sockets" -d "${database:-lapor}" -v ON_ERROR_STOP=1 -qAt -F $'\t' -c "$1"
}

switchover() {
  ip netns exec "lapor$(primary)" patronictl -c "$place/lapor1/patroni.yml" switchover lapor --force
}

start_cluster() {
  local n
  for n in 1 2 3; do start_etcd "$n"; done
  for n in 1 2 3; do await 60 "etcd of lapor$n agrees with the others" etcd_decided "$n"; done
  start_database 1
  await 90 "the database is made" has_role 1 primary
  start_database 2
  await 90 "the second machine has a copy" both_databases
  database=postgres sql "CREATE ROLE lapord LOGIN PASSWORD 'secret-4'"
  database=postgres sql "CREATE DATABASE lapor OWNER lapord ENCODING UTF8 TEMPLATE template0"
}
