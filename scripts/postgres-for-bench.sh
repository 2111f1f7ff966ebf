#!/usr/bin/env bash
# Runs the benchmarks with a durable PostgreSQL of their own where one can be started, and without it otherwise: then the
# figures for PostgreSQL are left out, and that is said.
set -euo pipefail
here=$(dirname "$0")
if [ -n "${TEST_POSTGRES_URL:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; then
  FSYNC=on exec "$here/postgres-for-tests.sh" run "$@"
fi
echo "no PostgreSQL server is installed: its figures are left out" >&2
exec "$@"
