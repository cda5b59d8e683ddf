"""A valid case that uses every key, and faulty ones by name."""

VALID = """\
case: example
title: An example
mediator: TR
cutoff: 2024-07-01
sources:
  cna: {who: CNA, on: 2024-08-01, via: Reuters}
  sabah: {who: Daily Sabah, on: 2024-08-02, url: "https://example.org/a", title: A title, note: a copy}
parties: {RU: Russia, US: United States, DE: {name: Germany, note: holds one}}
people:
  gershkovich:
    name: Evan Gershkovich
    spellings: [Эван Гершкович]
    citizen_of: [US]
    tags: [journalist]
    held_by: {is: RU, since: 2023-03-29, according_to: [cna]}
    sentence: [{is: 16 years, according_to: [cna]}, {is: 19 years, according_to: [sabah], unverified: yes}]
    charge: {is: espionage, according_to: [cna]}
    born: 1991-10
  krasikov:
    name: Vadim Krasikov
    citizen_of: RU
    held_by: DE
    rank: colonel
    steps: {pardon: open}
  navalny:
    name: Alexei Navalny
    citizen_of: [RU]
    held_by: RU
    to: [DE]
    health: poor
    note: a note
    contacts:
      - {on: 2023-05, by: lawyer, who: his lawyer, what: a visit, pressure: no letters, according_to: [cna]}
      - {on: 2023-06-01, by: DE, consent: asked, how: by letter, basis: reported}
      - {on: 2023-06-09, by: DE, consent: refused, unverified: yes, note: hearsay}
    legal:
      - {on: 2023-08-04, what: judgment, court: a city court, announced: 2023-07, according_to: [cna]}
    aftermath:
      - {on: 2024-02-16, what: death, how: in custody, according_to: [cna, sabah]}
    assessments:
      - {who: somebody, said: a one-off, on: 2024-02, according_to: [cna]}
  dultsev: {name: Artem Dultsev, citizen_of: [RU], held_by: US, minors: 2, consent: given, add_price: 2}
  dultseva: {name: Anna Dultseva, citizen_of: [RU], held_by: US, minors_with: dultsev, owed: ill, state: held}
considerations:
  visit: {from: RU, to: US, what: consular visits, add_price: 1/2}
pool: ["{held by RU}", krasikov, "{held by US}", visit]
at_table: [RU, US, DE]
scale: {vital: 80, high: 40}
equivalents:
  rank: {colonel: 15, captain: 6}
law:
  - never {journalist} to RU
  - {say: krasikov only with consent, because: nobody is sent against their will, according_to: [cna]}
owed:
  - {say: "{age at least 90}", because: old age}
positions:
  DE:
    - from: 2023-02
      basis: reported
      by: the desk
      according_to: [cna]
      note: why we think so
      worth:
        navalny: vital
        "{citizens of DE, held by RU}": 10
      cost:
        krasikov: 60..90
      floor: 0
      share: {US: 0.3}
      unilateral: no
      bundles:
        - 8 if at least 1 of {held by RU}
      conditions:
        - krasikov only if navalny
        - {say: "at least 1 of {held by RU}", price: 20, basis: stated}
  RU:
    - from: 2022
      worth: {krasikov: high}
    - from: 2023
      worth: {krasikov: vital, "{citizens of RU}": 10}
      cost: {navalny: {is: 50, basis: believed}}
      conditions: [never navalny]
signals:
  - on: 2024-02-16
    what: Navalny dies
    according_to: [cna]
    people:
      navalny: {state: dead}
  - on: 2024-04
    by: DE
    according_to: [cna]
    drop: [krasikov only if navalny]
    add: ["krasikov only if at least 1 of {held by RU}"]
    cost: {krasikov: 40}
    share: {US: 0}
    pool: {add: [krasikov], remove: [visit]}
    at_table: {add: [RU], remove: [RU]}
history:
  - {on: 2022-12-08, what: an earlier exchange, according_to: [cna]}
assessments:
  - {who: somebody, said: not a reset, on: 2024-08-02, according_to: [sabah]}
"""

