#!/bin/sh
# Make a virtual environment ($1) from a hashed lock ($2). PYTHON names the interpreter.
# One that was left half made (no pip, stopped while libraries were installed, its Python gone) is made anew.
set -eu
python=${PYTHON:-python3}
case $(uname -s) in MINGW* | MSYS* | CYGWIN*)
  echo "On Windows, run make in WSL, the Windows Subsystem for Linux (in an administrator's PowerShell: wsl --install)" >&2
  exit 1 ;;
esac
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; '$python' is not. Try: make PYTHON=python3.12 setup" >&2
  exit 1
fi
amid="$1/.installing" # there while libraries are installed, with the number of the process
if [ -f "$amid" ] && kill -0 "$(cat "$amid")" 2>/dev/null; then
  echo "$1 is being set up by another command (process $(cat "$amid")): wait for it, or remove $amid" >&2
  exit 1
fi
if [ -f "$amid" ] || ! "$1/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  if ! "$python" -m venv --clear "$1"; then
    echo "$1 could not be made: '$python' lacks the module venv or ensurepip, or $1 cannot be written to." >&2
    echo "On Debian and Ubuntu: sudo apt install python3-venv; then run this again" >&2
    exit 1
  fi
fi
echo "setting up $1 from $2 …"
echo $$ >"$amid"
if ! "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$2"; then
  echo "the libraries of $2 could not be installed: pip says above why (no network, no space, no package for this machine)" >&2
  exit 1
fi
rm "$amid"
