#!/bin/sh
# Make .venv ready: `tools/setup.sh run` (what running needs) or `tools/setup.sh all` (what working on it needs too).
#
# A stamp in .venv says what it holds, so that a second call does nothing. A .venv without a stamp, or one
# whose Python is gone, was interrupted or broken and is built anew.
set -eu
cd "$(dirname "$0")/.."
part=$1
venv=.venv
unset PYTHONPATH PYTHONHOME || true

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    say "glienicke needs Python 3.11 or newer, and none was found (python3 is: $(python3 --version 2>&1 || true))."
    say "On Debian 12 or newer and Ubuntu 24.04 or newer: sudo apt install python3 python3-venv"
    say "Another one can be named: make PYTHON=/path/to/python3.12 demo"
    exit 1
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "$python cannot make a virtual environment: its venv module is not installed."
    say "On Debian and Ubuntu: sudo apt install python3-venv"
    exit 1
fi

version=$("$python" -c 'import sys; print(*sys.version_info[:2], sep=".")')
want="$version $(cat requirements.lock pyproject.toml tools/setup.sh | cksum | tr -d '\n') $PWD"
works() { "$venv/bin/python" -c 'import sys, pip, flit_core; sys.exit(sys.prefix == sys.base_prefix)' 2>/dev/null; }
holds() { [ "$(cat "$venv/.holds-$1" 2>/dev/null)" = "$want" ]; }
if works && { holds all || holds "$part"; }; then
    exit 0
fi

pip() {
    if ! "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; then
        say "Setting up .venv failed; what pip said is above. After mending it, the same command goes on."
        exit 1
    fi
}

if ! { works && { [ -e "$venv/.holds-run" ] || [ -e "$venv/.holds-all" ]; }; }; then
    say "Setting up .venv with $("$python" --version) ..."
    "$python" -m venv --clear "$venv"
fi
rm -f "$venv/.holds-run" "$venv/.holds-all"
case $part in
run) sed '/^# To work on it/,$d' requirements.lock >"$venv/requirements.txt" ;;
all) cp requirements.lock "$venv/requirements.txt" ;;
esac
pip install --quiet --no-deps --require-hashes --only-binary :all: -r "$venv/requirements.txt"
pip install --quiet --no-deps --no-index --no-build-isolation --editable .
printf '%s' "$want" >"$venv/.holds-$part"
