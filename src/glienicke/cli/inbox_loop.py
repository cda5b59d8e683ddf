"""The one-key loop of `glienicke inbox`: an item, its words, its diff, a key.

Keys, questions and the clock come from outside, so that the loop runs in a test as at a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rich.console import RenderableType
from rich.text import Text

from glienicke.case.model import Case
from glienicke.case.statement import Value
from glienicke.cli.render_inbox import HELP, KEYS, item_view, proposal_view, refusal_view, value_of
from glienicke.record.words import count
from glienicke.reports.data import Document
from glienicke.reports.inbox import CannotDecide, Inbox, Item, decided, with_rejected
from glienicke.reports.inbox_edit import CannotAccept, Proposal, as_value, open_files, proposal, stands
from glienicke.reports.inbox_file import Place, added, committed, settled, taking_back

QUIT = ("q", "\x03", "\x04", "\x1b")


@dataclass
class Desk:
    """What the loop works with. key: the next key; ask: a question and what stands there → the answer."""

    place: Place
    by: str
    now: Callable[[], str]
    key: Callable[[], str]
    ask: Callable[[str, str], str]
    show: Callable[[Iterable[RenderableType]], None]
    document: Callable[[Inbox, str], Document | None]
    skipped: set[str] = field(default_factory=set)
    instead: dict[str, Value] = field(default_factory=dict)
    decisions: int = 0

    def inbox(self) -> tuple[Inbox, Case]:
        """The inbox and the case as they are now."""
        inbox = settled(self.place, lambda statement: stands(open_files(self.place.case).case, statement))
        return inbox, open_files(self.place.case).case


def run(desk: Desk) -> int:
    """Go through what is open until nothing is left or the user quits; how many decisions were made."""
    going = True
    while going:
        inbox, case = desk.inbox()
        waiting = [item for item in inbox.open if item.id not in desk.skipped]
        if waiting:
            found = _shown(desk, waiting[0], len(waiting), inbox, case)
            going = _turn(desk, inbox, case, waiting[0], found)
        else:
            left = f"; {count(len(inbox.open), 'suggestion')} skipped" if inbox.open else ""
            desk.show([Text(f"Nothing more is open{left}.")])
            if not desk.decisions:
                break
            desk.show([Text("u undo · q quit", style="dim")])
            going = _turn(desk, inbox, case, None, None)
    return desk.decisions


def _shown(desk: Desk, item: Item, left: int, inbox: Inbox, case: Case) -> Proposal | None:
    """Show an item with its diff; what accepting would write, or None if it cannot be accepted as it is."""
    opened = {source: desk.document(inbox, source) for source in item.sources}
    documents = {source: document for source, document in opened.items() if document is not None}
    changed = desk.instead.get(item.id)
    value = None if changed is None else changed if isinstance(changed, str) else ", ".join(changed)
    desk.show(item_view(item, left, inbox, case, documents, value))
    try:
        found = proposal(desk.place.case, inbox, [item], desk.instead)
    except CannotAccept as fault:
        desk.show([*refusal_view(str(fault), fault.diagnostics), Text(KEYS, style="dim")])
        return None
    desk.show([*proposal_view(found), Text(KEYS, style="dim")])
    return found


def _turn(desk: Desk, inbox: Inbox, case: Case, item: Item | None, found: Proposal | None) -> bool:
    """Keys until one of them moves on; False if the user quits."""
    while True:
        key = desk.key()
        if not key or key.lower() in QUIT:
            return False
        try:
            if _done(desk, inbox, case, item, found, key.lower()):
                return True
        except CannotDecide as fault:
            desk.show([Text(str(fault), style="yellow")])
            if key.lower() != "u":
                return True  # shown again as it is now


def _done(desk: Desk, inbox: Inbox, case: Case, item: Item | None, found: Proposal | None, key: str) -> bool:
    """What a key does; whether it moves on."""
    if key == "u":
        _undo(desk, inbox)
    elif item is None or key not in "arse":
        desk.show([Text(HELP)])
        return False
    elif key == "a":
        if found is None:
            desk.show([Text("It cannot be accepted as it is: r rejects it, s skips it, e edits the value.")])
            return False
        statements = decided(found.items, "accepted", by=desk.by, at=desk.now(), instead=desk.instead)
        committed(desk.place, statements, found.changes)
        _tell(desk, "Accepted and written.")
    elif key == "r":
        gone = with_rejected(inbox, [item], case.people)
        added(desk.place, decided(gone, "rejected", by=desk.by, at=desk.now()))
        more = f", and {count(len(gone) - 1, 'suggestion')} about the same person" if len(gone) > 1 else ""
        _tell(desk, f"Rejected{more}.")
    elif key == "s":
        desk.skipped.add(item.id)
    else:
        desk.instead[item.id] = as_value(item, desk.ask(f"{item.first.property}", value_of(item.first)))
    return True


def _undo(desk: Desk, inbox: Inbox) -> None:
    statements, changes = taking_back(desk.place, inbox, by=desk.by, at=desk.now())
    committed(desk.place, statements, changes)
    what = statements[0]
    _tell(desk, f"Taken back: {what.subject.partition('/')[2]}, {what.property} = {value_of(what)}; it is open again.")


def _tell(desk: Desk, message: str) -> None:
    desk.decisions += 1
    desk.show([Text(message, style="bold")])
