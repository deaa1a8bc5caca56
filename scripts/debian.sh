#!/bin/sh
# Install the programs that some tests use where they are missing and Debian's packages can be had. Without them the
# tests that need them are skipped; this says which.
set -eu

found() {
  for name in "$@"; do
    if command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

# want PACKAGE "WHAT IS SKIPPED WITHOUT IT" PROGRAM...; $lean is an option of apt-get
lean=
want() {
  package=$1 skipped=$2
  shift 2
  if found "$@"; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing $package …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $lean "$package"; } >/dev/null 2>&1 || true
    if found "$@"; then return 0; fi
  fi
  echo "$package is missing and cannot be installed here; skipped without it: $skipped"
}

want chromium "the tests in a browser" chromium chromium-browser google-chrome
want faketime "the tests with the clock in another year" faketime
want git "the tests that merge branches" git
want openjdk-17-jre-headless "the tests of the loader for Spark" java
want r-base-core "the tests of the loader for R" Rscript
lean=--no-install-recommends
want libreoffice-calc "the tests that save every table with LibreOffice" soffice
