#!/usr/bin/env bash
# Chromium, Firefox ESR and WebKitGTK (Safari's stand-in) of the distribution. Nothing is started: the specifications do that
# themselves, WebKitGTK on a screen in memory.
#   browsers.sh install   installs what is absent and prints CHROMIUM_PATH=…, FIREFOX_PATH=… and WEBKIT_DRIVER=…
set -euo pipefail
. "$(dirname "$0")/apt.sh"

case "${1:-}" in
install)
  ensure_installed chromium chromium
  ensure_installed firefox-esr firefox-esr
  # MiniBrowser comes with the library that the driver needs.
  ensure_installed WebKitWebDriver webkit2gtk-driver
  ensure_installed Xvfb xvfb
  ensure_installed xauth xauth
  # Arabic and the usual Latin faces, for pages that are looked at before our own fonts have arrived.
  [ -d /usr/share/fonts/truetype/dejavu ] || ensure_package fonts-dejavu-core || true
  echo "CHROMIUM_PATH=$(command -v chromium)"
  echo "FIREFOX_PATH=$(command -v firefox-esr)"
  echo "WEBKIT_DRIVER=$(command -v WebKitWebDriver)"
  ;;
*)
  echo "usage: browsers.sh install" >&2
  exit 2
  ;;
esac
