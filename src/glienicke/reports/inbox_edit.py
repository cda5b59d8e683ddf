"""What accepting does to the files of a case, worked out before anything is written.

In: a case in its files, and open items of its inbox. Out: the files before and after, or why it cannot be. A fact
enters as a rival of what is there, with its document as source; a condition as a dated signal, `basis: reported`. The
case that would come out is read and examined first: with a mistake in it nothing is written.
"""

from __future__ import annotations

import difflib
import gc
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from glienicke.case.model import Case
from glienicke.case.plain import Data
from glienicke.case.read import files_of
from glienicke.case.rivals import preferred
from glienicke.case.source import decode
from glienicke.case.splice import CannotEdit, Edit, Put
from glienicke.case.statement import Statement, Value
from glienicke.case.write import edited
from glienicke.ground.diagnostic import Diagnostic
from glienicke.positions.asof import default_day
from glienicke.positions.load import Loaded, load, load_text
from glienicke.reports.inbox import CONDITION, Inbox, Item, folded
from glienicke.reports.inbox_fact import LISTED, CannotAccept, fact_edits, note_of
from glienicke.reports.inbox_names import called
from glienicke.reports.inbox_signal import with_signal
from glienicke.reports.inbox_suggest import LISTS, is_value, says

__all__ = [
    "CannotAccept",
    "Change",
    "Entered",
    "Files",
    "Proposal",
    "as_value",
    "diff_of",
    "entered_in",
    "open_files",
    "proposal",
    "stands",
]

