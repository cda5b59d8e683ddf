#!/bin/sh
# Make .venv-peers ready: NegMAS (negotiation) and nomenklatura with followthemoney (names, statements), which tests and
# measurements run in a process of their own beside the product.
#
# `tools/setup-peers.sh` installs requirements-peers.txt; a stamp says what .venv-peers holds, so that a second call does
# nothing. `tools/setup-peers.sh lock` renews requirements-peers.txt (names, versions, hashes; needs `make lock` run once).
#
# NegMAS is licensed AGPL: it is only run, never imported by the product and never shipped with it. They have a place of their
# own because two packages that they need come without wheels and are built here from source: stringcase, and PyICU, which wants
# a C++ compiler and Debian's libicu-dev and pkg-config.
set -eu
cd "$(dirname "$0")/.."
venv=.venv-peers
unset PYTHONPATH PYTHONHOME || true

say() { printf '%s\n' "$*" >&2; }

if [ "${1:-}" = lock ]; then
    uv=build/lock/venv/bin/uv
    [ -x "$uv" ] || { say "Run make lock first: it brings the tool that resolves versions."; exit 1; }
    printf 'negmas==0.16.0\nnomenklatura>=4.17\nfollowthemoney>=4.11\nsetuptools\n' >build/lock/peers.in # setuptools builds stringcase
    "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links --upgrade \
        --output-file build/lock/peers.txt build/lock/peers.in
    {
        echo "# Peers that are only run beside the product, never shipped: NegMAS 0.16 (AGPL), nomenklatura. Renew: tools/setup-peers.sh lock"
        cat build/lock/peers.txt
    } >requirements-peers.txt
    exit 0
fi

python=${PYTHON:-.venv/bin/python}
[ -x "$python" ] || command -v "$python" >/dev/null || python=python3
want="$("$python" -c 'import sys; print(*sys.version_info[:2], sep=".")') $(cat requirements-peers.txt tools/setup-peers.sh | cksum | tr -d '\n') $PWD"
if [ "$(cat "$venv/.holds" 2>/dev/null)" = "$want" ] && "$venv/bin/python" -c '' 2>/dev/null; then
    exit 0
fi

needs() { # what building PyICU still lacks
    for package in g++ libicu-dev pkg-config; do
        dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -q '^installed$' || echo "$package"
    done
}
if command -v dpkg-query >/dev/null && [ -n "$(needs)" ]; then
    missing=$(needs | tr '\n' ' ')
    if [ "$(id -u)" = 0 ]; then
        say "Installing Debian's $missing..."
        { apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing; } >&2 || true
    fi
    if [ -n "$(needs)" ]; then
        say "The peers need Debian packages that are not installed. Install them, then run the same command again:"
        say "    sudo apt install $missing"
        exit 1
    fi
fi

say "Setting up .venv-peers (NegMAS, nomenklatura: to compare with; about 1 GB) ..."
"$python" -m venv --clear "$venv"
install() {
    if ! "$venv/bin/python" -m pip --disable-pip-version-check --no-input install --quiet --no-deps --require-hashes "$@"; then
        say "Setting up .venv-peers failed; what pip said is above. After mending it, the same command goes on."
        exit 1
    fi
}
# setuptools by itself first: it builds stringcase, and a build on its own would fetch one without a hash.
sed -n '/^setuptools==/,/^[a-z]/p' requirements-peers.txt | sed '1!{/^[a-z]/d}' >"$venv/build.txt"
install --only-binary :all: -r "$venv/build.txt"
install --only-binary :all: --no-binary stringcase,pyicu --no-build-isolation -r requirements-peers.txt
"$venv/bin/python" -c 'import icu, negmas, nomenklatura'
printf '%s' "$want" >"$venv/.holds"
