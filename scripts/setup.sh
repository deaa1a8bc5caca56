#!/bin/sh
# Make a virtual environment ($1) from a hashed lock ($2). PYTHON names the interpreter.
set -eu
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; '$python' is not. Try: make PYTHON=python3.12 setup" >&2
  exit 1
fi
echo "setting up $1 from $2 …"
[ -x "$1/bin/python" ] || "$python" -m venv "$1"
"$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$2"
