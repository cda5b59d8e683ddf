"""The pages tell the truth: commands they show print what they show, cases they show load, links lead somewhere.

In a page,

- a block marked `console` holds commands after `$ ` and what they print. Those that start with `glienicke` are run from
  the top of the project, and compared unless nothing is shown. A line of `…` stands for any lines, a `…` within a
  line for any text. `console exit 3` says how the block's last command ends; 0 otherwise.
- a block marked `yaml case` is a whole case that `glienicke check` accepts.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```\s*$", re.M | re.S)
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)(#[^)]*)?\)")


@dataclass(frozen=True)
class Shown:
    """A command as a page shows it: its words, what it prints and how it ends."""

    words: list[str]
    prints: list[str]
    code: int


def fences(text: str) -> list[tuple[str, str]]:
    return [(found["info"].strip(), found["body"]) for found in FENCE.finditer(text)]


def commands(info: str, body: str) -> list[Shown]:
    """The commands of a console block."""
    ends = int(info.split()[2]) if info.startswith("console exit ") else 0
    parts = re.split(r"^\$ ", body.replace("\\\n", ""), flags=re.M)[1:]
    shown = []
    for i, part in enumerate(parts):
        command, *prints = part.rstrip("\n").split("\n")
        shown.append(Shown(shlex.split(command, comments=True), prints, ends if i == len(parts) - 1 else 0))
    return shown


def pattern(prints: list[str]) -> re.Pattern[str]:
    """What the output must look like."""
    lines = [
        r"(?:[^\n]*\n)*"
        if line.strip() == "…"
        else r"[^\n]*".join(map(re.escape, line.rstrip().split("…"))) + r"[ ]*\n"
        for line in prints
    ]
    return re.compile("".join(lines))


def glienicke(*words: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, "-c", "import glienicke.cli as cli; cli.main()", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(params=PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def page(request):
    return request.param


def test_commands_print_what_is_shown(page):
    for info, body in fences(page.read_text(encoding="utf-8")):
        if not info.startswith("console"):
            continue
        for shown in commands(info, body):
            if shown.words[:1] != ["glienicke"]:
                continue
            ran = glienicke(*shown.words[1:])
            said = ran.stdout + ran.stderr
            assert ran.returncode == shown.code, f"{shlex.join(shown.words)}\n{said}"
            assert not shown.prints or pattern(shown.prints).fullmatch(said), (
                f"{shlex.join(shown.words)} printed\n{said}"
            )


def test_cases_load(page, tmp_path):
    blocks = [body for info, body in fences(page.read_text(encoding="utf-8")) if info == "yaml case"]
    for i, body in enumerate(blocks):
        file = tmp_path / f"block-{i + 1}.yaml"
        file.write_text(body, encoding="utf-8")
        ran = glienicke("check", str(file))
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    assert [to for to, _ in LINK.findall(text) if not (page.parent / to).exists()] == []


def test_pages_build(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        assert "```" not in page.read_text("utf-8"), f"{page.name} shows a fence as text"


def test_console_blocks_are_read():
    body = "$ make demo\n$ glienicke find 'a b' --on 2024-07-01   # the day\nstatus deal\n…\ngap 0 …\n"
    [(info, block)] = fences(f"Text\n```console exit 3\n{body}```\n")
    demo, find = commands(info, block)
    assert (demo.words, demo.prints, demo.code) == (["make", "demo"], [], 0)
    assert (find.words[2], find.code) == ("a b", 3)
    look = pattern(find.prints)
    assert look.fullmatch("status deal\na\nb\ngap 0 %\n")
    assert look.fullmatch("status deal \ngap 0 \n")
    assert not look.fullmatch("status none\ngap 0 %\n")
    assert not look.fullmatch("status deal\ngap 1 %\n")
