"""The register of a case: all its statements in the order in which they were said to it, and nothing ever taken out.

A change is a new statement that supersedes an earlier one; a refusal is a new statement, too. What the case is now
comes from the statements that stand (`together.standing`); what was thought before stays to be read. On the disk a
register is plain lines of JSON, or a chain from which people can be erased (`erasure.py`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from glienicke.case.apart import statements_of
from glienicke.case.chain import is_chain, read_chain, statements_in
from glienicke.case.model import Case
from glienicke.case.statement import Statement, Status, mistake, of_json, to_json
from glienicke.case.together import case_of, case_text, displaced, grouped, standing

__all__ = [
    "Register",
    "appended",
    "case_of",
    "case_text",
    "displaced",
    "grouped",
    "lines",
    "of_lines",
    "read_register",
    "register_of",
    "standing",
    "statements_of",
    "status_of",
]


@dataclass(frozen=True)
class Register:
    """Statements in the order in which they came; only `appended` makes a longer one."""

    statements: tuple[Statement, ...] = ()

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all statements ever said."""
        return frozenset(statement.id for statement in self.statements)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.statements)

    def __contains__(self, id: str) -> bool:
        """Whether a statement with the id was ever said."""
        return id in self.ids

    @property
    def standing(self) -> tuple[Statement, ...]:
        """Those accepted and not superseded."""
        return standing(self.statements)

    @property
    def case(self) -> Case:
        """The case that they make now. Raises ValueError."""
        return case_of(self.statements)


def register_of(case: Case) -> Register:
    """The register of a case as its file tells it."""
    return Register(statements_of(case))


def appended(register: Register, statement: Statement) -> Register:
    """The register with one statement more. One that was said before in the same words changes nothing.

    Raises ValueError if the statement has a mistake, or supersedes one that the register does not hold or that another
    has superseded already: two changes of one statement must not pass each other unseen.
    """
    wrong = mistake(statement)
    if wrong is not None:
        raise ValueError(wrong)
    if statement.id in register:
        return register
    old = statement.supersedes
    if old is not None:
        if old not in register:
            raise ValueError(f"there is no statement {old} to supersede; read the register again")
        later = next((s for s in register if s.supersedes == old and s.status != "suggested"), None)
        if later is not None:
            raise ValueError(f"statement {old} was superseded by {later.id} already; supersede that one")
    return Register((*register.statements, statement))


def status_of(register: Register, id: str) -> Status:
    """Where a statement stands now: what it says itself, or what has become of it. Raises KeyError if never said."""
    said = next((s.status for s in register if s.id == id), None)
    if said is None:
        raise KeyError(id)
    if said == "suggested" and any(s.supersedes == id and s.status == "rejected" for s in register):
        return "rejected"
    return "superseded" if id in displaced(register) else said


def lines(statements: Iterable[Statement]) -> Iterator[str]:
    """One line of JSON a statement, as a register's file holds them."""
    for statement in statements:
        yield to_json(statement) + "\n"


def of_lines(text: Iterable[str], name: str = "register") -> Register:
    """The register in lines of JSON. Raises ValueError that names the line: changed, or not a statement."""
    statements: list[Statement] = []
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            statements.append(of_json(line))
        except ValueError as error:
            raise ValueError(f"{name}:{number}: {error}") from None
    return Register(tuple(statements))


def read_register(file: str | os.PathLike[str]) -> Register:
    """The register in a file: plain statements, or a chain (`chain.py`) without what was erased from it.

    Raises ValueError that names the line, also for a file that is not UTF-8, and OSError.
    """
    content = Path(file).read_bytes()
    if is_chain(content):
        chain, faults = read_chain(content)
        if faults:
            raise ValueError(f"{file}:{faults[0].line}: {faults[0].what}")
        return Register(tuple(statement for _, statement in statements_in(chain)))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    return of_lines(text.split("\n"), str(file))
