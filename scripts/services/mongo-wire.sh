#!/usr/bin/env bash
# A server that speaks MongoDB's wire protocol (mongo-java-server on H2): loopback only, own folder, no system service. No change
# streams, sessions or transactions; what it answers of jobs it answers as MongoDB does.
#   mongo-wire.sh start   installs what is absent, starts it unless it answers already, prints TEST_MONGODB_URL=… and
#                         TEST_MONGODB_COMMAND=…, to which a port and a file may be added for one more
#   mongo-wire.sh stop    stops what start started, by process id, and removes its data
# MONGO_WIRE_PORT (default 37017) and MONGO_WIRE_HOME (default $TMPDIR/portico-mongo-wire) may be set. Takes a few seconds once
# Maven has the jars (5 MB).
set -euo pipefail
. "$(dirname "$0")/service.sh"
source="$(cd "$(dirname "$0")" && pwd)/MongoWire.java"

version=1.47.0
home="${MONGO_WIRE_HOME:-${TMPDIR:-/tmp}/portico-mongo-wire}"
port="${MONGO_WIRE_PORT:-37017}"
pid_file="$home/mongo-wire.pid"

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

build() {
  ensure_installed javac openjdk-17-jdk-headless
  ensure_installed mvn maven
  cat >"$home/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>portico</groupId>
  <artifactId>mongo-wire</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>de.bwaldvogel</groupId>
      <artifactId>mongo-java-server-h2-backend</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
  # In turn with other scripts: Maven's local repository is made for one at a time.
  alone maven mvn --batch-mode --quiet --file "$home/pom.xml" dependency:copy-dependencies -DoutputDirectory="$home/lib" \
    >"$home/maven.log" 2>&1 || fail "$home/maven.log" "Maven could not get mongo-java-server-h2-backend $version."
  javac -cp "$home/lib/*" -d "$home/lib" "$source" >"$home/javac.log" 2>&1 ||
    fail "$home/javac.log" 'MongoWire.java does not compile.'
}

start() {
  if is_ours "$pid_file" && answers; then
    echo "The MongoDB wire server answers already on port $port." >&2
  else
    stop
    mkdir -p "$home"
    build
    # The folder holds the class, the star its libraries.
    setsid java -Xmx256m -cp "$home/lib:$home/lib/*" MongoWire "$port" "$home/mongo.db" >"$home/server.log" 2>&1 </dev/null &
    echo $! >"$pid_file"
    wait_for 'The MongoDB wire server' "$pid_file" "$home/server.log" 60 answers
  fi
  echo "TEST_MONGODB_URL=mongodb://127.0.0.1:$port/"
  echo "TEST_MONGODB_COMMAND=java -Xmx256m -cp '$home/lib:$home/lib/*' MongoWire"
}

stop() {
  end "$pid_file"
  rm -rf "$home"
}

obey "$@"
