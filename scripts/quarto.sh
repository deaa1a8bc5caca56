#!/bin/sh
# Try to install Quarto's PyPI package into a virtual environment ($1) from a hashed lock ($2). Quarto is wanted, not
# needed: its package downloads the release while it installs, and where that cannot be reached this goes on without.
set -eu
if command -v quarto >/dev/null 2>&1; then exit 0; fi
limit=$(command -v timeout >/dev/null 2>&1 && echo "timeout 600" || true)
if $limit "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
  -r "$2" >"$1/quarto.log" 2>&1; then
  echo "Quarto installed in $1"
else
  echo "Quarto could not be installed (its download was not reached); the built-in renderer will be used"
fi
