# Sourced by the service scripts: what installing, starting, awaiting and stopping a process of our own have in common.
. "$(dirname "${BASH_SOURCE[0]}")/apt.sh"

# fail <log> <words>: shows the end of the log and the words, and leaves.
fail() {
  [ -f "$1" ] && tail -n 30 "$1" >&2
  echo "$2" >&2
  exit 1
}

# is_ours <file with a process id>: whether what start started still runs.
is_ours() { [ -s "$1" ] && kill -0 "$(head -n 1 "$1")" 2>/dev/null; }

# wait_for <what> <file with a process id> <log> <seconds> <command…>: until the command succeeds, as long as the process lives.
wait_for() {
  local what="$1" pid_file="$2" log="$3" seconds="$4" until=$((SECONDS + $4))
  shift 4
  until "$@" >/dev/null 2>&1; do
    is_ours "$pid_file" || fail "$log" "$what has ended. Is its port taken? $(basename "$0") says how to choose another."
    [ "$SECONDS" -lt "$until" ] || fail "$log" "$what did not answer within $seconds s."
    sleep 0.2
  done
}

# end <file with a process id> [signal]: tells its whole group to end, insists after ten seconds.
end() {
  is_ours "$1" || return 0
  local pid
  pid="$(head -n 1 "$1")"
  kill "-${2:-TERM}" -- "-$pid" 2>/dev/null || kill "-${2:-TERM}" "$pid"
  for _ in $(seq 1 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill -9 -- "-$pid" 2>/dev/null || true
}

# obey <word>: start or stop.
obey() {
  case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *)
    echo "usage: $(basename "$0") start|stop" >&2
    exit 2
    ;;
  esac
}
