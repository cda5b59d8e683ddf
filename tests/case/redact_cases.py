"""Random small cases with names in several scripts, and with texts that speak of people; reproducible by seed."""

import random

import yaml

PEOPLE = {
    "ilic": ("Ana Ilic", ["Ана Илич", "Ilić, Ana"]),
    "brandt": ("Jonas Brandt", ["Йонас Брандт"]),
    "kuznetsova": ("Vera Kuznetsova", ["Вера Кузнецова", "Wera Kusnezowa"]),
    "al-hadi": ("Samir al-Hadi", ["سمير الهادي"]),
    "li-wen": ("Li Wenqian", ["李文谦"]),
    "ward": ("Tom Ward", ["Том Уорд"]),
    "ono": ("Mika Ono", []),
    "orlov-petit": ("Marc Orlov-Petit", ["Марк Орлов-Пети"]),
}
PARTIES = {"N": "Northland", "S": "Southland", "W": "Westland"}
TAGS = ["journalist", "ill", "soldier"]


def random_text(seed: int) -> str:
    """The text of a random case."""
    return yaml.safe_dump(_case(random.Random(seed)), sort_keys=False, allow_unicode=True)


def _case(rng: random.Random) -> dict:
    ids = rng.sample(list(PEOPLE), rng.randint(2, 6))
    parties = list(PARTIES)
    people = {id: _person(rng, id, ids) for id in ids}
    people[ids[0]] |= {"rank": "captain", "tags": TAGS}
    return {
        "case": rng.choice(["talks", f"{ids[0]}-swap-2024"]),
        "title": f"Of {_mention(rng, ids)} and others",
        "sources": {
            "wire": {"who": "The Wire", "on": "2024-01-05", "title": f"{_mention(rng, ids)} held", "note": "a copy"},
            f"{ids[-1]}-file": {"who": "The Court", "on": "2023-11", "url": f"https://example.org/{ids[-1]}"},
        },
        "parties": {**PARTIES, "S": {"name": "Southland", "note": f"holds {_mention(rng, ids)}"}},
        "people": people,
        "considerations": {"visit": {"from": "N", "to": "S", "what": f"a visit to {_mention(rng, ids)}"}},
        "law": [{"say": _sentence(rng, ids), "because": f"{_mention(rng, ids)} asked"}] if rng.random() < 0.3 else [],
        "positions": {party: [_position(rng, ids, party)] for party in parties},
        "signals": sorted((_signal(rng, ids, id) for id in rng.sample(ids, rng.randint(0, 2))), key=lambda s: s["on"]),
        "history": [{"on": "2023-05", "what": f"{_mention(rng, ids)} was seen, {_mention(rng, ids)} was not"}],
        "assessments": [{"who": "A spokesman", "said": f"{_mention(rng, ids)} is a special affair"}],
    }


def _mention(rng: random.Random, ids: list[str]) -> str:
    name, spellings = PEOPLE[rng.choice(ids)]
    return rng.choice([name, name.split()[-1], name.split()[-1] + "'s brother", name.upper(), *spellings])


def _person(rng: random.Random, id: str, ids: list[str]) -> dict:
    name, spellings = PEOPLE[id]
    person: dict = {
        "name": name,
        "spellings": spellings or [name.upper()],
        "held_by": {"is": rng.choice(list(PARTIES)), "according_to": ["wire"]},
    }
    may: dict = {
        "citizen_of": [rng.choice(["N", "S", "FR"])],
        "tags": rng.sample(TAGS, rng.randint(1, 3)),
        "born": rng.choice(["1938", "1944-03-01", "1990-02", "1975-06-30"]),
        "charge": {"is": f"espionage with {_mention(rng, ids)}, according to N", "note": "denied"},
        "sentence": [
            {"is": "9 years", "since": "2023-12-01", "according_to": ["wire"]},
            {"is": "10 years", "since": "2024-01", "unverified": "yes"},
        ],
        "health": "poor",
        "to": [rng.choice(list(PARTIES))],
        "rank": rng.choice(["captain", "private"]),
        "minors": "1",
        "consent": rng.choice(["given", "open", "refused"]),
        "steps": {"pardon": rng.choice(["done", "open"])},
        "note": f"often with {_mention(rng, ids)}",
        "contacts": [_contact(rng, ids) for _ in range(rng.randint(1, 3))],
        "legal": [{"on": "2024-02-03", "what": f"appeal, with {_mention(rng, ids)}", "court": "the Court of N"}],
        "aftermath": [{"on": "2024-05", "what": "other", "how": f"spoke of {_mention(rng, ids)}"}],
        "assessments": [{"who": _mention(rng, ids), "said": f"{_mention(rng, ids)} is unlike others"}],
        "alive": "0.9",
    }
    person |= {key: value for key, value in may.items() if rng.random() < 0.6}
    person["held_by"]["since"] = rng.choice(["2022-05", "2023-03-04"])
    return person


def _contact(rng: random.Random, ids: list[str]) -> dict:
    contact: dict = {"on": rng.choice(["2023-11-03", "2024-02", "2024-03-05"]), "by": rng.choice(["family", "N"])}
    contact["what"] = f"a letter to {_mention(rng, ids)}"
    may = {
        "consent": rng.choice(["asked", "given", "refused", "withdrawn"]),
        "pressure": f"told to name {_mention(rng, ids)}",
        "who": _mention(rng, ids),
        "unverified": "yes",
        "according_to": ["wire"],
    }
    return contact | {key: value for key, value in may.items() if rng.random() < 0.6}


def _position(rng: random.Random, ids: list[str], party: str) -> dict:
    worth = {id: str(rng.randint(1, 90)) for id in rng.sample(ids, rng.randint(1, len(ids)))}
    return {
        "from": "2023-06",
        "by": f"a friend of {_mention(rng, ids)}",
        "note": f"said to want {_mention(rng, ids)}",
        "according_to": ["wire"],
        "worth": {**worth, "{age at least 80}": "3", f"{{citizens of {party}}}": "20"},
        "cost": {f"{{held by {party}}}": str(rng.randint(0, 15))},
        "unilateral": rng.choice(["yes", "no"]),
        "conditions": [
            {"say": _sentence(rng, ids), "price": str(rng.randint(1, 30)), "because": f"{_mention(rng, ids)} matters"}
            for _ in range(rng.randint(0, 2))
        ],
    }


def _sentence(rng: random.Random, ids: list[str]) -> str:
    one, other = rng.sample(ids, 2)
    return rng.choice(
        [
            f"{one} only if {other}",
            f"never {one} to W",
            f"at most 2 of {{held by N, not {one}}}",
            f"{one} only after sentence",
            f"{other} only with consent",
            "at least 1 of {journalist}",
            f"together {one} {other}",
            "at most 1 of {rank captain}",
        ]
    )


def _signal(rng: random.Random, ids: list[str], id: str) -> dict:
    facts = rng.choice(
        [{"state": "dead"}, {"consent": "given", "note": "by letter"}, {"tags": ["ill"]}, {"charge": f"as {id}"}]
    )
    return {
        "on": rng.choice(["2024-02-01", "2024-03"]),
        "what": f"News of {_mention(rng, ids)}",
        "according_to": [f"{ids[-1]}-file"],
        "people": {id: facts},
    }
