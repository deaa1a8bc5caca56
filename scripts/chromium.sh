#!/bin/sh
# Install Chromium for the browser tests where it is missing and Debian's packages can be had; without it they are skipped.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing Chromium for the browser tests …"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 ||
    echo "Chromium could not be installed; the browser tests will be skipped"
else
  echo "Chromium is missing and cannot be installed here; the browser tests will be skipped"
fi
