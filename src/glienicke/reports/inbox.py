"""The accept queue as data: what is suggested for a case, what was decided, and by whom.

In: the statements of an inbox in the order in which they were written. Out: what is still open, bundled by what it
says, and what was rejected for good. An inbox only grows: deciding is a new statement that supersedes the suggestion;
taking a decision back is a new statement that supersedes the decision. `inbox_file.py` keeps it beside the case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from glienicke.case.statement import Statement, Value, replacing
from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from glienicke.language.show import show

CONDITION = "condition"
"""The property of what a party is said to ask; its subject is the party: `parties/RU`."""

SHORT = 8
"""Characters of an id that are shown."""

Key = tuple[str, str, str]
"""Subject, property and value, as far as spelling does not matter."""

Verdict = Literal["accepted", "rejected"]


class CannotDecide(ValueError):
    """What was asked of the inbox cannot be done; the message says why, and what to do."""


@dataclass(frozen=True)
class Item:
    """What waits for a decision: the suggestions that say the same, one for each document."""

    statements: tuple[Statement, ...]

    @property
    def first(self) -> Statement:
        """Any of them: they differ by document and words only."""
        return self.statements[0]

    @property
    def id(self) -> str:
        """The id of the oldest suggestion in it."""
        return self.first.id

    @property
    def subject(self) -> str:
        """The id of the person or party, without its kind."""
        return self.first.subject.partition("/")[2]

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the documents, each once."""
        return tuple(dict.fromkeys(s.source for s in self.statements if s.source is not None))


@dataclass(frozen=True)
class Inbox:
    """All that was ever written into an inbox, and what follows from it."""

    statements: tuple[Statement, ...] = ()

    @cached_property
    def _undone(self) -> set[str]:
        return {s.supersedes for s in self.statements if s.status == "superseded" and s.supersedes}

    @cached_property
    def decisions(self) -> tuple[Statement, ...]:
        """What was accepted or rejected and not taken back, in order."""
        return tuple(s for s in self.statements if s.status in ("accepted", "rejected") and s.id not in self._undone)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of all statements."""
        return frozenset(s.id for s in self.statements)

    @cached_property
    def open(self) -> tuple[Item, ...]:
        """What waits for a decision: new people first, then facts, then conditions; else in the order of arrival."""
        decided = {s.supersedes for s in self.decisions}
        groups: dict[tuple[object, ...], list[Statement]] = {}
        for statement in self.statements:
            if statement.status == "suggested" and statement.id not in decided and not of_source(statement):
                since = None if statement.property == CONDITION else statement.valid_from
                groups.setdefault((*key(statement), since), []).append(statement)
        return tuple(sorted((Item(tuple(said)) for said in groups.values()), key=_rank))

    @cached_property
    def rejected(self) -> frozenset[Key]:
        """What was rejected, whatever the document."""
        return frozenset(key(s) for s in self.decisions if s.status == "rejected")

    def find(self, id: str) -> Item:
        """The open item whose id begins so, or that holds a suggestion whose id does. Raises CannotDecide."""
        fit = [item for item in self.open if any(s.id.startswith(id) for s in item.statements)] if id else []
        if len(fit) == 1:
            return fit[0]
        if fit:
            raise CannotDecide(f"'{id}' begins several ids: {', '.join(item.id[: len(id) + 4] for item in fit)}")
        decided = next((s for s in self.statements if id and s.id.startswith(id)), None)
        if decided is not None:
            raise CannotDecide(f"'{id}' is decided already")
        raise CannotDecide(f"nothing open has the id '{id}'; `--list` shows what is open")

    def name_of(self, subject: str) -> Statement | None:
        """The statement that names somebody whom the inbox brought up, rejected or not; None for anybody else."""
        named = [
            s for s in self.statements if s.subject == subject and s.property == "name" and s.status == "suggested"
        ]
        return named[0] if named else None

    def source(self, id: str) -> dict[str, str]:
        """What the inbox knows of a document: `who`, `on`, `title`, `note`, and besides `file` and `sha256`."""
        subject = f"sources/{id}"
        return {s.property: str(s.value) for s in self.statements if s.subject == subject}

    def last(self) -> tuple[Statement, ...]:
        """The last decision that stands: what was written in one go. Empty if there is none."""
        if not self.decisions:
            return ()
        last = self.decisions[-1]
        return tuple(
            s for s in self.decisions if (s.recorded_on, s.by, s.status) == (last.recorded_on, last.by, last.status)
        )


def of_source(statement: Statement) -> bool:
    """Whether it tells of a document, and not of the affair."""
    return statement.subject.startswith("sources/")


def key(statement: Statement) -> Key:
    """What makes two suggestions the same, whatever the document: conditions by meaning, names and words by letters."""
    value = statement.value if isinstance(statement.value, str) else ", ".join(statement.value)
    if statement.property == CONDITION:
        parsed = parse_sentence(value)
        return statement.subject, CONDITION, value if isinstance(parsed, Mistake) else show(parsed.tree)
    return statement.subject, statement.property, folded(value)


def folded(text: str) -> str:
    """A text without the differences that say nothing: case, spacing, composed letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def decided(
    items: Iterable[Item], verdict: Verdict, *, by: str, at: str, instead: Mapping[str, Value] | None = None
) -> tuple[Statement, ...]:
    """The statements that decide items.

    by: who decides. at: the instant, ISO 8601. instead: values in the place of those suggested, by the item's id.
    """
    made = []
    for item in items:
        changes = {"value": instead[item.id]} if instead and item.id in instead else {}
        made += [replacing(s, status=verdict, by=by, recorded_on=at, **changes) for s in item.statements]
    return tuple(made)


def taken_back(decisions: Sequence[Statement], *, by: str, at: str) -> tuple[Statement, ...]:
    """The statements that take decisions back: what they decided is open again."""
    return tuple(replacing(s, status="superseded", by=by, recorded_on=at) for s in decisions)


def with_rejected(inbox: Inbox, items: Iterable[Item], people: Iterable[str]) -> tuple[Item, ...]:
    """The items, and all that goes with them: whoever rejects a new person's name rejects what is said of that person.

    people: ids of the case; of those a name is a fact like any other.
    """
    chosen = {item.id: item for item in items}
    gone = {i.first.subject for i in chosen.values() if i.first.property == "name" and i.subject not in set(people)}
    chosen.update((item.id, item) for item in inbox.open if item.first.subject in gone)
    return tuple(chosen.values())


def _rank(item: Item) -> int:
    return 0 if item.first.property == "name" else 2 if item.first.property == CONDITION else 1
