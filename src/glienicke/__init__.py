"""Finds, explains and checks exchanges of prisoners among many parties."""

from glienicke.api import Case, CaseError, Loaded, OnDay, load, read

__all__ = ["Case", "CaseError", "Loaded", "OnDay", "__version__", "load", "read"]

__version__ = "0.1.0"
