#!/usr/bin/env bash
# Finds a Chromium for the browser tests; gets one where there is none.
set -euo pipefail
cd "$(dirname "$0")/../frontend"
for name in chromium chromium-browser google-chrome; do
  command -v "$name" > /dev/null && exit 0
done
node -e 'const { chromium } = require("@playwright/test"); process.exit(require("fs").existsSync(chromium.executablePath()) ? 0 : 1)' && exit 0
echo "Getting a Chromium for the browser tests ..."
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  apt-get update -qq > /dev/null && apt-get install -y -qq chromium > /dev/null && exit 0
fi
npx playwright install chromium && exit 0
echo "There is no Chromium. On Debian: sudo apt-get install chromium; elsewhere: cd frontend && npx playwright install --with-deps chromium" >&2
exit 1
