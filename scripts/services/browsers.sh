#!/usr/bin/env bash
# Chromium and Firefox ESR of the distribution. Nothing is started: the specifications do that themselves.
#   browsers.sh install   installs what is absent and prints CHROMIUM_PATH=… and FIREFOX_PATH=…
set -euo pipefail
. "$(dirname "$0")/apt.sh"

case "${1:-}" in
install)
  ensure_installed chromium chromium
  ensure_installed firefox-esr firefox-esr
  # Arabic and the usual Latin faces, for pages that are looked at before our own fonts have arrived.
  [ -d /usr/share/fonts/truetype/dejavu ] || ensure_package fonts-dejavu-core || true
  echo "CHROMIUM_PATH=$(command -v chromium)"
  echo "FIREFOX_PATH=$(command -v firefox-esr)"
  ;;
*)
  echo "usage: browsers.sh install" >&2
  exit 2
  ;;
esac
