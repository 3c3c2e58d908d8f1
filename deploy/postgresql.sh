#!/usr/bin/env bash
# Finds PostgreSQL's server for the tests, and installs it if it is missing.
set -euo pipefail
compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null && exit 0
command -v initdb > /dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Installing PostgreSQL for the tests ..."
  apt-get update -qq > /dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql > /dev/null && exit 0
fi
echo "PostgreSQL is missing. On Debian or Ubuntu: sudo apt-get install postgresql" >&2
exit 1
