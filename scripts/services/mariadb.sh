#!/usr/bin/env bash
# A MariaDB of our own: own data folder, own socket, own port, no system service, root or not.
#   mariadb.sh start   installs it if absent, starts it unless it answers already, prints TEST_MYSQL_URL=…
#   mariadb.sh stop    stops what start started and removes its data
# MARIADB_PORT (default 33306) and MARIADB_HOME (default $TMPDIR/portico-mariadb) may be set.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

PATH="$PATH:/usr/sbin:/usr/local/sbin"
home="${MARIADB_HOME:-${TMPDIR:-/tmp}/portico-mariadb}"
port="${MARIADB_PORT:-33306}"
socket="$home/mysqld.sock"
pid_file="$home/mysqld.pid"
user=portico
password=portico-test
database=portico_test

answers() { mariadb-admin --no-defaults --socket="$socket" --user="$user" --password="$password" ping >/dev/null 2>&1; }
is_ours() { [ -s "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; }

start() {
  ensure_installed mariadbd mariadb-server
  ensure_installed mariadb mariadb-client
  if is_ours && answers; then
    echo "MariaDB answers already on port $port." >&2
  else
    rm -rf "$home"
    mkdir -p "$home/data"
    local as=()
    # The server refuses to run as root unless it is told that this is meant.
    [ "$(id -u)" = 0 ] && as=(--user=root)
    mariadb-install-db --no-defaults "${as[@]}" --datadir="$home/data" --auth-root-authentication-method=normal \
      --skip-test-db >"$home/install.log" 2>&1 || { tail -n 20 "$home/install.log" >&2; exit 1; }
    # Durability is switched off: the data lives as long as a test run. Names are compared byte by byte only where our own
    # columns say so, so the server keeps the usual default collation.
    setsid mariadbd --no-defaults "${as[@]}" --datadir="$home/data" --socket="$socket" --pid-file="$pid_file" --port="$port" \
      --bind-address=127.0.0.1 --skip-name-resolve --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci \
      --innodb-buffer-pool-size=512M --innodb-flush-log-at-trx-commit=0 --sync-binlog=0 --skip-log-bin --max-connections=300 \
      --default-time-zone=+02:00 >"$home/server.log" 2>&1 </dev/null &
    local waited=0
    until mariadb --no-defaults --socket="$socket" --user=root --execute='select 1' >/dev/null 2>&1; do
      waited=$((waited + 1))
      if [ "$waited" -gt 300 ]; then
        tail -n 30 "$home/server.log" >&2
        echo "MariaDB did not answer within 60 s on port $port. Is the port taken? Set MARIADB_PORT." >&2
        exit 1
      fi
      sleep 0.2
    done
    # All databases: the specifications make one of their own for each world and drop it again.
    mariadb --no-defaults --socket="$socket" --user=root --execute="
      create database if not exists $database;
      create user if not exists '$user'@'127.0.0.1' identified by '$password', '$user'@'localhost' identified by '$password';
      grant all on *.* to '$user'@'127.0.0.1'; grant all on *.* to '$user'@'localhost';"
    answers || { echo "MariaDB refuses its own user." >&2; exit 1; }
  fi
  echo "TEST_MYSQL_URL=mysql://$user:$password@127.0.0.1:$port/$database"
}

stop() {
  if is_ours; then
    local pid
    pid="$(cat "$pid_file")"
    kill "$pid"
    for _ in $(seq 1 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  fi
  rm -rf "$home"
}

case "${1:-}" in
start) start ;;
stop) stop ;;
*)
  echo "usage: mariadb.sh start|stop" >&2
  exit 2
  ;;
esac
