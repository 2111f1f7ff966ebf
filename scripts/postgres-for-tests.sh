#!/usr/bin/env bash
# A PostgreSQL server of our own for the tests: in a temporary folder, on a random loopback port, gone afterwards.
#
#   scripts/postgres-for-tests.sh run COMMAND…   starts it, runs COMMAND with TEST_POSTGRES_URL, stops it
#   scripts/postgres-for-tests.sh hold           starts it, prints its address, stops it when standard input ends
#
# With TEST_POSTGRES_URL set, `run` uses that server and starts none. FSYNC=on makes commits durable (the kill test);
# otherwise they are not, which makes the tests fast.
set -euo pipefail

say() { echo "postgres-for-tests: $*" >&2; }

programs() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin 2>/dev/null | sort -V | tail -1)
  if [ -n "$found" ] && [ -x "$found/initdb" ]; then echo "$found"; return; fi
  if command -v initdb >/dev/null && command -v postgres >/dev/null; then dirname "$(command -v initdb)"; return; fi
  say "the tests need a PostgreSQL server: install it (Debian, Ubuntu: apt-get install postgresql) or set TEST_POSTGRES_URL"
  exit 2
}

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 30000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  say "found no free port"; exit 2
}

# PostgreSQL refuses to run as root; then its own account runs it.
as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi
}

start() {
  bin=$(programs)
  if [ "$(id -u)" = 0 ] && ! id postgres >/dev/null 2>&1; then
    say "run as root the tests need an account named postgres: useradd --system postgres"; exit 2
  fi
  folder=$(mktemp -d "${TMPDIR:-/tmp}/madoguchi-postgres.XXXXXX")
  trap stop EXIT
  trap 'exit 130' INT TERM HUP
  [ "$(id -u)" = 0 ] && chown postgres "$folder"
  as_server "$bin/initdb" --pgdata="$folder/data" --username=madoguchi --auth=trust --encoding=UTF8 --locale=C \
    --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 2; }
  port=$(free_port)
  as_server "$bin/pg_ctl" --pgdata="$folder/data" --wait --log="$folder/data/server.log" --options="-p $port \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=300 \
    -c fsync=${FSYNC:-off} -c full_page_writes=${FSYNC:-off} -c synchronous_commit=on" start \
    >"$folder/start.log" 2>&1 || { cat "$folder/start.log" "$folder/data/server.log" >&2; exit 2; }
  TEST_POSTGRES_URL="postgres://madoguchi@127.0.0.1:$port/postgres"
}

stop() {
  [ -f "$folder/data/postmaster.pid" ] && as_server "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1
  rm -rf "$folder"
}

case "${1:-}" in
  run)
    shift
    if [ -z "${TEST_POSTGRES_URL:-}" ]; then start; fi
    export TEST_POSTGRES_URL
    "$@"
    ;;
  hold)
    start
    echo "$TEST_POSTGRES_URL"
    exec >/dev/null
    cat >/dev/null
    ;;
  *)
    sed -n '2,8p' "$0" | cut -c3- >&2
    exit 2
    ;;
esac
