#!/usr/bin/env bash
# Finds Chromium and its driver for the tests, and installs them if they are missing.
set -euo pipefail
cd "$(dirname "$0")/../frontend"

has_browser() {
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" > /dev/null && return 0
  done
  node -e 'const { chromium } = require("@playwright/test"); process.exit(require("fs").existsSync(chromium.executablePath()) ? 0 : 1)'
}
has_driver() { command -v chromedriver > /dev/null; }

has_browser && has_driver && exit 0
echo "Installing Chromium and its driver for the tests ..."
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  apt-get update -qq > /dev/null && apt-get install -y -qq chromium chromium-driver > /dev/null
fi
has_browser || npx playwright install chromium || {
  echo "Chromium is missing. On Debian: sudo apt-get install chromium; elsewhere: cd frontend && npx playwright install --with-deps chromium" >&2
  exit 1
}
has_driver || {
  echo "chromedriver, which reads shop pages built by scripts, is missing. On Debian: sudo apt-get install chromium-driver" >&2
  exit 1
}
