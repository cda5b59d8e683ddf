"""What is wrong with the logs of a person: contacts, legal steps, aftermath and assessments.

In: the case's names and a person. Out: diagnostics in the shared list, each with its remedy.
"""

from __future__ import annotations

from glienicke.case.contacts import CONTACT_BY, LOGS, After, Contact, LegalStep
from glienicke.case.model import Person, Signal
from glienicke.case.places import Path
from glienicke.ground.dates import earliest, latest
from glienicke.ground.diagnostic import nearest
from glienicke.positions.events import events
from glienicke.positions.examine_names import Names
from glienicke.positions.facts import Layer, state_of

LOG_KEYS = frozenset((*LOGS, "assessments"))
"""Keys of a person that hold entries, each dated by itself."""


def examine_logs(names: Names, person: Person, id: str) -> None:
    """Sources and parties exist, every entry says something, and what it says goes with the rest."""
    for log in (*LOGS, "assessments"):
        for i, entry in enumerate(getattr(person, log)):
            names.sources(entry.according_to, ("people", id, log, i, "according_to"))
    for i, contact in enumerate(person.contacts):
        _examine_contact(names, contact, ("people", id, "contacts", i))
    for i, step in enumerate(person.legal):
        _examine_step(names, step, ("people", id, "legal", i))
    for i, after in enumerate(person.aftermath):
        _examine_after(names, after, ("people", id, "aftermath", i), id)


def _examine_contact(names: Names, contact: Contact, path: Path) -> None:
    if contact.by not in CONTACT_BY and contact.by not in names.case.parties:
        near = nearest(contact.by, (*CONTACT_BY, *names.case.parties))
        expected = (
            None if near else f"expected a party of the case, or {', '.join(CONTACT_BY[:-1])} or {CONTACT_BY[-1]}"
        )
        names.say((*path, "by"), f"'{contact.by}' is not known to be in contact", expected, near)
    if contact.consent == "given" and contact.doubtful:
        why = "is not verified" if contact.unverified else "is only believed"
        names.say((*path, "consent"), f"this consent {why}, so it does not count as given", severity="warning")
    elif contact.consent == "given" and contact.pressure is not None:
        message = "consent given in a contact with reported pressure does not count as given"
        expected = "ask again without pressure; if none is reported, leave 'pressure' out"
        names.say((*path, "consent"), message, expected, severity="warning")


def _examine_step(names: Names, step: LegalStep, path: Path) -> None:
    if step.announced is not None and earliest(step.announced) > latest(step.on):
        names.say((*path, "announced"), f"announced on {step.announced}, after the step itself on {step.on}")


def _examine_after(names: Names, after: After, path: Path, id: str) -> None:
    """Nobody may be traded who is known to have died."""
    if after.what != "death" or after.doubtful or id not in names.case.people:
        return
    person = names.case.people[id]
    said = [Layer(person, ("people", id))]
    for event in events(names.case):
        if isinstance(event.what, Signal) and id in event.what.people:
            facts = event.what.people[id]
            said.append(Layer(facts, (*event.path, "people", id), event.on, event.what.according_to))
    if state_of(said, latest(after.on)) != "dead":
        message = f"the aftermath says that '{id}' died on {after.on}, but the state does not"
        names.say((*path, "what"), message, f"say so as well: 'state: {{is: dead, since: {after.on}}}'")
