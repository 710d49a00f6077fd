#!/usr/bin/env bash
# A MariaDB of our own: own data folder, own socket, own port, no system service, root or not.
#   mariadb.sh start   installs it if absent, starts it unless it answers already, prints TEST_MYSQL_URL=…
#   mariadb.sh stop    stops what start started and removes its data
# MARIADB_PORT (default 33306) and MARIADB_HOME (default $TMPDIR/portico-mariadb) may be set.
set -euo pipefail
. "$(dirname "$0")/service.sh"

PATH="$PATH:/usr/sbin:/usr/local/sbin"
home="${MARIADB_HOME:-${TMPDIR:-/tmp}/portico-mariadb}"
port="${MARIADB_PORT:-33306}"
socket="$home/mysqld.sock"
pid_file="$home/mysqld.pid"
user=portico
password=portico-test
database=portico_test

as_admin() { mariadb --no-defaults --socket="$socket" --user=root "$@"; }
answers() { mariadb-admin --no-defaults --socket="$socket" --user="$user" --password="$password" ping >/dev/null 2>&1; }

start() {
  ensure_installed mariadbd mariadb-server
  ensure_installed mariadb mariadb-client
  if is_ours "$pid_file" && answers; then
    echo "MariaDB answers already on port $port." >&2
  else
    stop
    mkdir -p "$home/data"
    local as=()
    # The server refuses to run as root unless it is told that this is meant.
    [ "$(id -u)" = 0 ] && as=(--user=root)
    mariadb-install-db --no-defaults "${as[@]}" --datadir="$home/data" --auth-root-authentication-method=normal \
      --skip-test-db >"$home/install.log" 2>&1 || fail "$home/install.log" 'MariaDB could not make its data folder.'
    # Durability is switched off: the data lives as long as a test run. Names are compared byte by byte only where our own
    # columns say so, so the server keeps the usual default collation.
    setsid mariadbd --no-defaults "${as[@]}" --datadir="$home/data" --socket="$socket" --port="$port" \
      --bind-address=127.0.0.1 --skip-name-resolve --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci \
      --innodb-buffer-pool-size=512M --innodb-flush-log-at-trx-commit=0 --sync-binlog=0 --skip-log-bin --max-connections=300 \
      --default-time-zone=+02:00 >"$home/server.log" 2>&1 </dev/null &
    echo $! >"$pid_file"
    wait_for MariaDB "$pid_file" "$home/server.log" 60 as_admin --execute='select 1'
    # All databases: the specifications make one of their own for each world and drop it again.
    as_admin --execute="
      create database if not exists $database;
      create user if not exists '$user'@'127.0.0.1' identified by '$password', '$user'@'localhost' identified by '$password';
      grant all on *.* to '$user'@'127.0.0.1'; grant all on *.* to '$user'@'localhost';"
    answers || fail "$home/server.log" 'MariaDB refuses its own user.'
  fi
  echo "TEST_MYSQL_URL=mysql://$user:$password@127.0.0.1:$port/$database"
}

stop() {
  end "$pid_file"
  rm -rf "$home"
}

obey "$@"
