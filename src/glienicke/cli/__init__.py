"""The command line."""

from glienicke.cli.app import app, main

__all__ = ["app", "main"]
