#!/usr/bin/env bash
# All checks, one after the other, to the end even when one fails; the last line counts the tests.
#
#   scripts/test.sh check    formatting, lints, types, unit tests
#   scripts/test.sh test     also the integration tests on SQLite and PostgreSQL, and the browser
set -uo pipefail
cd "$(dirname "$0")/.."

what=${1:-test}
steps=() ; failed_steps=() ; passed=0 ; failed=0
log=$(mktemp) ; trap 'rm -f "$log"' EXIT

# Counts are read from what the runners print: cargo test, nextest, vitest and Playwright.
count() {
  local numbers
  numbers=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /^test result:/ { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) p += $i; if ($(i+1) ~ /^failed/) f += $i } }
    /^ *Summary \[/ { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) p += $i; if ($(i+1) ~ /^(failed|timed)/) f += $i } }
    /^ *Tests  / { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) p += $i; if ($(i+1) ~ /^failed/) f += $i } }
    /^ *[0-9]+ passed \(/ { p += $1 }
    /^ *[0-9]+ failed$/ { f += $1 }
    END { print p + 0, f + 0 }')
  passed=$((passed + ${numbers% *}))
  failed=$((failed + ${numbers#* }))
  counted_failures=${numbers#* }
}

step() {
  local name=$1 began=$SECONDS ; shift
  steps+=("$name")
  echo "==> $name"
  if "$@" 2>&1 | tee "$log"; then
    count
    echo "==> $name: done in $((SECONDS - began)) s"
  else
    count
    # A step that fails without a failing test (a lint, a build) counts as one.
    [ "$counted_failures" -gt 0 ] || failed=$((failed + 1))
    failed_steps+=("$name")
    echo "==> $name: FAILED after $((SECONDS - began)) s"
  fi
}

ui() { (cd admin-ui && npm run --silent "$@"); }

rust_tests() {
  if command -v cargo-nextest >/dev/null; then
    cargo nextest run --locked --no-fail-fast "$@"
  else
    cargo test --locked --no-fail-fast "$@"
  fi
}

step "formatting (Rust)" cargo fmt --all -- --check
# cargo fmt does not follow modules that a macro declares.
step "formatting (field kinds)" bash -c 'rustfmt --edition 2024 --check schema/src/kind/*.rs'
step "lints (Rust)" cargo clippy --locked --workspace --all-targets -- -D warnings
step "types (staff UI)" ui typecheck
step "lints (staff UI)" ui lint
step "unit tests (staff UI)" ui test
if [ "$what" = check ]; then
  step "unit tests (Rust)" rust_tests --workspace --lib
else
  step "tests (Rust, SQLite and PostgreSQL)" scripts/postgres-for-tests.sh run bash -c "$(declare -f rust_tests); rust_tests --workspace"
  step "form contracts against ajv" node scripts/differential.mjs
  step "the builder's documents against the server's reading" node scripts/drafts.mjs
  step "tests in the browser" scripts/browser-for-tests.sh run bash -c "cd admin-ui && npm run --silent e2e"
fi

[ ${#failed_steps[@]} = 0 ] || printf 'failed: %s\n' "${failed_steps[@]}"
echo "${#steps[@]} steps in $SECONDS s"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
