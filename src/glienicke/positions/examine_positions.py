"""What is wrong with positions, signals, the law, the pool and the table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from glienicke.case.model import Fact, Position, Sentence, Signal, Wishes
from glienicke.case.places import Path
from glienicke.ground.dates import latest
from glienicke.ground.diagnostic import Span
from glienicke.language.mistake import Mistake
from glienicke.language.parse import Parsed, parse_bundle, parse_selection, parse_sentence, parse_value
from glienicke.language.tree import AllIn, AnyIn, Id, NotIn, Range, Selection, WantedBy
from glienicke.language.tree import Sentence as Tree
from glienicke.positions.events import Event, events
from glienicke.positions.examine_names import Names, Place
from glienicke.positions.examine_people import provenance


def examine_positions(names: Names) -> None:
    """Everything that belongs to no person."""
    case = names.case
    for party in case.parties:
        names.usable(party, ("parties", party), "a party", key=True)
    for word in case.scale:
        names.usable(word, ("scale", word), "a word for values", key=True)
    for table, weights in case.equivalents.items():
        for rank in weights:
            names.usable(rank, ("equivalents", table, rank), "a rank", key=True)
    _sentences(names, case.law, ("law",), law=True)
    _selections_said(names, case.owed, ("owed",))
    _selections(names, case.pool or (), ("pool",))
    for i, party in enumerate(case.at_table or ()):
        names.party(party, ("at_table", i))
    provenance(names, case.cutoff, ("cutoff",))
    provenance(names, case.mediator, ("mediator",))
    for party, entries in case.positions.items():
        names.party(party, ("positions", party), key=True)
        _position_order(names, party, entries)
        for i, position in enumerate(entries):
            _position(names, party, position, ("positions", party, i))
    for i, signal in enumerate(case.signals):
        _signal(names, signal, ("signals", i))
    _signal_order(names)
    _drops(names)
    for i, event in enumerate(case.history):
        names.sources(event.according_to, ("history", i, "according_to"))
    for i, assessment in enumerate(case.assessments):
        names.sources(assessment.according_to, ("assessments", i, "according_to"))


# ------------------------------------------------------------------ texts of the condition language


def _inside(names: Names, path: Path) -> Place:
    return lambda start, end: names.case.places.inside(path, start, end)


def _sentences(names: Names, said: Sequence[Sentence], path: Path, *, law: bool = False) -> None:
    for i, sentence in enumerate(said):
        names.read(parse_sentence(sentence.say), _inside(names, (*path, i, "say")), law=law)
        names.sources(sentence.according_to, (*path, i, "according_to"))


def _selections_said(names: Names, said: Sequence[Sentence], path: Path) -> None:
    for i, sentence in enumerate(said):
        names.read(parse_selection(sentence.say), _inside(names, (*path, i, "say")))
        names.sources(sentence.according_to, (*path, i, "according_to"))


def _selections(names: Names, texts: Sequence[str], path: Path) -> None:
    for i, text in enumerate(texts):
        names.read(parse_selection(text), _inside(names, (*path, i)))


def _bundles(names: Names, said: Sequence[Sentence], path: Path) -> None:
    for i, bundle in enumerate(said):
        names.read(parse_bundle(bundle.say, names.case.scale), _inside(names, (*path, i, "say")))
        names.sources(bundle.according_to, (*path, i, "according_to"))


def _asks_who_wants(selection: Selection) -> bool:
    match selection:
        case WantedBy():
            return True
        case NotIn(of):
            return _asks_who_wants(of)
        case AnyIn(parts) | AllIn(parts):
            return any(map(_asks_who_wants, parts))
        case _:
            return False


# ------------------------------------------------------------------ worths, costs, shares


def _wishes(names: Names, party: str | None, wishes: Wishes, path: Path) -> None:
    for key, entries in (("worth", wishes.worth), ("cost", wishes.cost)):
        seen: dict[Selection, str] = {}
        for text, facts in entries.items():
            here: Path = (*path, key, text)
            provenance(names, facts, here)
            tree = _key(names, text, here)
            if tree is not None:
                if tree in seen:
                    names.say(here, f"the same people as '{seen[tree]}'", "say it once", key=True)
                seen[tree] = text
            for i, fact in enumerate(facts):
                _value(names, key, party, tree, fact, (*here, i, "is"))
    for i, fact in enumerate(wishes.floor):
        _read_value(names, fact.is_, (*path, "floor", i, "is"))
    provenance(names, wishes.floor, (*path, "floor"))
    provenance(names, wishes.unilateral, (*path, "unilateral"))
    _bundles(names, wishes.bundles or (), (*path, "bundles"))
    for other, parts in wishes.share.items():
        _share(names, party, other, parts, (*path, "share", other), withdraws=isinstance(wishes, Signal))


def _key(names: Names, text: str, path: Path) -> Selection | None:
    def place(start: int, end: int) -> Span | None:
        return names.case.places.inside_key(path, start, end)

    if not text.lstrip().startswith("{"):
        name = text.strip()
        if name in names.ids:
            return Id(name)
        if " " in name:
            names.say(path, f"'{name}' is no id", f'a selection stands in braces and quotes: "{{{name}}}"', key=True)
            return None
    parsed = parse_selection(text)
    if not names.read(parsed, place) or isinstance(parsed, Mistake):
        return None
    if _asks_who_wants(parsed.tree):
        names.say(path, "'wanted by' cannot stand in a worth or cost: it would rest on itself", key=True)
        return None
    return parsed.tree


def _read_value(names: Names, text: str, path: Path) -> Range | None:
    found = parse_value(text, names.case.scale)
    if isinstance(found, Mistake):
        names.say_at(names.case.places.inside(path, found.start, found.end), found.message, found.hint)
        return None
    return found


def _value(names: Names, key: str, party: str | None, tree: Selection | None, fact: Fact[str], path: Path) -> None:
    found = _read_value(names, fact.is_, path)
    if found is None or found.low >= 0:
        return
    if key == "cost":
        names.say(path, "a cost is never negative", "a gain from releasing somebody is a worth")
    elif party is not None and isinstance(tree, Id) and _only_held_by(names, tree.id, party):
        names.say(path, f"{party} itself holds '{tree.id}'", "what releasing costs the holder is a cost")


def _only_held_by(names: Names, id: str, party: str) -> bool:
    case = names.case
    if id not in case.people:
        return False
    said = [fact.is_ for fact in case.people[id].held_by]
    said += [fact.is_ for signal in case.signals if id in signal.people for fact in signal.people[id].held_by]
    return bool(said) and set(said) == {party}


def _share(
    names: Names, party: str | None, other: str, parts: Sequence[Fact[Fraction]], path: Path, *, withdraws: bool
) -> None:
    names.party(other, path, key=True)
    if other == party:
        names.say(path, f"{party} cannot have a share in itself", key=True)
    provenance(names, parts, path)
    for i, fact in enumerate(parts):
        if fact.is_ < 0 or (fact.is_ == 0 and not withdraws):
            names.say((*path, i, "is"), "a share is above 0" + (" (0 withdraws it)" if withdraws else ""))


# ------------------------------------------------------------------ positions and signals


def _position(names: Names, party: str, position: Position, path: Path) -> None:
    names.sources(position.according_to, (*path, "according_to"))
    _wishes(names, party, position, path)
    _sentences(names, position.conditions, (*path, "conditions"))


def _position_order(names: Names, party: str, entries: Sequence[Position]) -> None:
    for i, (first, second) in enumerate(pairwise(entries)):
        path: Path = ("positions", party, i + 1, "from")
        if latest(second.from_) < latest(first.from_):
            names.say(path, f"dates run backwards: {second.from_} after {first.from_}", "put the positions in order")
        elif latest(second.from_) == latest(first.from_):
            names.say(path, f"a second position of {party} from the same day", "a party has one position at a time")


def _signal(names: Names, signal: Signal, path: Path) -> None:
    names.sources(signal.according_to, (*path, "according_to"))
    _wishes(names, signal.by, signal, path)
    _sentences(names, signal.drop, (*path, "drop"))
    _sentences(names, signal.add, (*path, "add"))
    _selections(names, signal.pool.add, (*path, "pool", "add"))
    _selections(names, signal.pool.remove, (*path, "pool", "remove"))
    for key, parties in (("add", signal.at_table.add), ("remove", signal.at_table.remove)):
        for i, party in enumerate(parties):
            names.party(party, (*path, "at_table", key, i))
    if signal.by is not None:
        names.party(signal.by, (*path, "by"))


def _changes_position(signal: Signal) -> bool:
    return bool(
        signal.drop
        or signal.add
        or {"worth", "cost", "floor", "share", "unilateral", "bundles"} & signal.model_fields_set
    )


def _signal_order(names: Names) -> None:
    """Each file tells its signals in the order in which they count."""
    last: dict[str, Signal] = {}
    for i, signal in enumerate(names.case.signals):
        span = names.case.places.span(("signals", i, "on"))
        file = span.file if span else ""
        before = last.get(file)
        if before is not None and latest(signal.on) < latest(before.on):
            message = f"dates run backwards: {_counted(signal.on)} after {_counted(before.on)}"
            names.say(("signals", i, "on"), message, "put the signals in the order in which they count")
        last[file] = signal


def _counted(date: str) -> str:
    day = latest(date).isoformat()
    return date if date == day else f"{date} (counted from {day})"


def _drops(names: Names) -> None:
    """Signals change a position in force, and drop conditions that are there."""
    standing: dict[str, list[tuple[Tree, str]]] = {}
    for event in events(names.case):
        what, party = event.what, event.party
        if isinstance(what, Position):
            assert party is not None
            standing[party] = _trees(what.conditions)
        elif _changes_position(what):
            if party is None:
                names.say((*event.path, "on"), "'by' is missing: whose position does this signal change?")
            elif party in names.case.parties and party not in standing:
                message = f"{party} has no position on {event.on} that a signal could change"
                names.say((*event.path, "by"), message, "give it one under 'positions', from that day or earlier")
            elif party in standing:
                standing[party] = _edited(names, standing[party], what, event)


def _edited(names: Names, standing: list[tuple[Tree, str]], signal: Signal, event: Event) -> list[tuple[Tree, str]]:
    for i, said in enumerate(signal.drop):
        parsed = parse_sentence(said.say)
        if isinstance(parsed, Mistake):
            continue
        left = [entry for entry in standing if entry[0] != parsed.tree]
        if len(left) == len(standing):
            texts = "; ".join(f"'{text}'" for _, text in standing)
            expected = f"in force are: {texts}" if texts else "no condition is in force"
            names.say((*event.path, "drop", i, "say"), f"{event.party} has no such condition on {event.on}", expected)
        standing = left
    return standing + _trees(signal.add)


def _trees(said: Sequence[Sentence]) -> list[tuple[Tree, str]]:
    found: list[tuple[Parsed[Tree] | Mistake, str]] = [(parse_sentence(s.say), s.say) for s in said]
    return [(parsed.tree, text) for parsed, text in found if not isinstance(parsed, Mistake)]
