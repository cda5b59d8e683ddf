#!/bin/sh
# What the tests need of Debian: Chromium (the desk in a browser) and PostgreSQL (the desk's store on a server).
#
# Installs them when run as root on Debian or Ubuntu; else says what is missing, and fails.
set -eu

say() { printf '%s\n' "$*" >&2; }

missing=
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
command -v setpriv >/dev/null || missing="$missing util-linux"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Debian's$missing ..."
    apt-get -qq update >&2 || true
    # shellcheck disable=SC2086 - one word a package
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >&2 && exit 0
fi
say "The tests need Debian packages that are not installed. Install them, then run the same command again:"
say "    sudo apt install$missing"
exit 1
