"""Finds, explains and checks exchanges of prisoners among many parties."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glienicke.api import Case, CaseError, Loaded, OnDay, load, read

__all__ = ["Case", "CaseError", "Loaded", "OnDay", "__version__", "load", "read"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # The solvers come with the names, since a command or a page that needs none need not wait for them.
    if name in __all__:
        return getattr(import_module("glienicke.api"), name)
    raise AttributeError(f"module 'glienicke' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
