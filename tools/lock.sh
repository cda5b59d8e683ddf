#!/bin/sh
# Write requirements.lock: names, versions and hashes, nothing else. `make lock` runs this.
#
# One file, two parts: what running needs (`make demo` installs this part) and what working on it needs
# besides. Versions serve every Python from 3.11 on; hashes are of all builds of a version, so that x86_64
# and aarch64 install from the same file. Packages come from wherever UV_DEFAULT_INDEX says (uv does not read pip's
# configuration).
set -eu
cd "$(dirname "$0")/.."

work=build/lock
mkdir -p "$work"
if [ ! -x "$work/venv/bin/uv" ]; then
    "${PYTHON:-python3}" -m venv --clear "$work/venv"
    "$work/venv/bin/python" -m pip --quiet install --only-binary :all: uv
fi

compile() { # compile OUT ARGUMENT…
    out=$1
    shift
    "$work/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
        --only-binary :all: --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --upgrade --output-file "$out" "$@"
}

printf 'flit_core>=3.12\n' >"$work/build.in" # builds the editable install without a network
compile "$work/all.txt" --all-extras pyproject.toml "$work/build.in"
sed -e '/^ /d' -e 's/ *\\$//' "$work/all.txt" >"$work/pins.txt"
compile "$work/run.txt" --constraint "$work/pins.txt" pyproject.toml "$work/build.in"

"$work/venv/bin/python" - "$work/run.txt" "$work/all.txt" >requirements.lock.new <<'PY'
import re, sys

def blocks(path):
    return re.findall(r"^\S.*\n(?:^ .*\n?)*", open(path).read(), re.M)

run, everything = map(blocks, sys.argv[1:])
print("# Written by `make lock`; see tools/lock.sh.\n\n# To run it")
print("".join(run), end="")
print("\n# To work on it")
print("".join(block for block in everything if block not in run), end="")
PY
mv requirements.lock.new requirements.lock
grep -c -e '^[a-z]' requirements.lock | sed 's/$/ packages locked/'
