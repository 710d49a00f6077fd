#!/usr/bin/env bash
# A Redis of our own: loopback only, own port, nothing written, no system service.
#   redis.sh start   installs it if absent, starts it unless it answers already, prints TEST_REDIS_URL=…
#   redis.sh stop    stops what start started
# REDIS_PORT (default 36379) and REDIS_HOME (default $TMPDIR/portico-redis) may be set.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

home="${REDIS_HOME:-${TMPDIR:-/tmp}/portico-redis}"
port="${REDIS_PORT:-36379}"
password=portico-test
pid_file="$home/redis.pid"

answers() { REDISCLI_AUTH="$password" redis-cli -h 127.0.0.1 -p "$port" ping 2>/dev/null | grep -q PONG; }
is_ours() { [ -s "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; }

start() {
  ensure_installed redis-server redis-server
  ensure_installed redis-cli redis-tools
  if is_ours && answers; then
    echo "Redis answers already on port $port." >&2
  else
    stop
    mkdir -p "$home"
    setsid redis-server --port "$port" --bind 127.0.0.1 --dir "$home" --save '' --appendonly no --requirepass "$password" \
      --logfile "$home/redis.log" </dev/null >/dev/null 2>&1 &
    echo $! >"$pid_file"
    local waited=0
    until answers; do
      waited=$((waited + 1))
      if [ "$waited" -gt 100 ] || ! is_ours; then
        tail -n 20 "$home/redis.log" >&2 || true
        echo "Redis did not answer on port $port. Is the port taken? Set REDIS_PORT." >&2
        exit 1
      fi
      sleep 0.1
    done
  fi
  echo "TEST_REDIS_URL=redis://:$password@127.0.0.1:$port/"
}

stop() {
  if is_ours; then
    local pid
    pid="$(cat "$pid_file")"
    kill "$pid"
    for _ in $(seq 1 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  fi
  rm -rf "$home"
}

case "${1:-}" in
start) start ;;
stop) stop ;;
*)
  echo "usage: redis.sh start|stop" >&2
  exit 2
  ;;
esac