HEAD = """\
case: bad
parties: {RU: Russia, DE: Germany, US: United States}
people:
  krasikov: {name: Vadim Krasikov, citizen_of: [RU], held_by: DE}
  navalny: {name: Alexei Navalny, citizen_of: [RU], held_by: RU, tags: [politician]}
  whelan: {name: Paul Whelan, citizen_of: [US], held_by: RU}
"""

POSITION = """\
positions:
  DE:
    - from: 2023-02
"""

FAULTY: dict[str, str] = {
    "unknown-ids": HEAD
    + """\
  dultseva: {name: Anna Dultseva, held_by: SL, to: [GE], minors_with: dultsev}
positions:
  DA:
    - from: 2023
      according_to: [nobody]
      worth: {nawalny: 3, "{held by RO}": 1, "{politicans}": 2, held by RU: 4}
      conditions: [krasikov only if politician, "at least 1 of {RU}"]
signals:
  - on: 2024
    by: DU
    people: {whelen: {state: free}}
    pool: {add: [kraskov]}
    at_table: {add: [FR]}
""",
    "held-by-two-at-once": HEAD
    + """\
  two: {name: Two, held_by: [{is: RU}, {is: DE}]}
  dated: {name: Dated, held_by: [{is: RU, since: 2024-01}, {is: DE, since: 2024-01}]}
  list: {name: List, held_by: [RU, DE]}
  moved: {name: Moved, held_by: [{is: RU, since: 2024-01}, {is: DE, since: 2024-02}]}
  disputed: {name: Disputed, held_by: [{is: RU, according_to: [a]}, {is: DE, according_to: [b]}]}
sources: {a: {who: A}, b: {who: B}}
""",
    "signal-about-the-dead": HEAD
    + POSITION
    + """\
signals:
  - on: 2024-02-16
    people: {navalny: {state: dead}}
  - on: 2024-03
    people: {navalny: {held_by: DE}}
  - on: 2024-04
    by: DE
    worth: {navalny: 3}
  - on: 2024-05
    people: {navalny: {note: buried in Moscow}}
""",
    "dates-backwards": HEAD
    + """\
  reversed: {name: A, held_by: {is: RU, since: 2024-05, until: 2023}}
  interval: {name: B, held_by: {is: RU, since: 2024-06/2024-01}}
  unborn: {name: C, held_by: {is: RU, since: 1970-01-01}, born: 1971}
positions:
  DE:
    - from: 2024-02
    - from: 2023-01
    - from: 2023-01-31
signals:
  - {on: 2024-04, what: counted from its last day}
  - {on: 2024-04-10, what: before that}
  - {on: 2024-02-30, what: never}
  - {on: tomorrow, what: when}
""",
    "anchors-and-aliases": HEAD.replace("[RU]", "&us [RU]", 1) + "law: *us\npool: !!seq [krasikov]\n",
    "billion-laughs": "a: &a [x, x]\n"
    + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "duplicate-keys": HEAD + "  whelan: {name: Again, name: And again}\npeople: {}\n",
    "tabs": HEAD + "  tab:\n\t\tname: Tab\nlaw:\n\t- never whelan\nsignals:\n  - on: 2024-13\n",
    "misspelt-name-in-a-condition": HEAD
    + POSITION
    + "      conditions:\n        - krasikov only if nawalny and at least 2 of {politican, held by RU}\n",
    "unclosed-brace": HEAD
    + POSITION
    + """\
      worth: {"{held by RU": 3}
      conditions:
        - at least 1 of {held by RU
        - at least 1 of {held by RU}}
""",
    "unclosed-bracket-and-quote": HEAD + 'law: [never whelan\npool: [krasikov]\ntitle: "open\n',
    "low-above-high": HEAD
    + POSITION
    + "      worth: {navalny: 90..60}\n      floor: 5..1\n      bundles: [9..8 if navalny]\n",
    "braces-without-quotes": HEAD
    + """\
law:
  - {held by RU}
pool: [krasikov, {held by RU, politician}]
positions:
  DE:
    - from: 2023
      worth: {{held by RU}: 10}
""",
    "sentence-begins-with-a-brace": HEAD + "law:\n  - {politician} only with consent\n",
    "sentence-in-a-bracket": HEAD + "law: [never {politician} to RU]\n",
    "sentence-in-a-mapping": HEAD + "law:\n  - {say: at least 1 of {held by RU}, because: reasons}\n",
    "wrong-kinds": """\
case: 2024
cutof: 2024-07-01
parties: {RU: Russia, DE: Germany}
people:
  a: DE
  b: {name: B, state: daed, minors: -1, consent: perhaps, add_price: .inf, steps: {pardon: maybe}}
  c: {held_by: RU, unverified: yes}
  1d: {name: D}
  any: {name: Any}
  e: {name: E, tags: [held, e], held_by: }
law: never a
positions:
  DE:
    - floor: nan
      share: {DE: 0.5, RU: -1, FR: 1}
      cost: {a: -3, b: 1e5}
      worth: {"{wanted by RU}": 3, "{held by RU}": 1, "{ held by RU }": 2}
      unilateral: maybe
      conditions: [{say: never a, price: -2}, {price: 3}, {say: never b, price: free}]
""",
    "drops-that-match-nothing": HEAD
    + POSITION
    + """\
      conditions: [never krasikov, "krasikov only if any of {held by RU}"]
signals:
  - on: 2023-01
    by: DE
    drop: [never krasikov]
  - on: 2024
    by: DE
    drop: ["krasikov only if any of { held by RU }", never whelan]
  - on: 2025
    by: DE
    drop: ["krasikov only if any of {held by RU}"]
  - on: 2026
    drop: [never krasikov]
""",
    "minors": HEAD
    + """\
  child: {name: C, held_by: RU, born: 2015}
  other: {name: D, held_by: RU, tags: [minor]}
  adult: {name: E, held_by: RU, born: 1990, minors_with: whelan}
  self: {name: F, held_by: RU, minors: 1, minors_with: self}
signals:
  - {on: 2024-01-01, what: a day}
""",
    "two-meanings": HEAD
    + """\
  politician: {name: P, held_by: RU}
considerations:
  whelan: {from: RU}
  visit: {from: FR, to: UK}
""",
    "weights-and-best": HEAD
    + """\
equivalents: {rank: {captain: 6}}
positions:
  DE:
    - from: 2023
      bundles: ["best 1 of {held by RU}", "best 2 of {politician}"]
      conditions:
        - weight rank of {held by RU} <= 10
        - weight grade of {held by RU} <= 10
        - any of {rank at least captian} only after pardn
""",
    "weights-missing": HEAD
    + """\
equivalents: {rank: {captain: 6}}
positions:
  DE:
    - from: 2023
      bundles: ["best 1 of {held by RU}", "best 2 of {politician}"]
      conditions: ["weight rank of {held by RU} <= 10"]
""",
    "negative-worth-of-ones-own": HEAD + POSITION + "      worth: {krasikov: -5, navalny: -5}\n",
    "too-deep": HEAD + "pool: " + "[" * 100_000 + "\n",
    "two-documents": HEAD + "---\n" + HEAD,
    "empty": "",
    "only-a-list": "- a\n- b\n",
    "only-text": "just text",
    "many-at-once": """\
case: bad
cutof: 2024-07-01
parties: {RU: Russia, DE: Germany}
people:
  b: {name: B, held_by: RX}
  d:
    name: D
    born: 197
    sentance: 10 years
law:
  - [unclosed
positions:
  DE:
    - from: 2023-02-30
      conditions: [b only if c, {held by RU}]
signals:
  - on: 2024-05
    by: DE
    drop: [b only if c]
    floor: 10..5
""",
}
