#!/usr/bin/env bash
# Finds nginx for the tests of the stack, and installs it if it is missing.
set -euo pipefail
PATH=$PATH:/usr/sbin
command -v nginx > /dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Installing nginx for the tests of the stack ..."
  apt-get update -qq > /dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx > /dev/null && exit 0
fi
echo "nginx is missing. On Debian or Ubuntu: sudo apt-get install nginx" >&2
exit 1
