"""Finds, explains and checks exchanges of prisoners among many parties."""

from glienicke.api import Case, Loaded, OnDay, load

__all__ = ["Case", "Loaded", "OnDay", "__version__", "load"]

__version__ = "0.1.0"
