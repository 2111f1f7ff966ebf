#!/usr/bin/env bash
# Throws changed documents and answers at the form language for a bounded time; any crash, hang or leak ends it with 1.
#
#   scripts/fuzz.sh [SECONDS]     seconds for each target (default 300)
#
# Needs a nightly compiler (`rustup toolchain install nightly`); cargo-fuzz is installed when it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-300}
rustup run nightly rustc --version >/dev/null 2>&1 || {
  echo "fuzzing needs a nightly compiler: rustup toolchain install nightly" >&2
  exit 1
}
cargo fuzz --version >/dev/null 2>&1 || cargo install --locked --version 0.13.2 cargo-fuzz

# Seeds: the gallery with its cases, foreign schemas and old documents, so that the fuzzer starts with what they look like.
seeds=schema/fuzz/corpus
mkdir -p "$seeds/document" "$seeds/answers"
cp fixtures/forms/*.json "$seeds/document/"
node - "$seeds" <<'JS'
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const forms = readdirSync("fixtures/forms").filter((name) => name.endsWith(".json")).sort();
forms.forEach((name, index) => {
  const { cases } = JSON.parse(readFileSync(`fixtures/answers/${name}`, "utf8"));
  cases.forEach((one, number) => {
    const text = Buffer.from(JSON.stringify(one.answers));
    writeFileSync(`${process.argv[2]}/answers/${name}-${number}`, Buffer.concat([Buffer.from([index]), text]));
  });
});
for (const [folder, member] of [["foreign", "schema"], ["upgrades", "before"]]) {
  for (const name of readdirSync(`fixtures/${folder}`).filter((name) => name.endsWith(".json"))) {
    const document = JSON.parse(readFileSync(`fixtures/${folder}/${name}`, "utf8"))[member];
    if (document) writeFileSync(`${process.argv[2]}/document/${folder}-${name}`, JSON.stringify(document));
  }
}
JS

for target in document answers; do
  echo "==> fuzzing: $target, $seconds s"
  (cd schema && cargo +nightly fuzz run "$target" -- \
    -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1)
done
