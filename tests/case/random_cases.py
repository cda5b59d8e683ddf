"""Random cases in every form of a case file, reproducible by seed: what they mean together is not looked at."""

import random
from fractions import Fraction

from hypothesis import strategies as st

from glienicke.case.contacts import LOGS
from glienicke.case.model import Case, Facts

IDS = ["anna", "bo", "cem", "dara", "ewa", "RU", "DE", "US", "visit", "état", "Иван"]
DATES = ["2023", "2023-02", "2023-02-28", "2024-02-29", "2022-01/2022-06", "202X"]
TEXTS = [
    *["NO", "yes", "null", "2024-04-01", "1.0", "a: b", "# c", "- d", "'", '"', "{held by RU}", "~", "=", "<<", " x "],
    *[
        "two\nlines",
        "tab\there",
        "a\\b",
        "%",
        "@",
        "`",
        "!!str",
        "&a",
        "*a",
        "[",
        "]",
        "|",
        ">",
        "?",
        "«так»",
        "ي",
        "😀",
        "0",
    ],
    *["never anna", "16 years", "A. B.", "x" * 200],
]
KEYS = [*IDS, "{held by RU}", "{citizens of DE, held by RU}", "1", "a: b"]


class Making:
    """A case in the making, as the data of a file."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.often = self.rng.choice([0.1, 0.4, 0.9])

    def id(self):
        return self.rng.choice(IDS)

    def date(self):
        return self.rng.choice(DATES)

    def text(self):
        return self.rng.choice(TEXTS)

    def key(self):
        return self.rng.choice(KEYS)

    def yes(self):
        return self.rng.choice(["yes", "no"])

    def count(self):
        return str(self.rng.randint(0, 1_000_000))

    def amount(self):
        return self.rng.choice(
            [str(Fraction(self.rng.randint(0, 999), self.rng.randint(1, 99))), "0.000000000001", "0.30"]
        )

    def number(self):
        return self.rng.choice(["", "-"]) + self.amount()

    def chance(self):
        return self.rng.choice(["0", "1", "0.25", "1/3"])

    def one_of(self, *words):
        return lambda: self.rng.choice(words)

    def list(self, entry, least=0):
        return [entry() for _ in range(self.rng.randint(least, 3))]

    def mapping(self, key, value):
        return {key(): value() for _ in range(self.rng.randint(0, 3))}

    def some(self, required, optional):
        """A mapping with the required keys and any of the optional ones."""
        made = {key: value() for key, value in required.items()}
        return made | {key: value() for key, value in optional.items() if self.rng.random() < self.often}

    def sourced(self):
        return {
            "according_to": lambda: self.list(self.id),
            "basis": self.one_of("stated", "reported", "believed"),
            "by": self.text,
            "note": self.text,
            "unverified": self.yes,
        }

    def fact(self, value):
        return self.some({"is": value}, {"since": self.date, "until": self.date, **self.sourced()})

    def told(self, value):
        """A value plain, with provenance, or as rivals."""

        def made():
            kind = self.rng.randrange(3)
            return value() if kind == 0 else self.fact(value) if kind == 1 else self.list(lambda: self.fact(value), 1)

        return made

    def said(self, **more):
        """Sentences, each plain or in a mapping."""

        def sentence():
            if self.rng.random() < 0.3:
                return self.text()
            return self.some({"say": self.text}, {"because": self.text, **self.sourced(), **more})

        return lambda: self.list(sentence)

    def facts(self):
        several = lambda entry: lambda: self.list(entry)  # noqa: E731 - a table of them follows
        kinds = {
            **dict.fromkeys(["name", "sentence", "charge", "owed", "health", "note"], self.text),
            **dict.fromkeys(["citizen_of", "tags", "to"], several(self.id)),
            **dict.fromkeys(["held_by", "rank", "minors_with"], self.id),
            "spellings": several(self.text),
            "state": self.one_of("held", "free", "dead"),
            "consent": self.one_of("given", "refused", "open"),
            "alive": self.chance,
            "born": self.date,
            "minors": self.count,
            "add_price": self.amount,
        }
        assert set(kinds) | {"steps"} == set(Facts.model_fields), "a new key of the case file wants a generator"
        step = self.told(self.one_of("done", "failed", "open"))
        return {key: self.told(value) for key, value in kinds.items()} | {"steps": lambda: self.mapping(self.id, step)}

    def wishes(self):
        return {
            "worth": lambda: self.mapping(self.key, self.told(self.text)),
            "cost": lambda: self.mapping(self.key, self.told(self.text)),
            "floor": self.told(self.text),
            "share": lambda: self.mapping(self.id, self.told(self.number)),
            "unilateral": self.told(self.yes),
            "bundles": self.said(),
        }

    def priced(self):
        return self.said(price=self.one_of("firm", "20", "1/3"))

    def edit(self):
        texts = lambda: self.list(self.id)  # noqa: E731 - used twice below
        return self.some({}, {"add": texts, "remove": texts})

    def person(self):
        facts = self.facts()
        return self.some({"name": facts.pop("name")}, {**facts, "count": self.count, **self.logs()})

    def logs(self):
        t, answers = self.text, self.one_of("asked", "given", "refused", "withdrawn")
        of = {key: value for key, value in self.sourced().items() if key != "by"}
        contact = {"who": t, "what": t, "pressure": t, "consent": answers, "how": t}
        least = self.rng.choice(["what", "pressure", "consent", "how"])
        kinds = {
            "contacts": ({"on": self.date, "by": self.id, least: contact.pop(least)}, contact),
            "legal": ({"on": self.date, "what": t}, {"court": t, "announced": self.date}),
            "aftermath": (
                {"on": self.date, "what": self.one_of("re-arrest", "death", "later-swap", "other")},
                {"how": t},
            ),
        }
        assert set(kinds) == set(LOGS), "a new log of a person wants a generator"

        def log(needed, more):
            return lambda: self.list(lambda: self.some(needed, {**more, **of}))

        return {key: log(*parts) for key, parts in kinds.items()} | {"assessments": self.assessments}

    def assessments(self):
        sources = lambda: self.list(self.id)  # noqa: E731 - as above
        return self.list(
            lambda: self.some(
                {"who": self.text, "said": self.text}, {"on": self.date, "according_to": sources, "note": self.text}
            )
        )

    def position(self):
        return self.some({"from": self.date}, {**self.sourced(), **self.wishes(), "conditions": self.priced()})

    def signal(self):
        people = lambda: self.mapping(self.id, lambda: self.some({}, self.facts()))  # noqa: E731 - as above
        more = {"by": self.id, "what": self.text, "people": people, "drop": self.said(), "add": self.priced()}
        return self.some(
            {"on": self.date}, {**self.sourced(), **self.wishes(), **more, "pool": self.edit, "at_table": self.edit}
        )

    def case(self):
        t, number, lists = self.text, self.number, self.list
        source = {"on": self.date, "via": t, "url": t, "title": t, "note": t}
        thing = {"to": self.told(self.id), "what": self.told(t), "add_price": self.told(self.amount)}
        return self.some(
            {
                "case": self.id,
                "parties": lambda: self.mapping(self.id, lambda: self.some({"name": t}, {"note": t})),
                "people": lambda: self.mapping(self.id, self.person),
            },
            {
                "title": t,
                "mediator": self.told(self.id),
                "cutoff": self.told(self.date),
                "sources": lambda: self.mapping(self.id, lambda: self.some({"who": t}, source)),
                "considerations": lambda: self.mapping(self.id, lambda: self.some({"from": self.told(self.id)}, thing)),
                "pool": lambda: lists(t),
                "at_table": lambda: lists(self.id),
                "law": self.said(),
                "owed": self.said(),
                "positions": lambda: self.mapping(self.id, lambda: lists(self.position)),
                "signals": lambda: lists(self.signal),
                "scale": lambda: self.mapping(self.id, number),
                "equivalents": lambda: self.mapping(self.id, lambda: self.mapping(self.id, self.amount)),
                "history": lambda: lists(lambda: self.some({"on": self.date, "what": t}, self.sourced())),
                "assessments": self.assessments,
            },
        )


def random_case(seed: int) -> Case:
    """A random case; the same for the same seed."""
    return Case.model_validate(Making(seed).case())


CASES = st.integers(0, 2**32).map(random_case)
"""Random cases."""
