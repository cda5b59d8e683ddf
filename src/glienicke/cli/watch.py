"""watch: a party's people held by others, over several cases, and what changed since it was last looked at."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from glienicke.case.values import NAME
from glienicke.case.write import save
from glienicke.cli import options
from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.opening import date_asked, no_such, open_case
from glienicke.cli.out import show, show_json
from glienicke.cli.render_watch import watch_view
from glienicke.positions.public import Public, last_day, public_of
from glienicke.record import feed_token
from glienicke.record.watch import Watch, watch
from glienicke.record.watch_changes import Change, changes, look_at, look_of, look_text
from glienicke.record.watch_feed import feed
from glienicke.record.watch_json import watch_data

Party = Annotated[str, typer.Argument(metavar="PARTY", help="Whose people, by id.", show_default=False)]
Cases = Annotated[
    list[Path] | None,
    typer.Argument(metavar="CASE…", help="Cases: YAML files, or folders of them.", show_default=False),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The cases as of this day. Default: the last day of which any of them says something public.",
        show_default=False,
    ),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Tell what changed since this day.", show_default=False),
]
StateFile = Annotated[
    Path | None,
    typer.Option("--state", metavar="FILE", help="Where the last look is kept.", show_default=False),
]
Atom = Annotated[
    Path | None,
    typer.Option("--atom", metavar="FILE", help="Write an Atom feed there, if it is on.", show_default=False),
]
Feed = Annotated[
    Literal["on", "off"] | None,
    typer.Option("--feed", help="Switch the party's feed on (a new token is shown once) or off.", show_default=False),
]


def watch_command(
    party: Party,
    cases: Cases = None,
    on: On = None,
    since: Since = None,
    state: StateFile = None,
    forget: Annotated[bool, typer.Option("--forget", help="Delete what is kept of earlier looks.")] = False,
    atom: Atom = None,
    feeds: Feed = None,
    json: options.AsJson = False,
) -> None:
    """Show a party's people who are held by others: by whom, since when, next legal dates, arrests, what changed.

    \b
    Examples:
      glienicke watch US cases/ankara-2024 cases/griner-bout-2022.yaml --since 2024-01-01
      glienicke watch US cases/ankara-2024 --state us.json
      glienicke watch US --feed on

    Its people are its citizens and those recorded as going to it. Only public facts are read, never a position. Minors
    are counted and not named. Without --since, the last look is kept (in the user's state folder, or --state) and the
    next one tells what changed; --forget deletes it.
    """
    if not NAME.fullmatch(party):
        raise Refused(USAGE, f"'{party}' is no party's id")
    if feeds is not None or forget:
        if cases or on or since or atom or (feeds is not None and (forget or state)):
            raise Refused(USAGE, "--feed and --forget stand alone with the party (--forget also with --state)")
        _switch(party, feeds, json) if feeds is not None else _forget(party, state, json)
        return
    if not cases:
        raise Refused(USAGE, "name at least one case")
    if since is not None and state is not None:
        raise Refused(USAGE, "--since compares with a day and --state with the last look; give one of them")
    publics = _publics(cases, party)
    if atom is not None and not feed_token.is_on(_keys(), party):
        raise Refused(USAGE, f"the feed of {party} is off; 'glienicke watch {party} --feed on' switches it on")
    looked = watch(publics, party, _day(publics, on))
    changed, before, kept = _compared(publics, looked, since, state)
    if atom is not None:
        _write(atom, feed(looked))
    if json:
        show_json("watch", watch_data(looked, changed, before))
    else:
        show(watch_view(looked, changed, before or ""))
    if kept is not None:
        _write(kept, look_text(look_at(looked)).encode("utf-8"))


def _publics(cases: Sequence[Path], party: str) -> list[Public]:
    """The public parts of the cases: from here on nothing else of them is at hand."""
    publics = [public_of(open_case(path)) for path in cases]
    twice = sorted({p.case for p in publics if sum(q.case == p.case for q in publics) > 1})
    if twice:
        raise Refused(USAGE, f"the case {twice[0]} is named twice; its files belong into one folder")
    parties = {id: None for public in publics for id in public.facts.parties}
    if party not in parties:
        raise Refused(USAGE, no_such("party", party, parties))
    return publics


def _day(publics: Sequence[Public], on: str | None) -> dt.date:
    if on is not None:
        return date_asked(on, "--on")
    dated = [day for public in publics if (day := last_day(public)) is not None]
    if not dated:
        raise Refused(MISTAKES, "nothing public in the cases has a date; say the day with --on")
    return max(dated)


def _compared(
    publics: Sequence[Public], now: Watch, since: str | None, state: Path | None
) -> tuple[tuple[Change, ...] | None, str | None, Path | None]:
    """The changes, since when, and where the look is kept (None: nowhere)."""
    if since is not None:
        day = date_asked(since, "--since")
        if day > now.on:
            raise Refused(USAGE, f"--since {since}: later than the day looked at, {now.on}")
        return changes(look_at(watch(publics, now.party, day)), now), day.isoformat(), None
    file = state or _folder() / "watch" / f"{now.party}-{_hash(now.cases)}.json"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, None, file
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(MISTAKES, f"{file} cannot be read: {_why(fault)}") from None
    try:
        last = look_of(text)
    except ValueError as fault:
        raise Refused(MISTAKES, f"{file}: {fault}; name another file with --state, or delete it") from None
    if last.party != now.party:
        raise Refused(USAGE, f"{file} keeps a look at {last.party}, not {now.party}; name another file with --state")
    if set(last.cases) != set(now.cases):
        raise Refused(USAGE, f"{file} keeps a look over {', '.join(last.cases)}; name another file with --state")
    return changes(last, now), last.on, file


def _hash(cases: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(cases)).encode()).hexdigest()[:12]


def _folder() -> Path:
    """The user's folder for what programs keep between runs (XDG base directories)."""
    given = os.environ.get("XDG_STATE_HOME", "")
    return (Path(given) if os.path.isabs(given) else Path.home() / ".local" / "state") / "glienicke"


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        save(file, content)
    except OSError as fault:
        raise Refused(USAGE, f"{file} cannot be written: {_why(fault)}") from None


def _why(fault: Exception) -> str:
    return str(getattr(fault, "strerror", None) or fault)


def _forget(party: str, state: Path | None, json: bool) -> None:
    folder = _folder() / "watch"
    files = [state] if state is not None else sorted(folder.glob(f"{party}-" + "[0-9a-f]" * 12 + ".json"))
    gone = []
    for file in files:
        try:
            look_of(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except ValueError:
            if state is not None:
                raise Refused(USAGE, f"{file} is not a look that was kept; it is left as it is") from None
        except OSError as fault:
            raise Refused(USAGE, f"{file} cannot be read: {_why(fault)}") from None
        try:
            file.unlink(missing_ok=True)
        except OSError as fault:
            raise Refused(USAGE, f"{file} cannot be deleted: {_why(fault)}") from None
        gone.append(str(file))
    if json:
        show_json("watch", {"party": party, "forgotten": gone})
    else:
        show([f"Deleted {file}." for file in gone] or [f"Nothing is kept of looks at {party}."])


def _keys() -> feed_token.Keys:
    file = _folder() / "feeds.json"
    try:
        return feed_token.keys_of(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise Refused(USAGE, f"{file} cannot be read: {_why(fault)}") from None
    except ValueError as fault:
        raise Refused(MISTAKES, f"{file}: {fault}") from None


def _switch(party: str, to: str, json: bool) -> None:
    keys = _keys()
    token = None
    if to == "on":
        keys, token = feed_token.switched_on(keys, party, dt.date.today().isoformat())
    else:
        keys = feed_token.revoked(keys, party)
    _write(_folder() / "feeds.json", feed_token.keys_text(keys).encode("utf-8"))
    if json:
        show_json("watch", {"party": party, "feed": to, "token": token})
    elif token is not None:
        show([f"The feed of {party} is on. Its token is shown only now:", token, "An earlier token opens nothing."])
    else:
        show([f"The feed of {party} is off; no token opens it."])
