"""The walls of the house: which module may import which."""

import tomllib
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "glienicke"
FACADE = {"glienicke", "glienicke.api"}


@pytest.fixture(scope="module")
def contracts():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return {contract["id"]: contract for contract in tomllib.loads(text)["tool"]["importlinter"]["contracts"]}


def test_contracts_hold(capsys):
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_package_has_its_layer(contracts):
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == set(contracts["layers"]["layers"])


def test_whole_checker_is_kept_apart_from_whole_engine(contracts):
    """The checker may know what a deal is and nothing else of `deals`."""
    modules = {f"glienicke.deals.{path.stem}" for path in (PACKAGE / "deals").glob("[!_]*.py")}
    modules |= {f"glienicke.deals.{path.parent.name}" for path in (PACKAGE / "deals").glob("*/__init__.py")}
    checker, contract = {"glienicke.deals.check"}, contracts["checker"]
    assert set(contract["source_modules"]) == checker
    engine = modules - checker - {"glienicke.deals.deal"}
    assert engine <= set(contract["forbidden_modules"]), "add these to the contract in pyproject.toml"


def test_nothing_inside_imports_the_facade():
    graph = grimp.build_graph("glienicke", cache_dir=None)
    inside = [m for m in graph.modules if m not in FACADE and not m.startswith("glienicke.cli")]
    wrong = {m: graph.find_modules_directly_imported_by(m) & FACADE for m in inside}
    assert not {m: found for m, found in wrong.items() if found}
