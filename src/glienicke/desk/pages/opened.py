"""A case as a page needs it: its texts, read; the day asked for; what is wrong with either, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from glienicke.case.model import Case
from glienicke.desk.cached import loaded, on_day, turns
from glienicke.desk.store.texts import Texts
from glienicke.desk.web import AskedNow
from glienicke.ground import dates
from glienicke.ground.diagnostic import Diagnostic
from glienicke.positions.day import Day

MAIN = "main"


@dataclass(frozen=True, slots=True)
class Opened:
    """One case on one day. case: None where its texts have mistakes (`diagnostics` says which), and then no day.

    branch: `main`, or a what-if. days: on which something takes effect, with what. wrong: why the day asked for cannot
    be; the last day is shown then.
    """

    id: str
    branch: str
    texts: Texts
    case: Case | None
    diagnostics: tuple[Diagnostic, ...]
    day: Day | None
    days: tuple[tuple[dt.date, tuple[str, ...]], ...]
    wrong: str = ""

    @property
    def title(self) -> str:
        """What the case is called."""
        return (self.case.title if self.case is not None else None) or self.id

    @property
    def kept(self) -> dict[str, str]:
        """What stays in the address from page to page: the branch, unless it is `main`, and the day."""
        kept = {} if self.branch == MAIN else {"branch": self.branch}
        return kept | ({"on": self.day.on.isoformat()} if self.day is not None else {})

    def link(self, *parts: str, **query: str) -> str:
        """The address of another page of the same case, on the same branch and day unless said otherwise."""
        asked = {key: value for key, value in {**self.kept, **query}.items() if value}
        path = "/".join(("", "cases", *(quote(part, safe="") for part in (self.id, *parts))))
        return path + (f"?{urlencode(asked)}" if asked else "")


def opened(asked: AskedNow, id: str, branch: str = MAIN, on: str = "") -> Opened:
    """The case as the page's address asks for it. on: a day, or a partial date of which the last day counts; empty:
    the last day on which something takes effect. Raises NotThere for whatever the asker may not see."""
    texts = asked.scope.texts(id, branch)
    found = loaded(texts)
    if found.case is None:
        return Opened(id, branch, texts, None, found.diagnostics, None, ())
    dated = turns(texts, found.case)
    last = dated[-1][0] if dated else dt.date.today()
    wrong = ""
    day = last
    if on:
        try:
            day = dates.latest(on)
        except dates.NoDate as fault:
            wrong = f"{on}: {fault}"
    return Opened(id, branch, texts, found.case, found.diagnostics, on_day(texts, found.case, day), dated, wrong)
