# Sourced by the service scripts: installs Debian packages that are absent, as root or through sudo, quietly. Several scripts may
# run at once: those that install or fetch take turns.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# alone <name> <command…>: runs the command while no other script runs one under that name.
alone() {
  local lock="${TMPDIR:-/tmp}/portico-$1.lock" code=0
  shift
  # The command does not inherit the lock: a server it starts would hold it for as long as it lives.
  { flock 9 && "$@" 9>&- || code=$?; } 9>"$lock"
  return "$code"
}

# ensure_package <package>…: installs them; the package lists are fetched once when the first attempt finds nothing.
ensure_package() { alone apt install_package "$@"; }

install_package() {
  local log="${TMPDIR:-/tmp}/portico-apt.log"
  local options=(-y -q --no-install-recommends -o Dpkg::Use-Pty=0)
  echo "Installing $* (log: $log)" >&2
  # Packages like mariadb-server start a system service when they are installed; ours run on their own folders and ports.
  local policy=/usr/sbin/policy-rc.d made=no
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null && as_root chmod +x "$policy" && made=yes
  fi
  local code=0
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@" >>"$log" 2>&1 </dev/null; then
    as_root apt-get update -q >>"$log" 2>&1 </dev/null || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@" >>"$log" 2>&1 </dev/null || code=$?
  fi
  [ "$made" = yes ] && as_root rm -f "$policy"
  if [ "$code" != 0 ]; then
    tail -n 20 "$log" >&2
    echo "$* could not be installed. Install it by hand and run this again." >&2
  fi
  return "$code"
}

# ensure_installed <command> <package>: nothing when the command is there.
ensure_installed() {
  command -v "$1" >/dev/null 2>&1 || PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null 2>&1 || ensure_package "$2"
}
