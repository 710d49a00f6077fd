#!/usr/bin/env bash
# A Keycloak of our own, empty but for its administrator: loopback only, own folder, no system service. The specifications make
# their own realms in it from docs/examples/keycloak/realm.json.
#   keycloak.sh start   installs what is absent, starts it unless it answers already, prints TEST_KEYCLOAK_URL=… and
#                       TEST_KEYCLOAK_ADMIN=name:password
#   keycloak.sh stop    stops what start started, by process id, and removes its data
# KEYCLOAK_PORT (default 38085) and KEYCLOAK_HOME (default $TMPDIR/portico-keycloak) may be set. Takes about half a minute once
# Maven has the distribution (160 MB); then about 700 MB of memory.
set -euo pipefail
. "$(dirname "$0")/service.sh"

version=26.3.5
home="${KEYCLOAK_HOME:-${TMPDIR:-/tmp}/portico-keycloak}"
port="${KEYCLOAK_PORT:-38085}"
url="http://127.0.0.1:$port"
admin=admin
password=portico-test
pid_file="$home/keycloak.pid"

answers() { curl --silent --fail --max-time 5 --output /dev/null "$url/realms/master/.well-known/openid-configuration"; }

start() {
  ensure_installed java openjdk-17-jre-headless
  ensure_installed mvn maven
  ensure_installed curl curl
  if is_ours "$pid_file" && answers; then
    echo "Keycloak answers already on port $port." >&2
  else
    stop
    mkdir -p "$home"
    local artifact="org.keycloak:keycloak-quarkus-dist:$version:zip"
    # In turn with other scripts: Maven's local repository is made for one at a time. Inside our folder, because Maven leaves a
    # mark of what it has unpacked in the folder it runs in.
    alone maven mvn --batch-mode --quiet dependency:get -Dtransitive=false -Dartifact="$artifact" >"$home/maven.log" 2>&1 &&
      alone maven env -C "$home" mvn --batch-mode --quiet dependency:unpack -Dartifact="$artifact" -DoutputDirectory="$home" \
        >>"$home/maven.log" 2>&1 ||
      fail "$home/maven.log" "Maven could not get $artifact."
    # Development mode: http, and its own database in a file. kc.sh becomes the Java process, so its id is the one to stop; the
    # execute bits are lost on the way through Maven.
    env -C "$home/keycloak-$version" KC_BOOTSTRAP_ADMIN_USERNAME="$admin" KC_BOOTSTRAP_ADMIN_PASSWORD="$password" \
      JAVA_OPTS_KC_HEAP='-Xms128m -Xmx512m' \
      setsid sh bin/kc.sh start-dev --http-host=127.0.0.1 --http-port="$port" >"$home/keycloak.log" 2>&1 </dev/null &
    echo $! >"$pid_file"
    wait_for Keycloak "$pid_file" "$home/keycloak.log" 420 answers
  fi
  echo "TEST_KEYCLOAK_URL=$url"
  echo "TEST_KEYCLOAK_ADMIN=$admin:$password"
}

stop() {
  end "$pid_file"
  rm -rf "$home"
}

obey "$@"
