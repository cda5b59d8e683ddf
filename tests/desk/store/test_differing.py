"""What a history tells of two texts: as difflib tells it, whatever of the two is the same."""

import difflib

from hypothesis import given
from hypothesis import strategies as st

from glienicke.desk.store.revisions import differing

LINES = [f"line {n}\n" for n in range(40)]


@given(st.integers(0, 40), st.integers(0, 12), st.lists(st.integers(100, 200), unique=True, max_size=8))
def test_as_if_nothing_were_left_out(at, gone, put):
    new = LINES[:at] + [f"line {n}\n" for n in put] + LINES[at + gone :]
    whole = "".join(difflib.unified_diff(LINES, new, "before", "after"))
    assert differing("".join(LINES), "".join(new)) == whole


@given(st.lists(st.sampled_from("abc"), max_size=30), st.lists(st.sampled_from("abc"), max_size=30))
def test_the_new_text_can_be_made_of_the_old_one(old, new):
    before, after = "".join(f"{line}\n" for line in old), "".join(f"{line}\n" for line in new)
    assert patched(before, differing(before, after)) == after


def patched(text: str, diff: str) -> str:
    """A text with a unified diff applied, line by line, which must fit exactly."""
    lines, made, at = text.splitlines(keepends=True), list[str](), 0
    for line in diff.splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            first, _, size = line.split()[1][1:].partition(",")
            start = int(first) - (size != "0")
            made += lines[at:start]
            at = start
        elif line.startswith("+"):
            made.append(line[1:])
        else:
            assert lines[at] == line[1:]
            made += [line[1:]] if line.startswith(" ") else []
            at += 1
    return "".join(made + lines[at:])


def test_a_last_line_without_an_end_gets_one():
    assert differing("a\nb", "a\nc").endswith("-b\n+c\n")
