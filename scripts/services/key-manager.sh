#!/usr/bin/env bash
# MOSIP's own Key Manager 1.2.0.1 on a PostgreSQL of our own: loopback only, own data folder, no system service, root or not.
#   key-manager.sh start   installs what is absent, starts it unless it answers already, prints TEST_KEYMANAGER_URL=…
#   key-manager.sh stop    stops what start started, by process id, and removes its data
# KEYMANAGER_PORT (default 38188), KEYMANAGER_DB_PORT (default 35455) and KEYMANAGER_HOME (default $TMPDIR/portico-key-manager)
# may be set. Takes about a minute once Maven has the jar (90 MB); then 550 MB of memory.
set -euo pipefail
. "$(dirname "$0")/service.sh"
settings="$(cd "$(dirname "$0")" && pwd)"

version=1.2.0.1
home="${KEYMANAGER_HOME:-${TMPDIR:-/tmp}/portico-key-manager}"
port="${KEYMANAGER_PORT:-38188}"
db_port="${KEYMANAGER_DB_PORT:-35455}"
database=mosip_keymgr
url="http://127.0.0.1:$port/v1/keymanager"
# PostgreSQL refuses to run as root; its own user does it then.
if [ "$(id -u)" = 0 ]; then as_owner() { runuser -u postgres -- "$@"; }; else as_owner() { "$@"; }; fi

sql() { as_owner psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 --host=127.0.0.1 --port="$db_port" --username=postgres "$@"; }
# ask <path> <request as JSON>: the status and body of a POST, with the kernel's envelope around the request.
ask() {
  curl --silent --show-error --max-time 60 --header 'Content-Type: application/json' "$url/$1" \
    --data "{\"id\":\"portico\",\"version\":\"1.0\",\"requesttime\":\"$(date -u +%Y-%m-%dT%H:%M:%S.000Z)\",\"metadata\":{},\"request\":$2}"
}
# Whether the key that signs partners' certificates is there; its health page speaks of other things.
signs() { curl --silent --fail --max-time 20 "$url/getCertificate?applicationId=PMS&referenceId=" | grep -q 'BEGIN CERTIFICATE'; }
answers() { curl --silent --max-time 20 --output /dev/null "$url/actuator/health"; }

start_database() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || ensure_package postgresql
  local bin
  bin="$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")"
  # Only its owner may enter a data folder, and with root's umask the owner could not even reach it.
  mkdir -p "$home/db" && chmod 755 "$home"
  [ "$(id -u)" = 0 ] && chown postgres "$home/db"
  as_owner "$bin/initdb" --pgdata="$home/db/data" --auth=trust --username=postgres --encoding=UTF8 --no-sync >"$home/initdb.log" 2>&1 ||
    fail "$home/initdb.log" 'PostgreSQL could not make its data folder.'
  # Durability is switched off: the data lives as long as a test run.
  as_owner env -C "$home/db" setsid "$bin/postgres" -D "$home/db/data" -h 127.0.0.1 -p "$db_port" -k "$home/db" -F \
    -c synchronous_commit=off -c full_page_writes=off >"$home/db.log" 2>&1 </dev/null &
  local until=$((SECONDS + 30))
  until [ -s "$home/db/data/postmaster.pid" ] || [ "$SECONDS" -ge "$until" ]; do sleep 0.2; done
  wait_for PostgreSQL "$home/db/data/postmaster.pid" "$home/db.log" 60 "$bin/pg_isready" --host=127.0.0.1 --port="$db_port" --quiet
  sql --command="create database $database"
  sql --dbname="$database" --command='create schema keymgr'
}

start_service() {
  ensure_installed java openjdk-17-jre-headless
  ensure_installed mvn maven
  ensure_installed curl curl
  mkdir -p "$home/km/config" "$home/km/data"
  local artifact="io.mosip.kernel:kernel-keymanager-service:$version"
  # In turn with other scripts: Maven's local repository is made for one at a time.
  alone maven mvn --batch-mode --quiet dependency:get -Dtransitive=false -Dartifact="$artifact" >"$home/maven.log" 2>&1 &&
    alone maven mvn --batch-mode --quiet dependency:copy -Dartifact="$artifact" -DoutputDirectory="$home/km" -Dmdep.useBaseVersion=true >>"$home/maven.log" 2>&1 ||
    fail "$home/maven.log" "Maven could not get $artifact."
  sed -e "s/@PORT@/$port/" -e "s/@DB_PORT@/$db_port/" "$settings/key-manager.properties" >"$home/km/config/application-peer.properties"
  # The profiles in this order: the jar's own "local" would beat a file without a profile. Spring 5.0 on Java 17 wants the opens.
  env -C "$home/km" setsid java -Xmx512m --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED \
    --add-opens java.base/java.math=ALL-UNNAMED -jar "kernel-keymanager-service-$version.jar" --spring.profiles.active=local,peer \
    >"$home/km.log" 2>&1 </dev/null &
  echo $! >"$home/km.pid"
  wait_for 'Key Manager' "$home/km.pid" "$home/km.log" 420 answers
  # Hibernate has made the tables by now, with columns too short for certificates.
  sql --dbname="$database" --file=- <"$settings/key-manager.sql" >/dev/null
  local application
  for application in ROOT PMS; do
    ask generateMasterKey/CERTIFICATE "{\"applicationId\":\"$application\",\"referenceId\":\"\",\"force\":false,\"commonName\":\"\",\"organizationUnit\":\"\",\"organization\":\"\",\"location\":\"\",\"state\":\"\",\"country\":\"\"}" >"$home/master-key-$application.json"
  done
  signs || fail "$home/master-key-PMS.json" 'Key Manager has made no key that signs.'
}

start() {
  if is_ours "$home/km.pid" && signs; then
    echo "Key Manager answers already on port $port." >&2
  else
    stop
    mkdir -p "$home"
    start_database
    start_service
  fi
  echo "TEST_KEYMANAGER_URL=$url"
}

stop() {
  end "$home/km.pid"
  # INT is PostgreSQL's fast shutdown: it does not wait for its clients.
  end "$home/db/data/postmaster.pid" INT
  rm -rf "$home"
}

obey "$@"
