#!/bin/bash
# with_server.sh COMMAND...: runs a command beside a PostgreSQL server of its own, which it finds in
# LAPOR_TEST_POSTGRESQL (by its socket) and LAPOR_TEST_POSTGRESQL_TCP (on loopback, with a password), and stops the server. The
# folder isn't in the build: a socket's name has a hundred letters at most, and the server's user may not be able to reach it.
#   DURABLE=yes  on a disk and synced, as a real server's data are: slower, for measuring
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
  echo "there is no PostgreSQL server here: apt install postgresql"
  exit 77
fi

base=/tmp
keep="-c fsync=off -c full_page_writes=off -c autovacuum=off"
if [ -n "${DURABLE:-}" ]; then
  keep="-c autovacuum=on"
  base=/var/tmp
# A test makes a database, and drops it. A container may have few megabytes there.
elif [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)" -gt 1000000 ] 2>/dev/null; then base=/dev/shm; fi
folder=$(mktemp -d $base/lapor-postgresql.XXXXXX)
as_server() { "$@"; }
stop() {
  as_server "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$folder/password"
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  chown -R postgres: "$folder"
  as_server() { setpriv --reuid=postgres --regid=postgres --clear-groups --reset-env "$@"; }
fi

here=$PWD
cd "$folder"
as_server "$bin/initdb" --no-sync --auth-local=trust --auth-host=scram-sha-256 --pwfile="$folder/password" -U lapor -E UTF8 \
  --locale C.UTF-8 -D "$folder/data" >"$folder/log"
started=no
for _ in 1 2 3 4 5; do # until a port is free
  port=$((20000 + RANDOM % 20000))
  # A test's database needs to outlive no power cut.
  if as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -o "-k $folder -p $port -c listen_addresses=127.0.0.1 \
    $keep -c max_connections=60 -c shared_buffers=64MB -c max_wal_size=512MB" \
    start >>"$folder/log"; then
    started=yes
    break
  fi
done
if [ "$started" = no ]; then
  cat "$folder/log" "$folder/server.log"
  exit 1
fi
cd "$here"
export LAPOR_TEST_POSTGRESQL="host=$folder port=$port user=lapor"
export LAPOR_TEST_POSTGRESQL_TCP="port=$port user=lapor password=$password"
"$@"