_OF_SOURCE = ("who", "on", "title", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after, as its bytes."""

    file: Path
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Proposal:
    """What accepting items would write. items: all that enter, a new person's name with the first fact.

    preferred: for each rival fact, which value would be gone by afterwards, and why. warnings: what the case that comes
    out is warned of, and was not before.
    """

    items: tuple[Item, ...]
    changes: tuple[Change, ...]
    preferred: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def diff(self) -> str:
        """The changes of all files, as a unified diff."""
        return "\n".join(diff_of(change) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Entered:
    """The texts of a case with items in them, by the names of its files; else as `Proposal`."""

    items: tuple[Item, ...]
    texts: Mapping[str, str]
    preferred: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Files:
    """A case with the bytes of its files as they were read."""

    case: Case
    bytes: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()


def diff_of(change: Change) -> str:
    """A unified diff of one file."""
    before, after = (text.decode("utf-8-sig").splitlines() for text in (change.before, change.after))
    name = str(change.file)
    return "\n".join(difflib.unified_diff(before, after, name, f"{name} (new)", n=2, lineterm=""))


def open_files(path: Path) -> Files:
    """The case in a file or folder, with its bytes. Raises CannotAccept with the mistakes of a faulty case."""
    files, _ = files_of((path,))
    try:
        content = {str(file): file.read_bytes() for file in files}
    except OSError as error:
        raise CannotAccept(f"{error.filename} cannot be read: {error.strerror}") from None
    loaded = load(path)
    if loaded.case is None:
        raise CannotAccept("the case has mistakes already; nothing was written", loaded.diagnostics)
    for name, text in loaded.case.places.texts.items():
        opened = decode(name, content.get(name, b""))
        if opened.text is None or opened.text.text != text.text:
            raise CannotAccept(f"{name} changed while it was read; try again")
    return Files(loaded.case, content, loaded.diagnostics)


def proposal(path: Path, inbox: Inbox, items: Sequence[Item], instead: Mapping[str, Value] | None = None) -> Proposal:
    """What accepting these items would write. instead: values in the place of those suggested, by the item's id.

    Raises CannotAccept if the case would have mistakes, or the text leaves no place for it.
    """
    was = gc.isenabled()
    gc.disable()  # the nodes of a large case live until the end: collecting in between takes most of the time
    try:
        return _proposal(path, inbox, items, instead or {})
    finally:
        if was:
            gc.enable()


def _proposal(path: Path, inbox: Inbox, items: Sequence[Item], instead: Mapping[str, Value]) -> Proposal:
    files = open_files(path)
    before = Loaded(files.case, files.diagnostics)
    entered = entered_in(before, inbox, items, instead, lambda texts: _loaded(path, texts))
    assert entered.texts.keys() == files.bytes.keys(), "no file comes or goes"
    changes = []
    for name, old in files.bytes.items():
        after = (BOM_UTF8 if old.startswith(BOM_UTF8) else b"") + entered.texts[name].encode("utf-8")
        if after != old:
            changes.append(Change(Path(name), old, after))
    return Proposal(entered.items, tuple(changes), entered.preferred, entered.warnings)


def entered_in(
    before: Loaded,
    inbox: Inbox,
    items: Sequence[Item],
    instead: Mapping[str, Value],
    load: Callable[[Mapping[str, str]], Loaded],
) -> Entered:
    """What accepting these items makes of the texts of a case that was read from them.

    instead: values in the place of those suggested, by the item's id. load: reads texts by the names of their files.
    Raises CannotAccept if the case would have mistakes, or the text leaves no place for it.
    """
    if before.case is None:
        raise CannotAccept("the case has mistakes already; nothing was written", before.diagnostics)
    case, said = before.case, before.diagnostics
    texts = {name: text.text for name, text in case.places.texts.items()}
    taken = _with_names(case, inbox, items)
    for item in taken:
        valued = _valued(item, instead.get(item.id))
        texts = _entered(case, texts, inbox, valued)
        loaded = load(texts)
        if loaded.case is None:
            raise CannotAccept("with it the case would have mistakes; nothing was written", loaded.diagnostics)
        _check_meant(case, loaded.case, valued)
        case, said = loaded.case, loaded.diagnostics
    old = {d.message for d in before.diagnostics}
    new = tuple(d for d in said if d.message not in old)
    return Entered(tuple(taken), texts, tuple(_gone_by(case, item) for item in taken if _rivals(case, item)), new)


def _check_meant(before: Case, after: Case, item: Item) -> None:
    """Refuse if more than the document's source and what the item speaks of has changed, or if the case says it not."""
    part = "signals" if item.first.property == CONDITION else "people"
    rest = [field for field in Case.model_fields if field not in (part, "sources")]
    same = all(getattr(before, field) == getattr(after, field) for field in rest)
    same &= before.sources.items() <= after.sources.items()
    if part == "people":
        same &= {k: v for k, v in before.people.items() if k != item.subject} == {
            k: v for k, v in after.people.items() if k != item.subject
        }
    else:
        same &= any((*after.signals[:i], *after.signals[i + 1 :]) == before.signals for i in range(len(after.signals)))
    if not same or not all(stands(after, statement) for statement in item.statements):
        raise CannotAccept("writing it would change more or less than it says; write it into the file by hand")


def stands(case: Case, statement: Statement) -> bool:
    """Whether the case says what an accepted statement says, according to its document: it was entered before."""
    if not says(case, replace(statement, valid_from=None)):
        return False
    kind, _, id = statement.subject.partition("/")
    if kind == "parties":
        return any(statement.source in signal.according_to for signal in case.signals if signal.by == id)
    facts = getattr(case.people[id], statement.property)
    return statement.property in LISTED or any(statement.source in fact.according_to for fact in facts)


def as_value(item: Item, text: str) -> Value:
    """What somebody typed, as the value of an item. Raises CannotAccept if a case cannot hold it."""
    property, text = item.first.property, " ".join(text.split())
    value: Value = tuple(part.strip() for part in text.split(",")) if property in LISTS else text
    if not text or (property != CONDITION and not is_value(property, value)):
        raise CannotAccept(f"a case cannot hold '{text}' as {property}")
    return value


def _valued(item: Item, value: Value | None) -> Item:
    return item if value is None else Item(tuple(replace(s, value=value) for s in item.statements))


def _with_names(case: Case, inbox: Inbox, items: Sequence[Item]) -> list[Item]:
    """The items in their order, before each the name of a person whom the case does not have."""
    taken: dict[str, Item] = {}
    for item in items:
        if item.subject in case.people:
            _same_person(case, inbox, item)
        elif item.first.subject.startswith("people/") and item.first.property != "name":
            naming = [i for i in inbox.open if (i.first.subject, i.first.property) == (item.first.subject, "name")]
            if not naming:
                raise CannotAccept(
                    f"nobody in the case has the id '{item.subject}', and the name is not open; undo first"
                )
            taken[naming[0].id] = naming[0]
        taken[item.id] = item
    return list(taken.values())


def _same_person(case: Case, inbox: Inbox, item: Item) -> None:
    """Refuse what the inbox says of its own new person, if the case has given the id to somebody else by now."""
    named, person = inbox.name_of(item.first.subject), case.people[item.subject]
    slot = (item.first.subject, "name")
    names = {folded(str(s.value)) for s in inbox.statements if (s.subject, s.property) == slot}
    if named is not None and not names & called(person):
        message = f"the id '{item.subject}' is somebody else's in the case by now: {person.name[0].is_}"
        raise CannotAccept(f"{message}; enter {named.value} by hand under another id, and reject this")


def _entered(case: Case, texts: Mapping[str, str], inbox: Inbox, item: Item) -> dict[str, str]:
    """The texts with one item in them."""
    edits = [edit for source in item.sources for edit in _source(case, inbox, source)]
    try:
        if item.first.property == CONDITION:
            return with_signal(case, edited(texts, edits), _signal(case, item))
        return edited(texts, [*edits, *fact_edits(case, item)])
    except CannotEdit as fault:
        raise CannotAccept(str(fault)) from None


def _source(case: Case, inbox: Inbox, id: str) -> list[Edit]:
    known = inbox.source(id)
    if id in case.sources:
        have = case.sources[id]
        same = (have.who, have.on) == (known.get("who"), known.get("on")) or known.get("sha256", "") in (
            have.note or ""
        )
        if "who" in known and not same:
            raise CannotAccept(f"the source '{id}' of the case is another document by now; give it another id there")
        return []
    entry: dict[str, Data] = {key: known[key] for key in _OF_SOURCE if key in known}
    return [Put(("sources", id), entry) if case.sources else Put(("sources",), {id: entry})]


def _signal(case: Case, item: Item) -> dict[str, Data]:
    first = item.first
    if item.subject not in case.parties:
        raise CannotAccept(f"the case has no party '{item.subject}'; write it under `parties:` first")
    on = first.valid_from or min((s.said_on for s in item.statements if s.said_on), default=None)
    if on is None:
        raise CannotAccept(
            "a condition needs the day on which it was reported; add the document again with --published"
        )
    entry: dict[str, Data] = {"on": on, "by": item.subject, "basis": "reported", "according_to": list(item.sources)}
    note = note_of(item)
    return {**entry, **({"note": note} if note else {}), "add": [str(first.value)]}


# ------------------------------------------------------------------ the case that comes out


def _loaded(path: Path, texts: Mapping[str, str]) -> Loaded:
    """The case that the texts make; diagnostics name the files that they are to go into."""
    if not path.is_dir():
        (name, text), *_ = texts.items()
        return load_text(text, name)
    with TemporaryDirectory() as folder:
        names = {}
        for name, text in texts.items():
            copy = Path(folder) / Path(name).name
            copy.write_bytes(text.encode("utf-8"))
            names[str(copy)] = name
        loaded = load(folder)
    moved = tuple(
        replace(d, span=replace(d.span, file=names.get(d.span.file, d.span.file)) if d.span else None)
        for d in loaded.diagnostics
    )
    return Loaded(loaded.case, moved)


def _rivals(case: Case, item: Item) -> bool:
    return item.first.property != CONDITION and len(getattr(case.people[item.subject], item.first.property)) > 1


def _gone_by(case: Case, item: Item) -> str:
    """Which of the rivals would be gone by on the last day of the case, and why."""
    facts = getattr(case.people[item.subject], item.first.property)
    day = default_day(case)
    choice = preferred(facts, day) if day else None
    what = f"{item.subject}, {item.first.property}"
    if choice is None:
        return f"{what}: {len(facts)} values, none in force"
    value = ", ".join(choice.value) if isinstance(choice.value, tuple) else choice.value
    return f"{what}: {value} is gone by on {day} ({choice.why})"
