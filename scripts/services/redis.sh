#!/usr/bin/env bash
# A Redis of our own: loopback only, own port, nothing written, no system service.
#   redis.sh start   installs it if absent, starts it unless it answers already, prints TEST_REDIS_URL=…
#   redis.sh stop    stops what start started
# REDIS_PORT (default 36379) and REDIS_HOME (default $TMPDIR/portico-redis) may be set.
set -euo pipefail
. "$(dirname "$0")/service.sh"

home="${REDIS_HOME:-${TMPDIR:-/tmp}/portico-redis}"
port="${REDIS_PORT:-36379}"
password=portico-test
pid_file="$home/redis.pid"

answers() { REDISCLI_AUTH="$password" redis-cli -h 127.0.0.1 -p "$port" ping 2>/dev/null | grep -q PONG; }

start() {
  ensure_installed redis-server redis-server
  ensure_installed redis-cli redis-tools
  if is_ours "$pid_file" && answers; then
    echo "Redis answers already on port $port." >&2
  else
    stop
    mkdir -p "$home"
    setsid redis-server --port "$port" --bind 127.0.0.1 --dir "$home" --save '' --appendonly no --requirepass "$password" \
      --logfile "$home/redis.log" </dev/null >/dev/null 2>&1 &
    echo $! >"$pid_file"
    wait_for Redis "$pid_file" "$home/redis.log" 10 answers
  fi
  echo "TEST_REDIS_URL=redis://:$password@127.0.0.1:$port/"
}

stop() {
  end "$pid_file"
  rm -rf "$home"
}

obey "$@"
