"""A large case for the desk: invented people of eight invented parties, with facts, sources, positions and signals."""

from __future__ import annotations

import random

PARTIES = ("Arland", "Belmark", "Corvia", "Dorne", "Estmark", "Falster", "Gorland", "Harth")
FIRST = (
    "Ana", "Boris", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hasan", "Irina", "Jonas", "Katya", "Leila", "Marek",
    "Nadia", "Oleg", "Petra", "Rustam", "Sofia", "Tomas", "Vera",
)  # fmt: skip
BEGIN = ("Al", "Bern", "Cor", "Dar", "El", "Fal", "Gor", "Hal", "Il", "Jar", "Kal", "Lor", "Mor", "Nal", "Or", "Pel")
END = ("adin", "berg", "cek", "dova", "enko", "fari", "gard", "holm", "idze", "kova", "lund", "mann", "nov", "osz")
NEWS = ("Harbour Gazette", "Northern Wire", "Estmark Radio", "The Corvian", "Court list of Dorne")
CHARGES = ("espionage", "crossing the border without papers", "disclosing a secret", "fraud", "smuggling")


def text_of(people: int, seed: int = 1, id: str = "large") -> str:
    """A case file; the same for the same numbers."""
    chance, ids = random.Random(seed), [chr(ord("A") + n) for n in range(len(PARTIES))]
    lines = [f"case: {id}", "title: A large case", "parties:"]
    lines += [f"  {party}: {name}" for party, name in zip(ids, PARTIES, strict=True)]
    lines += ["sources:"]
    lines += [f"  s{n}: {{who: {who}, on: 2024-0{n + 1}-10}}" for n, who in enumerate(NEWS)]
    lines += ["people:"]
    for n in range(people):
        holder, of = chance.sample(ids, 2)
        name = f"{chance.choice(FIRST)} {chance.choice(BEGIN)}{chance.choice(END)}"
        since = f"20{chance.randrange(18, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"
        told = f"according_to: s{chance.randrange(len(NEWS))}"
        lines += [
            f"  p{n}:",
            f"    name: {name}",
            f"    held_by: {{is: {holder}, since: {since}, {told}}}",
            f"    citizen_of: {of}",
            f"    charge: {{is: {chance.choice(CHARGES)}, {told}}}",
        ]
        if chance.random() < 0.3:
            lines.append(f"    tags: [t{chance.randrange(12)}]")
    lines += ["positions:"]
    for party in ids:
        worth = f'{{"{{citizens of {party}}}": {chance.randrange(10, 50)}..{chance.randrange(50, 90)}}}'
        cost = f'{{"{{held by {party}}}": {chance.randrange(1, 9)}..{chance.randrange(9, 30)}}}'
        lines.append(f"  {party}: [{{from: 2024-01-01, worth: {worth}, cost: {cost}}}]")
    lines += ["signals:"]
    for n in range(30):
        on = f"2024-{1 + n // 3:02}-{1 + 9 * (n % 3):02}"
        lines.append(f"  - {{on: {on}, by: {chance.choice(ids)}, worth: {{p{chance.randrange(people)}: 30..60}}}}")
    return "\n".join(lines) + "\n"
