"""Tidiness as code: what a reviewer would otherwise have to look for."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FILE_LINES = 400
FUNCTION_LINES = 70
Function = ast.FunctionDef | ast.AsyncFunctionDef

RUNS_TEXT = {"eval", "exec", "compile"}
UNSAFE = {"yaml.load", "yaml.unsafe_load", "yaml.full_load", "os.system", "os.popen"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve"}

# Pieces, so that this file does not hold what it forbids.
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "crates" + ".io",
    "deb.debian" + ".org",
]
MAKING = ["/ro" + "ot/", "/ho" + "me/", "co-authored" + "-by", "language" + " model", "open" + "ai", "co" + "pilot"]
LEFTOVERS = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def tracked() -> list[Path]:
    """Every text file that belongs to the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        paths = [ROOT / line for line in listed.stdout.split("\0") if line]
    else:  # unpacked from an archive
        paths = [p for top in ("src", "tests", "bench", "docs", "cases", "tools") for p in (ROOT / top).rglob("*")]
    return [p for p in paths if p.is_file() and p != Path(__file__)]


@pytest.fixture(params=SOURCES, ids=name)
def source(request) -> tuple[Path, str, ast.Module]:
    text = request.param.read_text(encoding="utf-8")
    return request.param, text, ast.parse(text)


def test_fits_in_a_head(source):
    _, text, tree = source
    assert len(text.splitlines()) <= FILE_LINES, f"more than {FILE_LINES} lines"
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(tree) if f.end_lineno}
    assert not {f: lines for f, lines in long.items() if lines > FUNCTION_LINES}


def test_public_functions_say_what_they_mean(source):
    _, text, tree = source
    assert ast.get_docstring(tree) or not text.strip(), "the module has no docstring"
    public = [node for node in tree.body if isinstance(node, Function) and not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == [], "no docstring"


def test_silencing_gives_a_reason(source):
    _, text, _ = source
    marks = [line for line in text.splitlines() if re.search(r"#\s*(noqa|type:\s*ignore)", line)]
    reasoned = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[a-z-, ]+\])\s*(#|-)\s*\w+")
    assert [line.strip() for line in marks if not reasoned.search(line)] == []


def test_runs_no_text_and_loads_no_objects(source):
    path, _, tree = source
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                assert not UNSAFE_MODULES & {n.name for n in names}
            case ast.ImportFrom(module):
                assert module not in UNSAFE_MODULES
            case ast.Call(ast.Name(called)):
                assert called not in RUNS_TEXT, f"{called}, line {node.lineno}"
                assert called != "print" or "cli" in path.parts, f"print, line {node.lineno}"
            case ast.Call(ast.Attribute(), _, keywords):
                assert ast.unparse(node.func) not in UNSAFE, f"line {node.lineno}"
                assert not [k for k in keywords if k.arg == "shell"], f"shell, line {node.lineno}"


def test_no_leftovers():
    found = {}
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a test's own input of broken bytes
        words = [w for w in HOSTS + MAKING if w in text.lower()]
        words += [w for w in LEFTOVERS if path.suffix == ".py" and re.search(rf"\b{w}\b", text)]
        if words:
            found[name(path)] = words
    assert not found


def test_lock_holds_names_versions_and_hashes_only():
    pins, hashes = 0, 0
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*( ; [\w' =!.<>()]+)? \\", line):
            pins += 1
        elif re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line):
            hashes += 1
        else:
            assert line == "" or line.startswith("# ")
    assert hashes > pins > 0
