"""A watchlist as an Atom feed (RFC 4287): one entry a person, with ids that stay and dates that come from the facts.

In: a `Watch`. Out: the bytes of an XML file, the same for the same facts. Minors are in no entry.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import xml.etree.ElementTree as ET

from glienicke.record.watch import Watch, Watched
from glienicke.record.watch_changes import said_by, step_says
from glienicke.record.words import listed

ATOM = "http://www.w3.org/2005/Atom"


def feed(watch: Watch) -> bytes:
    """The feed, UTF-8."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    of = watch.parties.get(watch.party, watch.party)
    _text(root, "title", f"People of {of} held by others")
    _text(root, "id", f"urn:glienicke:watch:{_hash(watch.party)}")
    _text(root, "updated", _instant(max((_updated(watch, p) for p in (*watch.held, *watch.others)), default=watch.on)))
    author = ET.SubElement(root, f"{{{ATOM}}}author")
    _text(author, "name", f"glienicke, from the public facts of {', '.join(watch.cases)}")
    for person in watch.held:
        entry = ET.SubElement(root, f"{{{ATOM}}}entry")
        _text(entry, "title", f"{person.name}: {'; '.join(_custodies(watch, person))}")
        _text(entry, "id", f"urn:glienicke:watch:{_hash(watch.party)}:{_hash(person.key)}")
        _text(entry, "updated", _instant(_updated(watch, person)))
        content = _text(entry, "content", "\n".join(_lines(watch, person)))
        content.set("type", "text")
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{ATOM}}}{tag}")
    made.text = text
    return made


def _custodies(watch: Watch, person: Watched) -> list[str]:
    held = [seen for seen in person.seen if seen.holder is not None]
    texts = (
        f"held by {watch.parties.get(s.holder or '', s.holder or '')}{f' since {s.since}' if s.since else ''}"
        for s in held
    )
    return list(dict.fromkeys(texts))


def _lines(watch: Watch, person: Watched) -> list[str]:
    found: dict[str, None] = {}
    for seen in person.seen:
        sources = f", according to {listed(seen.sources)}" if seen.sources else ", no source named"
        if seen.holder is not None:
            holder = watch.parties.get(seen.holder, seen.holder)
            found[f"held by {holder}{f' since {seen.since}' if seen.since else ''}{sources} ({seen.case})"] = None
        else:
            found[f"{seen.state}{f' since {seen.since}' if seen.since else ''}{sources} ({seen.case})"] = None
        if seen.next is not None:
            found[f"next legal date: {step_says(seen)}"] = None
        if seen.told_to is not None:
            found[f"{seen.case} tells nothing later than {seen.told_to}"] = None
    if person.merged("charges"):
        found[f"charge: {said_by(person.merged('charges'))}"] = None
    return list(found)


def _updated(watch: Watch, person: Watched) -> dt.date:
    return max((seen.updated for seen in person.seen if seen.updated is not None), default=watch.on)


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
