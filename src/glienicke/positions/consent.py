"""Whether a person has agreed to be exchanged, as of a day: the contact log and the `consent:` fact together.

The rule errs towards no. A refusal or a withdrawal counts from the first day that its date may mean, consent from the
last. Refused: for some choice of the days that partial dates leave open, a refusal is the last word by the day (on one
day it outweighs). Given: for every choice, consent is the last word. Anything else: open. Consent that is not verified,
is only believed, or was given in a contact with reported pressure does not count; a refusal always does. The fact is
one entry more, dated by its `since` or its signal; without a date a refusal stands, and any other fact comes first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from glienicke.case.contacts import Contact
from glienicke.ground.dates import days
from glienicke.positions.events import Known

State = Literal["given", "refused", "open"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word on consent. first, last: the days that it may be of. contact: its number in the log; None: the fact.

    doubt: why it does not count, or empty.
    """

    state: State
    said: str
    first: dt.date
    last: dt.date
    date: str | None
    contact: int | None
    according_to: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What consent comes to on a day, the word that decides it (None: nothing that counts was said), and why."""

    state: State
    word: Word | None
    why: str


def consent_on(words: Sequence[Word], day: dt.date) -> Consent:
    """What the words come to on the day, whatever their order."""
    begun = [word for word in words if word.first <= day]
    settled = [word for word in begun if word.state != "refused" and word.last <= day and not word.doubt]
    refusals = [word for word in begun if word.state == "refused"]
    standing = [r for r in refusals if not any(word.first > r.last for word in settled)]
    if standing:
        last = max(standing, key=lambda word: (word.last, word.first))
        return Consent("refused", last, _why_refused(last, begun))
    given = [word for word in settled if word.state == "given"]
    opened = [word for word in begun if word.state == "open" and not any(g.first > word.last for g in given)]
    if opened:
        last = max(opened, key=lambda word: word.last)
        return Consent("open", last, "the last word by the day says that it is open")
    if given:
        last = max(given, key=lambda word: (word.last, word.first))
        return Consent("given", last, "the last word by the day")
    doubts = [word for word in begun if word.doubt]
    if doubts:
        last = max(doubts, key=lambda word: word.last)
        return Consent("open", last, f"consent of {last.date} does not count: {last.doubt}")
    return Consent("open", None, "nobody has said by the day that it was given or refused")


def _why_refused(word: Word, begun: Iterable[Word]) -> str:
    rivals = [w for w in begun if w.state == "given" and w.last >= word.first]
    if not rivals:
        return "the last word by the day"
    if word.date is None:
        return "the refusal has no date, so that no consent is known to be later; date it with 'since'"
    doubted = [w for w in rivals if w.first > word.last and w.doubt]
    if doubted:
        return f"the consent of {doubted[-1].date} does not count: {doubted[-1].doubt}"
    return f"consent ({rivals[-1].date or 'undated'}) is not surely later, and in doubt a refusal counts"


def words_of(contacts: Sequence[Contact], known: Known) -> Iterable[Word]:
    """What the contact log says of consent; `asked` is no answer."""
    for i, contact in enumerate(contacts):
        if contact.consent is None or contact.consent == "asked" or not known(contact.according_to):
            continue
        first, last = days(contact.on)
        state: State = "given" if contact.consent == "given" else "refused"
        doubt = _doubt(contact) if state == "given" else ""
        yield Word(state, contact.consent, first, last, contact.on, i, contact.according_to, doubt)


def word_of_fact(state: State, began: dt.date | None, date: str | None, according_to: tuple[str, ...]) -> Word:
    """What the `consent:` fact that is preferred on the day says. began: None without a date."""
    if began is not None:
        return Word(state, state, began, began, date or began.isoformat(), None, according_to)
    last = dt.date.max if state == "refused" else dt.date.min
    return Word(state, state, dt.date.min, last, None, None, according_to)


def _doubt(contact: Contact) -> str:
    if contact.unverified:
        return "it is not verified"
    if contact.basis == "believed":
        return "it is only believed"
    return "pressure is reported of the contact" if contact.pressure is not None else ""
