#!/usr/bin/env bash
# Says which tool is missing and where it comes from, before anything long begins.
set -euo pipefail

missing=0
need() {
  if ! command -v "$1" >/dev/null; then echo "madoguchi: $1 is missing: $2" >&2; missing=1; fi
}

need cargo "install Rust 1.95 or later from https://rustup.rs"
need cc "install a C compiler (Debian, Ubuntu: apt-get install build-essential; macOS: xcode-select --install)"
need node "install Node.js 20.19 or later from https://nodejs.org"
need npm "it comes with Node.js, https://nodejs.org"
[ "$missing" = 0 ] || exit 2

older() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -1)" != "$1" ]; }

node_version=$(node --version | tr -d v)
if older 20.19 "$node_version"; then
  echo "madoguchi: Node.js $node_version is too old: 20.19 or later is needed" >&2; exit 2
fi
rust_version=$(rustc --version | cut -d' ' -f2)
if older 1.95 "$rust_version"; then
  echo "madoguchi: Rust $rust_version is too old: 1.95 or later is needed (rustup update)" >&2; exit 2
fi
