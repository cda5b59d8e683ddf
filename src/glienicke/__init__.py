"""Finds, explains and checks exchanges of prisoners among many parties."""

__version__ = "0.1.0"
