#!/usr/bin/env bash
# Finds Chromium and Japanese fonts for the browser tests; installs them where that is possible without asking (root on
# Debian or Ubuntu), and otherwise says what is missing.
#
#   scripts/browser-for-tests.sh            prints the path of the browser
#   scripts/browser-for-tests.sh run CMD…   runs CMD with CHROMIUM set to it
set -euo pipefail

say() { echo "browser-for-tests: $*" >&2; }

find_browser() {
  if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] || { say "CHROMIUM names $CHROMIUM, which cannot be run"; exit 2; }
    echo "$CHROMIUM"; return
  fi
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name" >/dev/null; then command -v "$name"; return; fi
  done
  local mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
  if [ -x "$mac" ]; then echo "$mac"; fi
}

has_japanese() {
  # Without fontconfig (macOS) the system brings its own Japanese fonts.
  ! command -v fc-list >/dev/null || [ -n "$(fc-list :lang=ja family 2>/dev/null | head -1)" ]
}

install() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then return 1; fi
  say "installing $*"
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

browser=$(find_browser)
if [ -z "$browser" ]; then
  install chromium fontconfig fonts-noto-cjk || true
  browser=$(find_browser)
  [ -n "$browser" ] || { say "the browser tests need Chromium: install it, or set CHROMIUM to its path"; exit 2; }
fi
if ! has_japanese; then
  install fonts-noto-cjk || true
  has_japanese || { say "the browser tests need a Japanese font (Debian, Ubuntu: apt-get install fonts-noto-cjk)"; exit 2; }
fi

if [ "${1:-}" = run ]; then
  shift
  CHROMIUM=$browser exec "$@"
fi
echo "$browser"
