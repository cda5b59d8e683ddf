"""Files to a scenario: a folder, or a domain file and the profiles in question."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from glienicke.foreign.read import read_domain
from glienicke.foreign.read_profile import read_profile
from glienicke.foreign.scenario import Profile, Reading, Scenario
from glienicke.foreign.tree import Node, parse
from glienicke.ground.diagnostic import Diagnostic, has_errors, in_order

FEWEST, MOST = 2, 4
"""Profiles that can be asked about at once."""

REMEDY = "give a folder with one domain and its profiles, or name the domain's file and 2 to 4 profiles"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The scenario, unless there are mistakes; warnings may stand beside it."""

    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...] = ()


def is_foreign(path: Path) -> bool:
    """Whether this is an XML file, or a folder of such and of no case's YAML."""
    if path.is_dir():
        suffixes = {file.suffix.casefold() for file in path.iterdir() if file.is_file()}
        return ".xml" in suffixes and not suffixes & {".yaml", ".yml"}
    return path.suffix.casefold() == ".xml"


def load(*paths: Path | str, reading: Reading = "genius") -> Loaded:
    """Read a scenario. Profiles stand in the order given, those of a folder by their files' names.

    In a folder, files that are neither domain nor profile are passed over with a warning, and `…pareto.xml`, where
    GENIUS keeps its own analyses, without one.
    """
    mistakes: list[Diagnostic] = []
    domains: list[tuple[Path, Node]] = []
    profiles: list[tuple[Path, Node]] = []
    for path, named in _files(tuple(Path(path) for path in paths), mistakes):
        root = parse(path, str(path))
        if isinstance(root, Diagnostic):
            mistakes.append(root)
        elif root.tag == "negotiation_template":
            domains.append((path, root))
        elif root.tag == "utility_space":
            profiles.append((path, root))
        else:
            message = f"<{root.tag}> is neither a domain nor a profile"
            expected = "expected <negotiation_template> or <utility_space>"
            left = root.says(message, expected) if named else root.says(f"{message}; left out", severity="warning")
            mistakes.append(left)
    if not has_errors(mistakes):
        mistakes += _numbers(domains, profiles)
    if has_errors(mistakes):
        return Loaded(None, in_order(mistakes))
    [(path, root)] = domains
    domain = read_domain(root, path.stem, mistakes)
    if domain is None:
        return Loaded(None, in_order(mistakes))
    read = [read_profile(root, path.stem, domain, mistakes) for path, root in profiles]
    known: list[Profile] = [profile for profile in read if profile is not None]
    if len(known) < len(read):
        return Loaded(None, in_order(mistakes))
    return Loaded(Scenario(domain, tuple(known), reading), in_order(mistakes))


def _files(paths: tuple[Path, ...], mistakes: list[Diagnostic]) -> list[tuple[Path, bool]]:
    """Every file to read, and whether it was named itself."""
    found: list[tuple[Path, bool]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.casefold() == ".xml" and not p.name.startswith("."))
            found += [(p, False) for p in inside if not p.name.endswith("pareto.xml")]
            if not inside:
                mistakes.append(Diagnostic(None, f"{path}: there is no XML file in this folder", REMEDY))
        else:
            found.append((path, True))
    return found


def _numbers(domains: list[tuple[Path, Node]], profiles: list[tuple[Path, Node]]) -> list[Diagnostic]:
    """One domain, 2 to 4 profiles, all of different names."""
    found = []
    if len(domains) != 1:
        which = ", ".join(path.name for path, _ in domains)
        found.append(Diagnostic(None, f"{len(domains)} domains: {which}" if domains else "there is no domain", REMEDY))
    if not FEWEST <= len(profiles) <= MOST:
        which = f": {', '.join(path.name for path, _ in profiles)}" if profiles else ""
        found.append(Diagnostic(None, f"{len(profiles)} profiles{which}", f"expected 2 to 4; {REMEDY}"))
    names = [path.stem for path, _ in profiles]
    twice = sorted({name for name in names if names.count(name) > 1})
    found += [Diagnostic(None, f"two profiles are called '{name}'", "rename one of the files") for name in twice]
    return found
