#!/usr/bin/env bash
# Fetches the front-end files of the desk at pinned versions, with their licences, and checks or writes their hashes.
#   tools/vendor.sh          fetch, and fail if a file differs from hashes.json
#   tools/vendor.sh --write  fetch, and write hashes.json anew (after a version below was raised)
set -euo pipefail
cd "$(dirname "$0")/.."
to=src/glienicke/desk/static/vendor
packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT

# package, version, then what is taken from it: path in the package = name here
take() {
    local package=$1 version=$2 archive
    shift 2
    archive=$(cd "$packed" && npm pack --silent "$package@$version")
    mkdir -p "$packed/out"
    tar -xzf "$packed/$archive" -C "$packed/out"
    for pair in "$@"; do
        cp "$packed/out/package/${pair%%=*}" "$packed/${pair##*=}"
    done
    rm -rf "$packed/out" "${packed:?}/$archive"
}

take htmx.org 4.0.1 dist/htmx.min.js=htmx.min.js dist/ext/hx-sse.min.js=hx-sse.min.js LICENSE=htmx.LICENSE.txt
take cytoscape 3.34.4 dist/cytoscape.min.js=cytoscape.min.js LICENSE=cytoscape.LICENSE.txt
take echarts 6.1.0 dist/echarts.min.js=echarts.min.js LICENSE=echarts.LICENSE.txt NOTICE=echarts.NOTICE.txt
take @picocss/pico 2.1.1 css/pico.min.css=pico.min.css LICENSE.md=pico.LICENSE.txt

python3 - "$packed" "$to" "${1:-}" <<'PY'
import hashlib, json, pathlib, shutil, sys

source, to, mode = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
versions = {"htmx": "4.0.1", "hx-sse": "4.0.1", "cytoscape": "3.34.4", "echarts": "6.1.0", "pico": "2.1.1"}
# Maps of sources are not shipped, and a file that names one makes the browser ask for it in vain.
files = {f.name: f.read_text("utf-8").split("\n//# sourceMappingURL=")[0].encode() for f in source.iterdir()}
hashes = {
    name: {"version": versions[name.split(".")[0]], "sha256": hashlib.sha256(content).hexdigest()}
    for name, content in sorted(files.items())
}
listed = to / "hashes.json"
if mode == "--write":
    to.mkdir(parents=True, exist_ok=True)
    listed.write_text(json.dumps(hashes, indent=2) + "\n", "utf-8")
elif json.loads(listed.read_text("utf-8")) != hashes:
    sys.exit("vendor.sh: what was fetched differs from hashes.json; nothing was written")
for name, content in files.items():
    (to / name).write_bytes(content)
PY
