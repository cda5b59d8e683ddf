"""What is logged of a person, entry by entry and each dated: contacts, legal steps, what came after an exchange.

In: the entries of `contacts`, `legal` and `aftermath` under a person of a case file. Out: frozen data. Every entry says
whose word it is. What consent the contacts come to on a day is `positions/consent.py`'s to say.
"""

from __future__ import annotations

from typing import Self, TypeAlias

from pydantic import BaseModel, ConfigDict, model_validator

from glienicke.case.values import Aftermath, Basis, ConsentSaid, Date, Name, Names, Text, YesNo, fail

CONTACT_BY = ("family", "consul", "lawyer", "doctor", "delegate", "mediator", "custodian", "other")
"""Who may have been in contact, beside the parties of the case. delegate: of a humanitarian organisation."""


class Logged(BaseModel):
    """What every entry shares. on: EDTF. according_to: who says so. unverified: not confirmed in a source read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: Date
    according_to: Names = ()
    basis: Basis | None = None
    note: Text | None = None
    unverified: YesNo = False

    @property
    def doubtful(self) -> bool:
        """Whether it is not confirmed, or only believed."""
        return self.unverified or self.basis == "believed"


class Contact(Logged):
    """Somebody was in contact with the person. by: one of `CONTACT_BY`, or a party's id. who: that one's name or role.

    pressure: what pressure on the person is reported, in words. consent: whether the person was asked to agree to an
    exchange, agreed, refused, or withdrew. how: in what way it was asked or answered.
    """

    by: Name
    who: Text | None = None
    what: Text | None = None
    pressure: Text | None = None
    consent: ConsentSaid | None = None
    how: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.what is None and self.pressure is None and self.consent is None and self.how is None:
            fail("the contact says nothing; write 'what', 'pressure', 'consent' or 'how'")
        return self


class LegalStep(Logged):
    """A step of a court or an authority, done on the day or set for it. announced: since when the date was known."""

    what: Text
    court: Text | None = None
    announced: Date | None = None


class After(Logged):
    """What became of the person after an exchange. what: of what kind; how: in words."""

    what: Aftermath
    how: Text | None = None


Entry: TypeAlias = Contact | LegalStep | After

LOGS: dict[str, type[Contact] | type[LegalStep] | type[After]] = {
    "contacts": Contact,
    "legal": LegalStep,
    "aftermath": After,
}
"""The logs of a person by their key in the case file; also the kinds of their statements' subjects."""


def own_keys(log: str) -> tuple[str, ...]:
    """The keys of a log's entries beside those that all share."""
    return tuple(key for key in LOGS[log].model_fields if key not in Logged.model_fields)


def person_of(subject: str) -> str | None:
    """Whose log a statement's subject is part of: `contacts/ana/2024-02-01` → `ana`; None for any other subject."""
    kind, _, rest = subject.partition("/")
    return rest.partition("/")[0] if kind in LOGS else None
